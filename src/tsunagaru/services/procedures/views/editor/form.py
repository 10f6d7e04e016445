"""One form in the editor (様式の編集): its pages and fields, and the buttons that move them."""

from collections.abc import Callable
from typing import NamedTuple

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
from tsunagaru.services.procedures.forms.items import GROUPS
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules import editing
from tsunagaru.services.procedures.rules.labels import Labels
from tsunagaru.services.procedures.rules.scopes import CHECK
from tsunagaru.services.procedures.rules.trees import Tree, label_of, pages_of
from tsunagaru.services.procedures.rules.wording import condition_in_words
from tsunagaru.services.procedures.views.editor.attempts import (
    Attempt,
    anew,
    attempt,
    change,
    revision_in,
)
from tsunagaru.services.procedures.views.editor.lines import Line, lines_of
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def form(request: PageRequest, found: Editing) -> HttpResponse:
    """Show the form as it is edited; on POST move something, or throw the draft away."""
    if request.method != "POST":
        return _page(request, found)
    if "drop" in request.POST and not found.scope:
        return _drop(request, found)
    code, edit = _asked(request)
    went = change(request, found, edit) if edit else Attempt(("ボタンを選んでください。",), 400)
    if not went.done:
        return _page(request, found, went)
    return redirect(f"{reverse('procedures:form', args=[found.address])}#field-{code}")


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
    kept = (
        "公開中の版はそのままです。" if found.live else "この手続きは、まだ公開していませんでした。"
    )
    messages.success(request, f"下書きを破棄しました。{kept}")
    return redirect("procedures:forms")


class Sheet(NamedTuple):
    """One page of the form with its fields and its condition in words (ページ)."""

    page: Tree
    title: str
    lines: list[Line]
    when: str


def _when(page: Tree, labels: Labels) -> str:
    return condition_in_words(page["when"], labels) if page.get("when") else ""


def _page(request: PageRequest, found: Editing, went: Attempt | None = None) -> HttpResponse:
    if went and not went.done:
        found = anew(found)
    group = "eligibility" if found.scope == CHECK else "parts"
    labels = Labels(found.form_tree)
    pages = [
        Sheet(one, label_of(one), list(lines_of(one["fields"], labels)), _when(one, labels))
        for one in pages_of(found.form_tree)
    ]
    context = {
        "pages": pages,
        "may_publish": not services.why_not(found, request.actor),
        "saved_by": queries.staff_name(found.draft.saved_by) if found.draft else "",
        "asked_by": queries.staff_name(found.draft.asked_by) if found.draft else "",
        "section": queries.section_names().get(found.section, found.section),
        "groups": [(one, title) for one, (title, _) in GROUPS.items()],
        "group": group,
        "group_name": GROUPS[group][0],
        "single": found.scope == CHECK,
    }
    return page(request, "form", found, context, went)
