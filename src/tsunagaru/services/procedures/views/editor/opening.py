"""Opening a form for editing (様式を開く): shared by all pages of the editor."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpResponse
from django.shortcuts import render

from tsunagaru.ground.ui.numbers import DEFINITION
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import Role, staff_with
from tsunagaru.services.procedures import services
from tsunagaru.services.procedures.queries import BETWEEN, Editing
from tsunagaru.services.procedures.rules.conditions import pointed
from tsunagaru.services.procedures.rules.scopes import scoped
from tsunagaru.services.procedures.rules.trees import CannotEdit
from tsunagaru.services.procedures.views.editor.attempts import CONFLICT, Attempt, anew

EDITORS = staff_with(Role.CLERK, Role.HEAD, Role.DX_OFFICE)
P = ParamSpec("P")


def on_form(
    view: Callable[Concatenate[PageRequest, Editing, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Hand the view the form it is about; for everybody without the right there is none."""

    @wraps(view)
    def opened(request: PageRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        plain, _, scope = code.partition(BETWEEN)
        try:
            found = replace(services.find(plain, request.actor), scope=scope)
            scoped(dict(found.tree), scope)
            request.number_place = f"{DEFINITION}{plain}"
            return view(request, found, *args, **kwargs)
        except (services.NoSuchForm, CannotEdit) as error:
            raise Http404 from error

    return opened


def page(
    request: PageRequest,
    template: str,
    found: Editing,
    context: Mapping[str, Any],
    went: Attempt | None = None,
) -> HttpResponse:
    """Draw a page of the editor; after a change that failed, with why and the newest save."""
    if went and went.status == CONFLICT:
        found = anew(found)
    shown = {
        "form_of": found,
        "name": found.definition.name.ja,
        "revision": found.revision,
        "wrong": went.wrong if went else (),
        **context,
    }
    if told := shown.get("condition_error"):
        shown["pointed"] = pointed(shown["typed"].text, told)
        shown["wrong"] = tuple(dict.fromkeys((*shown["wrong"], told)))
    return render(
        request, f"procedures/editor/{template}.html", shown, status=went.status if went else 200
    )
