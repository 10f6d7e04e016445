"""Changing a booking (予約の変更・取消し・来場の記録)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.bookings.events import BookingCancelled, BookingChanged
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.letters import when_noted
from tsunagaru.engines.bookings.queries.resources import Bookable, bookable
from tsunagaru.engines.bookings.queries.slots import phase_of
from tsunagaru.engines.bookings.rules.fees import cancel_fee, may_cancel
from tsunagaru.engines.bookings.rules.lottery import Phase
from tsunagaru.engines.bookings.rules.owing import Cause
from tsunagaru.engines.bookings.rules.slots import Slot, may_book, stretch
from tsunagaru.engines.bookings.rules.states import Act, State, move
from tsunagaru.engines.bookings.rules.steps import Step
from tsunagaru.engines.bookings.services.charging import Why, settle
from tsunagaru.engines.bookings.services.making import finish_making
from tsunagaru.engines.bookings.services.placing import (
    CannotBook,
    NoSuchSlot,
    codes_of,
    new_key,
    occupy,
    release,
    slot_of,
    take_share,
)
from tsunagaru.engines.bookings.services.pricing import price
from tsunagaru.engines.bookings.services.tracing import record
from tsunagaru.engines.bookings.services.waiting import offer_next
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import ANONYMOUS, Actor
from tsunagaru.kernel.clock import day_of


class By(StrEnum):
    """Who cancels or changes (だれが)."""

    PERSON = "person"
    CLERK = "clerk"
    TOWN = "town"


class TooLate(CannotBook):
    """The person can no longer do this by themselves (期限を過ぎています)."""


def take(id_: UUID, act: Act) -> tuple[Booking, Bookable, State]:
    """Lock a booking and move it on; also returns the state it was in.

    Raises:
        Booking.DoesNotExist: there is no such booking.
        CannotMove: the act is not allowed in its state.
    """
    row = (
        Booking.objects.select_for_update(no_key=True, of=("self",))
        .select_related("resource")
        .get(pk=id_)
    )
    was = State(row.state)
    row.state = move(was, act)
    return row, bookable(row.resource), was


@transaction.atomic
def accept(id_: UUID, *, at: datetime, staff: Actor = ANONYMOUS) -> None:
    """Take an offer from the waiting list (空きの案内を受ける).

    Raises:
        CannotMove: there is no offer, or no more.
        TooLate: the offer has ended.

    Publishes:
        BookingMade
    """
    row, one, _ = take(id_, Act.ACCEPT)
    if row.offered_until is not None and at >= row.offered_until:
        raise TooLate
    row.save(update_fields=["state"])
    finish_making(row, one, at=at, by=staff)


@transaction.atomic
def cancel(
    id_: UUID, *, by: By, at: datetime, staff: Actor = ANONYMOUS, closes: bool = False
) -> int:
    """Cancel a booking, an application or a place on the waiting list (取り消す).

    Args:
        staff: the clerk who does it, whose name stands at the money that goes back.
        closes: whether the time itself is closed, so that nobody who waits is offered it.

    Returns:
        What is kept of the fee, in yen; nothing when the town cancels.

    Raises:
        CannotMove: it is over, or cancelled already.
        TooLate: a person can no longer cancel by themselves.

    Publishes:
        BookingCancelled, and BookingOffered for the next one waiting
    """
    row, one, was = take(id_, Act.CLOSE if by is By.TOWN else Act.CANCEL)
    rule = one.definition.cancel.rule
    if by is By.PERSON and was is State.CONFIRMED and not may_cancel(rule, row.starts_at, at):
        raise TooLate
    charged = was is State.CONFIRMED and by is not By.TOWN
    row.kept_yen = cancel_fee(row.fee_yen, rule, row.starts_at, at) if charged else 0
    row.ended_at, row.ended_by, row.key_code = at, by.value, ""
    row.save(update_fields=["state", "kept_yen", "ended_at", "ended_by", "key_code"])
    release(row)
    record(row, Step.CANCELLED, at=at, by=staff)
    settle(row, one, Why(Cause.CLOSED if by is By.TOWN else Cause.CANCELLED, at, staff))
    _tell_cancelled(row, one, by, was, at)
    if was in (State.CONFIRMED, State.OFFERED) and not closes:
        offer_next(one, slot_of(row), at=at)
    return row.kept_yen


def _tell_cancelled(row: Booking, one: Bookable, by: By, was: State, at: datetime) -> None:
    publish(
        BookingCancelled(
            at=at,
            subject=row.pk,
            by=by.value,
            was=was.value,
            kept_yen=row.kept_yen,
            **codes_of(row, one),
        )
    )


@transaction.atomic
def change(
    id_: UUID, *, start: datetime, slots: int, by: By, at: datetime, staff: Actor = ANONYMOUS
) -> None:
    """Move a booking to another time; the old one is kept when the new one is full (変更する).

    Raises:
        CannotMove, NoSuchSlot, SlotTaken, OverLimit: the old time stays booked.
        TooLate: a person may change as long as cancelling costs nothing.

    Publishes:
        BookingChanged, and BookingOffered for the next one waiting for the old time
    """
    row, one, _ = take(id_, Act.CHANGE)
    before = (row.starts_at, row.ends_at)
    if by is By.PERSON and not _may_change(row, one, at):
        raise TooLate
    slot = stretch(one.plan, start, slots)
    bookable_now = slot is not None and (by is not By.PERSON or may_book(one.plan, slot, at))
    if slot is None or not bookable_now or slot.end <= at:
        raise NoSuchSlot
    if phase_of(one, day_of(slot.start), at) is not Phase.OPEN:
        raise NoSuchSlot
    release(row)
    row.starts_at, row.ends_at, row.slots = slot.start, slot.end, slots
    row.key_code, row.reminded_at = new_key(one), None
    price(row, one, today=day_of(at))
    row.save()
    take_share(row, one)
    occupy(row, one, at=at)
    record(row, Step.CHANGED, at=at, by=staff, text=when_noted(*before))
    settle(row, one, Why(Cause.CHANGED, at, staff))
    publish(BookingChanged(at=at, subject=row.pk, fee_yen=row.fee_yen, **codes_of(row, one)))
    offer_next(one, Slot(*before), at=at)


def _may_change(row: Booking, one: Bookable, at: datetime) -> bool:
    rule = one.definition.cancel.rule
    free = cancel_fee(row.fee_yen, rule, row.starts_at, at) == 0
    return free and may_cancel(rule, row.starts_at, at)
