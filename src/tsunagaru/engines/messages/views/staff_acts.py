"""What staff do with a message to many (配信の操作): one button each."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.engines.messages.models import Broadcast
from tsunagaru.engines.messages.queries.composing import (
    decides_in,
    may_correct,
    may_decide,
    writes_in,
)
from tsunagaru.engines.messages.services import composing
from tsunagaru.engines.messages.services.choosing import CannotChoose, choose
from tsunagaru.engines.messages.services.correcting import correct
from tsunagaru.engines.messages.views.staff_broadcast import (
    CHANGED,
    CONFLICT,
    NOBODY,
    OWN,
    broadcast_for,
    may_stop,
    show,
)
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

Acts = dict[str, Callable[[UUID], int | bool | None]]


def _acts(request: PageRequest, row: Broadcast) -> Acts:
    """Return what the actor may do with it now, by the name of the button."""
    at, actor, acts = clock.now(), request.actor, Acts()
    if writes_in(actor, row.section):
        acts["ask"] = lambda by: composing.ask(row.pk, by=by, at=at)
        acts["take_back"] = lambda by: composing.take_back(row.pk, by=by, at=at)
    if decides_in(actor, row.section, at):
        approve = partial(composing.approve, row.pk, at=at)
        acts["approve"] = lambda by: approve(by=by)
        acts["approve_to_nobody"] = lambda by: approve(by=by, even_to_nobody=True)
    if may_decide(actor, row, at):
        acts["choose_first"] = lambda by: choose(row.pk, 1, by=by, at=at)
        acts["choose_second"] = lambda by: choose(row.pk, 2, by=by, at=at)
    if may_stop(request, row):
        acts["stop"] = lambda by: composing.call_off(row.pk, by=by, at=at)
    if may_correct(actor, row):
        acts["correct"] = lambda by: correct(row.pk, by=by, at=at)
    return acts


@open_to(STAFF)
@require_POST
def act(request: PageRequest, number: int) -> HttpResponse:
    """Do what a button says."""
    row, name = broadcast_for(request, number), request.POST.get("act", "")
    by = request.actor.staff
    if by is None:
        raise Http404
    try:
        done = _acts(request, row)[name](by)
    except (composing.CannotApproveOwn, composing.ReachesNobody) as error:
        own = isinstance(error, composing.CannotApproveOwn)
        return show(request, row, CONFLICT, problem=OWN if own else NOBODY)
    except (KeyError, composing.CannotCompose, CannotChoose):
        return show(request, broadcast_for(request, number), CONFLICT, problem=CHANGED)
    if name == "correct":
        return redirect("messages:staff_edit", done)
    return redirect("messages:staff_broadcast", row.pk)
