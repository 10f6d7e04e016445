"""One booking on the staff side (予約の詳細): what it is, and what a clerk does with it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tsunagaru.engines.bookings.forms import read_day, write_time
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import readable_by, token_of, too_early
from tsunagaru.engines.bookings.queries.charges import Fee, fee_of
from tsunagaru.engines.bookings.queries.closures import is_to_tell
from tsunagaru.engines.bookings.queries.resources import Bookable, bookable
from tsunagaru.engines.bookings.queries.slots import free_times, last_day
from tsunagaru.engines.bookings.queries.timeline import timeline
from tsunagaru.engines.bookings.queries.traces import last_trace, too_late
from tsunagaru.engines.bookings.queries.unpaid import lapse_day, warned_on
from tsunagaru.engines.bookings.rules.fees import cancel_fee
from tsunagaru.engines.bookings.rules.owing import may_judge
from tsunagaru.engines.bookings.rules.states import Act, State, allowed
from tsunagaru.engines.bookings.rules.steps import Step
from tsunagaru.engines.bookings.views.staff_day import CLERKS
from tsunagaru.engines.bookings.views.staff_forms import RefusalForm
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.due import PostponeForm
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.kernel.clock import day_of

CONFLICT, UNFIT = 409, 422
TOO_LATE = "この予約の状態が変わったため、操作できませんでした。今の状態をご確認ください。"
OTHER_TIMES = 30
LONGEST_DELAY, MORE_TIME = timedelta(days=365), timedelta(days=14)


def booking_for(request: PageRequest, booking_id: UUID) -> Booking:
    """Return a booking the actor may open; any other looks as if it did not exist."""
    return get_object_or_404(readable_by(request.actor), pk=booking_id)


@open_to(CLERKS)
@require_safe
def staff_booking(request: PageRequest, booking_id: UUID) -> HttpResponse:
    """Show a booking; looking at it is recorded."""
    row, now = booking_for(request, booking_id), clock.now()
    audit(actor=request.actor, action="booking.viewed", subject=row.pk, at=now, facts={})
    return show(request, row)


def _times(
    request: PageRequest, row: Booking, one: Bookable, now: datetime, *, offered: bool
) -> dict[str, Any]:
    """Return the free times near the booking, or from a day the clerk asks for (新しい時間)."""
    today = day_of(now)
    day = read_day(request.GET["day"], today) if "day" in request.GET else None
    near = free_times(one, row, day, now)[:OTHER_TIMES] if offered else []
    return {
        "times": [(slot, write_time(slot.start)) for slot in sorted(near)],
        "times_from": day or day_of(row.starts_at),
        "other_day": day is not None,
        "today": today,
        "last": last_day(one, now),
    }


def due_form(fee: Fee, at: datetime, posted: object = None) -> PostponeForm:
    """Return the form of a later day to pay: the town's usual days, and later than it is now."""
    today = day_of(at)
    usual = payments.due_date(None, at)
    if fee.pending is not None and fee.pending.due_on >= usual:
        usual = payments.due_date(fee.pending.due_on + MORE_TIME, at)
    return PostponeForm(posted, due_on=usual, today=today, latest=today + LONGEST_DELAY)


def show(
    request: PageRequest,
    row: Booking,
    problem: str = "",
    status: int = 200,
    form: PostponeForm | None = None,
    refusal: RefusalForm | None = None,
) -> HttpResponse:
    """Render a booking's page, with what went wrong, or the form that was sent and refused."""
    one, now, fee = bookable(row.resource), clock.now(), fee_of(row)
    acts = allowed(State(row.state)) - too_early(row, now) - too_late(row, now)
    context = {
        **_times(request, row, one, now, offered=Act.CHANGE in acts),
        "booking": row,
        "one": one.definition,
        "acts": {act.value for act in acts},
        "token": token_of(row.pk),
        "reduction": one.definition.reduction(row.reduction),
        "cancel_yen": cancel_fee(row.fee_yen, one.definition.cancel.rule, row.starts_at, now),
        "units": sorted({cell.unit for cell in row.cells.all()}),
        "fee": fee,
        "lapse_on": lapse_day(row, fee),
        "warned": fee.pending is not None and warned_on(row, fee.pending.due_on) is not None,
        "timeline": timeline(row, fee),
        "refused": last_trace(row, Step.REFUSED),
        "refusal_form": refusal or RefusalForm(),
        "due_form": form or due_form(fee, now),
        "judges": may_judge(State(row.state), row.kept_yen, row.reduction_state),
        "to_tell": is_to_tell(row, now),
        "problem": problem,
    }
    return render(request, "bookings/staff/booking.html", context, status=status)
