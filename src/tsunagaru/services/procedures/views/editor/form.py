"""One form in the editor (様式の編集): its pages and fields, and the buttons that move them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.procedures import queries, services
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules import editing
from tsunagaru.services.procedures.rules.kinds import SILENT, name_of_kind
from tsunagaru.services.procedures.rules.trees import Tree, label_of, pages_of
from tsunagaru.services.procedures.views.editor.opening import (
    EDITORS,
    Attempt,
    attempt,
    change,
    on_form,
    page,
    revision_in,
)


@dataclass(frozen=True)
class Line:
    """One field in the editor's list (項目の行)."""

    code: str
    label: str
    kind: str
    need: str
    when: str
    inside: bool = False
    group: bool = False


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def form(request: PageRequest, found: Editing) -> HttpResponse:
    """Show the form as it is edited; on POST move something, or throw the draft away."""
    if request.method != "POST":
        return _page(request, found)
    if "drop" in request.POST:
        return _drop(request, found)
    code, edit = _asked(request)
    went = change(request, found, edit) if edit else Attempt(("ボタンを選んでください。",), 400)
    if not went.done:
        return _page(request, found, went)
    return redirect(f"{reverse('procedures:form', args=[found.code])}#field-{code}")


def _asked(request: PageRequest) -> tuple[str, Callable[[Tree], None] | None]:
    """Return which field or page a button is about, and what it does."""
    posted = request.POST
    for name, move in (("up", editing.move_field), ("page-up", editing.move_page)):
        for key, up in ((name, True), (name.replace("up", "down"), False)):
            if code := posted.get(key, "")[:60]:
                return code, lambda tree, code=code, move=move, up=up: move(tree, code, up=up)
    if code := posted.get("move", "")[:60]:
        target = posted.get(f"to-{code}", "")[:60]
        return code, lambda tree: editing.move_to_page(tree, code, target)
    return "", None


def _drop(request: PageRequest, found: Editing) -> HttpResponse:
    revision, now = revision_in(request), clock.now()
    went = attempt(lambda: services.drop(found.code, revision=revision, by=request.actor, at=now))
    if not went.done:
        return _page(request, found, went)
    messages.success(request, "下書きを破棄しました。公開中の版はそのままです。")
    return redirect("procedures:forms")


def _page(request: PageRequest, found: Editing, went: Attempt | None = None) -> HttpResponse:
    if went and not went.done:
        found = queries.editing(found.code) or found
    pages = [(one, label_of(one), list(_lines(one["fields"]))) for one in pages_of(found.tree)]
    context = {
        "pages": pages,
        "may_publish": not services.why_not(found, request.actor),
        "saved_by": queries.staff_name(found.draft.saved_by) if found.draft else "",
        "asked_by": queries.staff_name(found.draft.asked_by) if found.draft else "",
        "section": queries.section_names().get(found.section, found.section),
    }
    return page(request, "form", found, context, went)


def _lines(fields: list[Mapping[str, Any]], *, inside: bool = False) -> Iterator[Line]:
    for field in fields:
        required, kind = field.get("required", True), str(field["kind"])
        need = "条件により必須" if isinstance(required, str) else "必須" if required else "任意"
        yield Line(
            code=str(field["code"]),
            label=label_of(field),
            kind=name_of_kind(kind),
            need="" if kind in SILENT else need,
            when=str(field.get("when", "")),
            inside=inside,
            group=kind == "group",
        )
        yield from _lines(field.get("fields", []), inside=True)
