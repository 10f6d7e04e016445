"""Supplies of a shelter, and its requests to headquarters (物資の画面)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.shelters.forms.supplies import AnswerForm, MoveForm, RequestForm
from tsunagaru.services.shelters.models import Opening, SupplyRequest
from tsunagaru.services.shelters.queries import sites
from tsunagaru.services.shelters.queries import supplies as queries
from tsunagaru.services.shelters.rules.supplies import (
    CannotCount,
    CannotMoveRequest,
    CannotTakeOut,
    RequestAct,
)
from tsunagaru.services.shelters.services import supplies
from tsunagaru.services.shelters.views.staff import CHANGED, CLERKS, CONFLICT, opening_for

UNPROCESSABLE = 422
TOO_FEW = (
    "在庫より多くは出せません。数が合わないときは、先に「数え直し」で理由を書いて直してください。"
)
WHY = "数え直しの理由を入力してください。"


@open_to(CLERKS)
@never_cache
@require_safe
def supplies_of(request: PageRequest, opening: UUID) -> HttpResponse:
    """Show what is there, what came and went, and what was asked for."""
    return _show(request, opening_for(request, opening))


@open_to(CLERKS)
@require_POST
def move_supply(request: PageRequest, opening: UUID) -> HttpResponse:
    """Note what came, went, or was counted."""
    row, form = opening_for(request, opening), MoveForm(request.POST)
    if form.is_valid():
        try:
            supplies.move_supply(row.pk, form.moving(), by=request.actor, at=clock.now())
        except CannotTakeOut:
            form.add_error("quantity", TOO_FEW)
        except CannotCount:
            form.add_error("reason", WHY)
        else:
            messages.success(request, "記録しました。")
            return redirect("shelters:supplies", row.pk)
    return _show(request, row, UNPROCESSABLE, move=form)


@open_to(CLERKS)
@require_POST
def request_supply(request: PageRequest, opening: UUID) -> HttpResponse:
    """Ask headquarters for something."""
    row, form = opening_for(request, opening), RequestForm(request.POST)
    if not form.is_valid():
        return _show(request, row, UNPROCESSABLE, ask=form)
    supplies.request_supply(row.pk, form.wanted(), by=request.actor, at=clock.now())
    messages.success(request, "本部に要請しました。")
    return redirect("shelters:supplies", row.pk)


@open_to(CLERKS)
@require_POST
def move_request(request: PageRequest, asked: UUID, act: str) -> HttpResponse:
    """Accept, send, decline, receive or withdraw a request."""
    row = SupplyRequest.objects.filter(pk=asked).first()
    if row is None or act not in set(RequestAct):
        raise Http404
    opening = opening_for(request, row.opening_id)
    form = AnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    try:
        wanted, by = RequestAct(act), request.actor
        supplies.move_request(row.pk, wanted, by=by, at=clock.now(), answer=answer)
    except (CannotMoveRequest, supplies.CannotRequest):
        return _show(request, opening, CONFLICT, problem=CHANGED)
    messages.success(request, "記録しました。")
    return redirect("shelters:supplies", opening.pk)


def _show(request: PageRequest, row: Opening, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - of the template
    leads = sites.leads(request.actor)
    context = {
        "row": row,
        "view": sites.view(row),
        "stocks": queries.stocks(row),
        "moves": queries.moves(row),
        "requests": queries.requests(row.requests.all(), leads=leads, runs=True),
        "move": MoveForm(),
        "ask": RequestForm(),
        **more,
    }
    return render(request, "shelters/staff/supplies.html", context, status=status)
