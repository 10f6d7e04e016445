"""Rows of things in the editor (対象の確認・決定・ほかの人の記入の一覧): added and ordered."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import open_to
from tsunagaru.services.procedures.forms.check import FitsForm
from tsunagaru.services.procedures.forms.items import GROUPS, NOUNS
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules import items
from tsunagaru.services.procedures.rules.items import Shelf
from tsunagaru.services.procedures.rules.trees import Tree
from tsunagaru.services.procedures.views.editor.attempts import UNUSABLE, Attempt, anew, change
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page
from tsunagaru.services.procedures.views.editor.rows import rows_of

ELIGIBILITY = "eligibility"
CONDITIONAL = frozenset({ELIGIBILITY, "parts", "money"})


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def shelves(request: PageRequest, found: Editing, group: str) -> HttpResponse:
    """Show rows of things; on POST move one, or begin, change or end the check."""
    if group not in GROUPS:
        raise Http404
    fits = None
    if group == ELIGIBILITY:
        fits = FitsForm(request.POST if "fits" in request.POST else None, tree=found.tree)
    if request.method != "POST":
        return _page(request, found, group, fits)
    went = _act(request, found, group, fits)
    if not went.done:
        return _page(request, found, group, fits, went)
    messages.success(request, "下書きに保存しました。")
    return redirect("procedures:form_things", code=found.code, group=group)


def _act(request: PageRequest, found: Editing, group: str, fits: FitsForm | None) -> Attempt:
    if fits is not None and "fits" in request.POST:
        return change(request, found, fits.write) if fits.is_valid() else Attempt(status=UNUSABLE)
    if fits is not None and "drop" in request.POST:
        return change(request, found, lambda tree: tree.pop(ELIGIBILITY, None))
    for what in GROUPS[group][1]:
        for name, up in ((f"up-{what}", True), (f"down-{what}", False)):
            if seen := request.POST.get(name, "")[:16]:
                return change(request, found, _moving(Shelf(what), seen, up=up))
    return Attempt(("ボタンを選んでください。",), 400)


def _moving(shelf: Shelf, seen: str, *, up: bool) -> Callable[[Tree], None]:
    return lambda tree: items.move(tree, shelf, seen, up=up)


def _page(
    request: PageRequest,
    found: Editing,
    group: str,
    fits: FitsForm | None,
    went: Attempt | None = None,
) -> HttpResponse:
    if went and not went.done:
        found = anew(found)
    title, whats = GROUPS[group]
    context: dict[str, Any] = {
        "title": title,
        "group": group,
        "fits": fits,
        "conditional": group in CONDITIONAL,
        "check": f"{found.code}~check" if found.tree.get(ELIGIBILITY) else "",
        "shelves": [(what, NOUNS[what], rows_of(found, what)) for what in whats],
        "alone": items.ALONE,
    }
    return page(request, "things", found, context, went)
