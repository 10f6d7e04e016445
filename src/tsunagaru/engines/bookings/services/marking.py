"""Noting who came and who did not, and putting a slip right (来場の記録)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.bookings.events import BookingArrived, BookingMissed
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import too_early
from tsunagaru.engines.bookings.queries.closures import is_to_tell
from tsunagaru.engines.bookings.queries.resources import Bookable
from tsunagaru.engines.bookings.queries.traces import too_late
from tsunagaru.engines.bookings.rules.owing import Cause
from tsunagaru.engines.bookings.rules.states import Act, State, move
from tsunagaru.engines.bookings.rules.steps import Step
from tsunagaru.engines.bookings.services.changing import TooLate
from tsunagaru.engines.bookings.services.charging import Why, settle, take
from tsunagaru.engines.bookings.services.placing import CannotBook, codes_of
from tsunagaru.engines.bookings.services.tracing import record, uncount
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import ANONYMOUS, Actor


class TooEarly(CannotBook):
    """The time of the booking has not come yet (まだその時刻ではない)."""


@transaction.atomic
def mark(id_: UUID, *, came: bool, at: datetime, staff: Actor = ANONYMOUS) -> None:
    """Note that the person came, or did not (来場の記録). A slip can be put right the same way.

    A use that ended by itself, without an arrival noted, can become one missed for some days.
    What the slip counted as in the figures, the use that ended included, is taken back.

    Raises:
        CannotMove: the booking is not one for which somebody can come.
        TooEarly: nobody can have come before the day, or stayed away before the hour.
        TooLate: the use ended too long ago, or with an arrival.

    Publishes:
        BookingArrived or BookingMissed
    """
    row, one = _move(id_, Act.ARRIVE if came else Act.MISS, at)
    kind = one.definition.kind
    event = (BookingArrived if came else BookingMissed)(
        at=at, subject=row.pk, kind=kind, **codes_of(row, one)
    )
    publish(event)
    record(row, Step.ARRIVED if came else Step.MISSED, at=at, by=staff, event=event.id)
    settle(row, one, Why(Cause.FOLLOWED, at, staff))


@transaction.atomic
def undo_arrival(id_: UUID, *, at: datetime, staff: Actor) -> None:
    """Take an arrival back on the day on which it was noted (来場の取消し); audited.

    Nothing is published: the arrival that was counted is taken back in the ledger.

    Raises:
        CannotMove: no arrival is noted.
        TooLate: it was noted on another day.
    """
    row, one = _move(id_, Act.UNDO, at)
    record(row, Step.UNDONE, at=at, by=staff)
    settle(row, one, Why(Cause.FOLLOWED, at, staff))
    audit(actor=staff, action="booking.arrival_undone", subject=row.pk, at=at, facts={})


@transaction.atomic
def note_told(id_: UUID, *, at: datetime, staff: Actor) -> None:
    """Note that somebody whom no letter reaches was told of the town's cancelling (電話で伝えた).

    Raises:
        TooLate: nobody is to be told, or was told already.
    """
    row, _ = take(id_)
    if not is_to_tell(row, at):
        raise TooLate
    record(row, Step.TOLD, at=at, by=staff)


def _move(id_: UUID, act: Act, at: datetime) -> tuple[Booking, Bookable]:
    row, one = take(id_)
    after = move(State(row.state), act)
    if act in too_early(row, at):
        raise TooEarly
    if act in too_late(row, at):
        raise TooLate
    row.state, row.ended_at = after, None
    row.save(update_fields=["state", "ended_at"])
    uncount(row, at=at)
    return row, one
