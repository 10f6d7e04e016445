"""A page of the form in the editor (ページの編集): added, changed, taken away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import open_to
from tsunagaru.services.procedures.forms.pages import PageForm
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules import editing
from tsunagaru.services.procedures.rules.scopes import CHECK
from tsunagaru.services.procedures.rules.trees import (
    CannotEdit,
    label_of,
    pages_of,
    place_of_page,
    spots,
)
from tsunagaru.services.procedures.views.editor.attempts import UNUSABLE, Attempt, change
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def add_page(request: PageRequest, found: Editing) -> HttpResponse:
    """Add a page with its first question; the check has but one."""
    if found.scope == CHECK:
        raise Http404
    form = PageForm(request.POST if request.method == "POST" else None, page={})
    went = None
    if request.method == "POST":
        went = Attempt(status=UNUSABLE)
        if form.is_valid():
            new, first = form.new(
                frozenset(str(one["code"]) for one in pages_of(found.form_tree)),
                frozenset(str(spot.field["code"]) for spot in spots(found.form_tree)),
            )
            went = change(request, found, lambda tree: editing.add_page(tree, new, first))
        if went.done:
            return redirect("procedures:form", code=found.address)
    return page(request, "page", found, {"form": form, "heading": "ページを追加"}, went)


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def edit_page(request: PageRequest, found: Editing, where: str) -> HttpResponse:
    """Change the texts of a page, or take it away with its fields."""
    if found.scope == CHECK:
        raise Http404
    try:
        before = pages_of(found.form_tree)[place_of_page(found.form_tree, where)]
    except CannotEdit as error:
        raise Http404 from error
    form = PageForm(request.POST if request.method == "POST" else None, page=before)
    went = None
    if "remove" in request.POST:
        went = change(request, found, lambda tree: editing.remove_page(tree, where))
        form = PageForm(None, page=before)
    elif request.method == "POST":
        went = Attempt(status=UNUSABLE)
        if form.is_valid():
            values: dict[str, Any] = form.values()
            went = change(request, found, lambda tree: editing.change_page(tree, where, values))
    if went and went.done:
        messages.success(request, f"ページ「{label_of(before)}」を変更しました。")
        return redirect("procedures:form", code=found.address)
    context = {"form": form, "heading": f"ページ「{label_of(before)}」", "before": before}
    return page(request, "page", found, context, went)
