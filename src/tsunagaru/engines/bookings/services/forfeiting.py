"""Letting unpaid bookings lapse where the town wants it, after a warning (未納による取消し)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.bookings.events import BookingForfeited, BookingWarned
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.resources import Bookable
from tsunagaru.engines.bookings.queries.unpaid import lapse_day, may_lapse, warned_on
from tsunagaru.engines.bookings.rules.fees import cancel_fee
from tsunagaru.engines.bookings.rules.owing import Cause, Standing
from tsunagaru.engines.bookings.rules.states import Act, State, allowed, move
from tsunagaru.engines.bookings.rules.steps import Step
from tsunagaru.engines.bookings.services.charging import Why, held_fee, settle, take
from tsunagaru.engines.bookings.services.placing import codes_of, release, slot_of
from tsunagaru.engines.bookings.services.tracing import record
from tsunagaru.engines.bookings.services.waiting import offer_next
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.clock import day_of

UNPAID = "unpaid"


def mind_unpaid(*, at: datetime) -> int:
    """Warn who has not paid in time, and let go what is not paid by the day they were told.

    Returns:
        How many were warned or lost their booking.

    Publishes:
        BookingWarned or BookingForfeited, one for each
    """
    return sum(_mind(id_, at) for id_ in list(may_lapse(at)))


@transaction.atomic
def _mind(id_: UUID, at: datetime) -> bool:
    row, one = take(id_)
    fee = held_fee(row)
    day, pending = lapse_day(row, fee), fee.pending
    late = Act.FORFEIT in allowed(State(row.state)) and fee.standing is Standing.OVERDUE
    if day is None or pending is None or not late or at >= row.starts_at:
        return False
    if warned_on(row, pending.due_on) is None:
        _warn(row, one, at)
        return True
    if day_of(at) <= day:
        return False
    _forfeit(row, one, at)
    return True


def _warn(row: Booking, one: Bookable, at: datetime) -> None:
    record(row, Step.WARNED, at=at)
    publish(BookingWarned(at=at, subject=row.pk, **codes_of(row, one)))


def _forfeit(row: Booking, one: Bookable, at: datetime) -> None:
    """End a booking as if its person had cancelled it now, and offer its time to the next one."""
    row.state = move(State(row.state), Act.FORFEIT)
    row.kept_yen = cancel_fee(row.fee_yen, one.definition.cancel.rule, row.starts_at, at)
    row.ended_at, row.ended_by, row.key_code = at, UNPAID, ""
    row.save(update_fields=["state", "kept_yen", "ended_at", "ended_by", "key_code"])
    release(row)
    record(row, Step.FORFEITED, at=at)
    settle(row, one, Why(Cause.FORFEITED, at))
    publish(BookingForfeited(at=at, subject=row.pk, kept_yen=row.kept_yen, **codes_of(row, one)))
    offer_next(one, slot_of(row), at=at)
