"""One field in the editor (項目の編集): added, changed."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import open_to
from tsunagaru.services.procedures.forms import choices
from tsunagaru.services.procedures.forms.fields import FieldForm, heading
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules import editing
from tsunagaru.services.procedures.rules.kinds import KINDS, SETTINGS, SILENT
from tsunagaru.services.procedures.rules.trees import (
    CannotEdit,
    Tree,
    spot_of,
    spots,
)
from tsunagaru.services.procedures.views.editor.adding import kinds_of, page_of
from tsunagaru.services.procedures.views.editor.attempts import UNUSABLE, Attempt, change
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page

FIRST = {"code": "item", "kind": "text", "label": {"ja": "項目", "easy": "項目", "en": "Item"}}


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def add(request: PageRequest, found: Editing, where: str, kind: str) -> HttpResponse:
    """Add a field of a kind at the end of a page or group."""
    page_of(found, where)
    group = request.GET.get("group", "")[:60]
    if kind not in kinds_of(found):
        raise Http404

    def edit(tree: Tree, values: Mapping[str, Any]) -> None:
        more = {"fields": [FIRST | {"code": f"{values['code']}_item"}]} if kind == "group" else {}
        editing.add_field(tree, {**values, **more}, page=where, group=group)

    return _answer(request, found, kind, {}, edit)


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def field(request: PageRequest, found: Editing, field: str) -> HttpResponse:
    """Change one field."""
    try:
        before = spot_of(found.form_tree, field).field
    except CannotEdit as error:
        raise Http404 from error

    def edit(tree: Tree, values: Mapping[str, Any]) -> None:
        editing.change_field(spot_of(tree, field).field, values)

    return _answer(request, found, str(before["kind"]), before, edit)


def _answer(
    request: PageRequest,
    found: Editing,
    kind: str,
    before: Mapping[str, Any],
    edit: Callable[[Tree, Mapping[str, Any]], None],
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    codes = frozenset(str(spot.field["code"]) for spot in spots(found.form_tree))
    form = FieldForm(posted, kind=kind, field=before, codes=codes, scope=found.scope)
    listed = "choices" in SETTINGS.get(kind, ())
    rows = choices.rows_in(request.POST) if posted is not None else choices.rows_of(before)
    went = None
    pressed = choices.press(request.POST, rows) if posted is not None and listed else None
    if posted is not None and pressed is None:
        wrong = choices.mistake_in(rows) if listed else ""
        went = Attempt((wrong,) if wrong else (), UNUSABLE)
        if form.is_valid() and not wrong:
            more = {"choices": choices.choices_of(rows)} if listed else {}
            values = {**form.values(), **more}
            went = change(request, found, lambda tree: edit(tree, values))
            if went.done:
                code = before.get("code", values.get("code"))
                return redirect(f"{reverse('procedures:form', args=[found.address])}#field-{code}")
    context = {"form": form, "heading": heading(kind, before), "field": before, "kind": KINDS[kind]}
    context |= {"rows": pressed if pressed is not None else rows, "listed": listed}
    context |= {"checked": kind not in SILENT}
    return page(request, "field", found, context, went)
