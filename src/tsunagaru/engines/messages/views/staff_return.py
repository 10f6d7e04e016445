"""Giving a text back to its author (差戻し)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.engines.messages.forms.broadcasts import ReasonForm
from tsunagaru.engines.messages.queries.composing import decides_in
from tsunagaru.engines.messages.services import composing
from tsunagaru.engines.messages.views.staff_broadcast import (
    CHANGED,
    CONFLICT,
    UNFIT,
    broadcast_for,
    show,
)
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to


@open_to(STAFF)
@require_POST
def give_back(request: PageRequest, number: int) -> HttpResponse:
    """Give a text back with a reason."""
    row, actor = broadcast_for(request, number), request.actor
    if actor.staff is None or not decides_in(actor, row.section, clock.now()):
        raise Http404
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, row, UNFIT, reason_form=form)
    try:
        composing.give_back(row.pk, form.cleaned_data["reason"], by=actor.staff, at=clock.now())
    except composing.CannotCompose:
        return show(request, broadcast_for(request, number), CONFLICT, problem=CHANGED)
    return redirect("messages:staff_broadcast", row.pk)
