"""One booking on the staff side (予約の詳細): what it is, and what a clerk does with it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.forms import write_time
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import readable_by, token_of, too_early
from tsunagaru.engines.bookings.queries.charges import fee_of
from tsunagaru.engines.bookings.queries.resources import bookable
from tsunagaru.engines.bookings.queries.slots import alternatives
from tsunagaru.engines.bookings.rules.fees import cancel_fee
from tsunagaru.engines.bookings.rules.owing import may_judge
from tsunagaru.engines.bookings.rules.states import EARLY_NAMES, Act, CannotMove, State, allowed
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.placing import CannotBook
from tsunagaru.engines.bookings.views.staff_day import CLERKS
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.due import PostponeForm
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, open_to
from tsunagaru.kernel.clock import day_of

CONFLICT, UNFIT = 409, 422
TOO_LATE = "この予約の状態が変わったため、操作できませんでした。今の状態をご確認ください。"
OTHER_TIMES = 30


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


def due_form(at: datetime, posted: object = None) -> PostponeForm:
    """Return the form of a later day to pay, with the town's usual days from today filled in."""
    return PostponeForm(posted, due_on=payments.due_date(None, at), today=day_of(at))


def show(
    request: PageRequest,
    row: Booking,
    problem: str = "",
    status: int = 200,
    form: PostponeForm | None = None,
) -> HttpResponse:
    """Render a booking's page, with what went wrong, or the form that was sent and refused."""
    one, now = bookable(row.resource), clock.now()
    acts = allowed(State(row.state)) - too_early(row, now)
    times = []
    if Act.CHANGE in acts:
        free = alternatives(
            one, row.starts_at, slots=row.slots, units=row.units, at=now, most=OTHER_TIMES
        )
        times = [(slot, write_time(slot.start)) for slot in sorted(free)]
    context = {
        "booking": row,
        "one": one.definition,
        "acts": {act.value for act in acts},
        "times": times,
        "token": token_of(row.pk),
        "reduction": one.definition.reduction(row.reduction),
        "cancel_yen": cancel_fee(row.fee_yen, one.definition.cancel.rule, row.starts_at, now),
        "units": sorted({cell.unit for cell in row.cells.all()}),
        "fee": fee_of(row),
        "due_form": form or due_form(now),
        "judges": may_judge(State(row.state), row.kept_yen, row.reduction_state),
        "problem": problem,
    }
    return render(request, "bookings/staff/booking.html", context, status=status)


def _acts(row: Booking, staff: Actor) -> dict[str, Callable[[], object]]:
    """Return what a clerk may ask for, by the name of the button."""
    now = clock.now()
    return {
        "arrive": lambda: services.mark(row.pk, came=True, at=now),
        "miss": lambda: services.mark(row.pk, came=False, at=now),
        "cancel": lambda: services.cancel(row.pk, by=By.CLERK, at=now, staff=staff),
        "close": lambda: services.cancel(row.pk, by=By.TOWN, at=now, staff=staff),
        "accept": lambda: services.accept(row.pk, at=now, staff=staff),
        "grant": lambda: services.judge_reduction(row.pk, granted=True, at=now, staff=staff),
        "refuse": lambda: services.judge_reduction(row.pk, granted=False, at=now, staff=staff),
    }


@open_to(CLERKS)
@require_POST
def staff_act(request: PageRequest, booking_id: UUID) -> HttpResponse:
    """Do what a button says with a booking."""
    row = booking_for(request, booking_id)
    act = _acts(row, request.actor).get(request.POST.get("act", ""))
    if act is None:
        return show(request, row, "操作を選んでください。", UNFIT)
    asked = request.POST["act"]
    if asked in too_early(row, clock.now()):
        return show(request, row, EARLY_NAMES[Act(asked)], CONFLICT)
    try:
        act()
    except (CannotBook, CannotMove):
        return show(request, booking_for(request, booking_id), TOO_LATE, CONFLICT)
    return redirect("bookings:staff_booking", row.pk)
