"""The condition builder (条件の組み立て): boxes for most, the expression itself for experts."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import open_to
from tsunagaru.services.procedures.forms.conditions import (
    Typed,
    asked_before,
    read_condition,
    typed_in,
)
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules import editing
from tsunagaru.services.procedures.rules.conditions import (
    SIGNS,
    CannotCompose,
    compose,
)
from tsunagaru.services.procedures.rules.trees import (
    CannotEdit,
    Tree,
    label_of,
    pages_of,
    place_of_page,
    spot_of,
)
from tsunagaru.services.procedures.views.editor.attempts import UNUSABLE, Attempt, change
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page

WHATS = {"when": "表示する条件", "required": "必須になる条件", "page": "ページを表示する条件"}


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def condition(request: PageRequest, found: Editing, what: str, target: str) -> HttpResponse:
    """Put a condition together, or write it; on POST keep it."""
    if what not in WHATS:
        raise Http404
    try:
        holder = _holder(found.form_tree, what, target)
    except CannotEdit as error:
        raise Http404 from error
    written = holder.get("when" if what == "page" else what, "")
    text = written if isinstance(written, str) else ""
    if request.method != "POST":
        return _page(request, found, (what, target, holder), read_condition(text))
    typed = typed_in(request.POST)
    if "refresh" in request.POST:
        return _page(request, found, (what, target, holder), typed.more())
    try:
        wanted = _wanted(found, what, target, typed)
    except CannotCompose as error:
        went = Attempt((str(error),), UNUSABLE)
    else:
        went = change(request, found, lambda tree: _write(tree, what, target, wanted))
        typed = typed.as_text(wanted)
    if went.done:
        return redirect(f"{reverse('procedures:form', args=[found.address])}#field-{target}")
    return _page(request, found, (what, target, holder), typed, went)


def _holder(tree: Mapping[str, Any], what: str, target: str) -> Tree:
    if what == "page":
        return pages_of(tree)[place_of_page(tree, target)]
    return spot_of(tree, target).field


def _wanted(found: Editing, what: str, target: str, typed: Typed) -> str:
    if typed.free:
        return typed.text.strip()
    return compose(typed.terms, typed.joint, asked_before(found.form_tree, what, target))


def _write(tree: Tree, what: str, target: str, wanted: str) -> None:
    holder = _holder(tree, what, target)
    key = "when" if what == "page" else what
    editing.put(holder, key, wanted or None)


def _page(
    request: PageRequest,
    found: Editing,
    where: tuple[str, str, Tree],
    typed: Typed,
    went: Attempt | None = None,
) -> HttpResponse:
    what, target, holder = where
    asked = asked_before(found.form_tree, what, target)
    context = {
        "condition_error": went.wrong[0] if went and went.status == UNUSABLE and went.wrong else "",
        "what": WHATS[what],
        "label": label_of(holder),
        "asked": list(asked.values()),
        "signs": SIGNS.items(),
        "typed": typed,
        "rows": [(term, asked.get(term.field)) for term in typed.terms],
    }
    return page(request, "condition", found, context, went)
