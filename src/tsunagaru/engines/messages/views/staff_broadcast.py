"""One message to many (配信の詳細): how it looks, whom it reaches, approval and results."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tsunagaru.engines.messages.forms.broadcasts import ReasonForm
from tsunagaru.engines.messages.models import Broadcast
from tsunagaru.engines.messages.models.broadcasts import BroadcastState
from tsunagaru.engines.messages.queries.charts import result_of
from tsunagaru.engines.messages.queries.comparison_page import comparison_seen
from tsunagaru.engines.messages.queries.composing import (
    decides_in,
    may_approve,
    may_correct,
    may_decide,
    readable_by,
    steps_of,
    writes_in,
)
from tsunagaru.engines.messages.queries.on_paper import letters_seen, may_be_printed
from tsunagaru.engines.messages.queries.openings import openings_of
from tsunagaru.engines.messages.queries.previews import wordings_of
from tsunagaru.engines.messages.queries.reach import reach_of
from tsunagaru.engines.messages.queries.targets import targets_in_words
from tsunagaru.engines.messages.queries.twins import twin_of
from tsunagaru.engines.messages.queries.unreached import after_leaving, before_leaving
from tsunagaru.ground.ui.parts import TimelineEntry
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

UNFIT, CONFLICT = 422, 409
CHANGED = "このお知らせの状態が変わったため、操作できませんでした。今の状態をご確認ください。"
OWN = "書いた人は承認できません。ほかの職員に承認を求めてください。"
NOBODY = "届く人がいないため、承認していません。対象を確かめてください。"
BEFORE = {BroadcastState.DRAFT, BroadcastState.ASKED, BroadcastState.APPROVED}


def broadcast_for(request: PageRequest, number: int) -> Broadcast:
    """Return a broadcast the actor may open; any other looks as if it did not exist."""
    return get_object_or_404(readable_by(request.actor, clock.now()), pk=number)


@open_to(STAFF)
@require_safe
def staff_broadcast(request: PageRequest, number: int) -> HttpResponse:
    """Show a draft as it will arrive, or the result of what left."""
    return show(request, broadcast_for(request, number))


def show(request: PageRequest, row: Broadcast, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - of the page
    """Render a broadcast's page, with what went wrong."""
    at, actor = clock.now(), request.actor
    writes = writes_in(actor, row.section)
    before = row.state in BEFORE
    entries = [
        TimelineEntry(at=step.at, title=step.get_what_display(), text=step.text, by=name)
        for step, name in steps_of(row)
    ]
    context = {
        "row": row,
        "wordings": wordings_of(row),
        "reach": reach_of(row, at) if before else None,
        "unreached": before_leaving(row, at) if before else after_leaving(row),
        "twin": twin_of(row, at) if before else None,
        "targets": targets_in_words(row),
        "entries": entries,
        "may_write": writes and row.state == BroadcastState.DRAFT,
        "may_approve": may_approve(actor, row, at),
        "may_take_back": writes and row.state == BroadcastState.ASKED,
        "may_stop": may_stop(request, row),
        "may_correct": may_correct(actor, row),
        "comparison": comparison_seen(row, decides=may_decide(actor, row, at)),
        "reason_form": ReasonForm(),
        "result": None if before or row.released_at is None else result_of(row),
        "openings": None if before else openings_of(row),
        "may_see_each": writes,
        "letters": letters_seen(row) if writes and may_be_printed(row) else None,
        **more,
    }
    return render(request, "messages/staff/broadcast.html", context, status=status)


def may_stop(request: PageRequest, row: Broadcast) -> bool:
    """Tell whether the actor may drop, cancel or stop it now: its section, and who approves."""
    over = row.state in {BroadcastState.DONE, BroadcastState.STOPPED}
    actor = request.actor
    return not over and (
        writes_in(actor, row.section) or decides_in(actor, row.section, clock.now())
    )
