"""How a page of filling in is drawn (ページの描画): whole, or its questions alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.views.answers import frame
from tsunagaru.engines.applications.views.devices import code_in
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.guarding import let_locate
from tsunagaru.ground.ui.requests import PageRequest

Raw = Mapping[str, list[str]]


@dataclass(frozen=True)
class Shown:
    """How a page is drawn other than as it is kept (表示の内容).

    Args:
        raw: what was posted.
        errors: what is wrong with it.
        note: what a button inside the page did.
    """

    raw: Raw | None = None
    errors: Sequence[questionnaires.FieldProblem] = ()
    note: str = ""


AS_KEPT = Shown()


def draw(
    request: PageRequest, template: str, shown: Shown, context: Mapping[str, Any], *, held: UUID
) -> HttpResponse:
    """Draw a page of filling in whole, or its questions alone where only they are wanted.

    Args:
        held: the draft or bundle whose resume code this browser may hold.
    """
    complete = frame(
        request,
        note=shown.note,
        to="confirm" if "confirm" in (request.GET.get("to"), request.POST.get("to")) else "",
        resume_code=rules.format_code(code_in(request, held)),
        **context,
    )
    part = is_part(request)
    status = 422 if questionnaires.mistakes(shown.errors) and not part else 200
    response = render(
        request, "applications/fields.html" if part else template, complete, status=status
    )
    return let_locate(response) if context["page"].takes_places else response


def is_part(request: PageRequest) -> bool:
    """Tell whether only the questions are wanted again, in the page that is open (部分の更新)."""
    return "HX-Request" in request.headers


def lead_away(request: PageRequest, response: HttpResponse) -> HttpResponse:
    """Let an open page follow a redirect as a whole, not draw its target in itself."""
    if is_part(request) and response.has_header("Location"):
        away = HttpResponse()
        away["HX-Redirect"] = response["Location"]
        return away
    return response
