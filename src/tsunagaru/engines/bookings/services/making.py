"""Booking a time, applying for it, or waiting for it (予約・抽選申込・空き待ち)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from tsunagaru.engines.bookings.events import BookingApplied, BookingMade, BookingQueued
from tsunagaru.engines.bookings.models import Booking, Slip
from tsunagaru.engines.bookings.queries.bookings import holder_of_resident, own_at
from tsunagaru.engines.bookings.queries.closures import is_shut
from tsunagaru.engines.bookings.queries.resources import Bookable, resource
from tsunagaru.engines.bookings.queries.slots import phase_of, taken
from tsunagaru.engines.bookings.rules.lottery import Phase, month_of
from tsunagaru.engines.bookings.rules.owing import Cause
from tsunagaru.engines.bookings.rules.slots import Slot, free_units, may_book, stretch
from tsunagaru.engines.bookings.rules.states import State
from tsunagaru.engines.bookings.services.charging import Why, settle
from tsunagaru.engines.bookings.services.placing import (
    CannotBook,
    NoSuchSlot,
    codes_of,
    new_key,
    occupy,
    take_share,
)
from tsunagaru.engines.bookings.services.pricing import ask_reduction, price
from tsunagaru.engines.bookings.services.rounds import round_of
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import api as people
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel.access import ANONYMOUS, Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import Channel


class MustSignIn(CannotBook):
    """Only those who signed in may book this (サインインが必要です)."""


class TooManyPeople(CannotBook):
    """More people than may use it (定員を超えています)."""


class AlreadyYours(CannotBook):
    """The person has booked this time, or waits for it, already (すでに予約しています)."""


class StillFree(CannotBook):
    """There is no need to wait: the time is free (空いています)."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to book (希望)."""

    resource: str
    start: datetime
    slots: int = 1
    units: int = 1
    people: int = 1
    reduction: str = ""
    note: str = ""


@dataclass(frozen=True)
class Person:
    """Who books (予約する人): a resident, or somebody with a name and a telephone number."""

    channel: Channel = Channel.ONLINE
    resident: UUID | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    language: str = "ja"
    staff: UUID | None = None


def make(wish: Wish, person: Person, *, press: UUID, at: datetime) -> UUID:
    """Book a time, or apply for it where it is drawn; one press makes one booking (予約する).

    Raises:
        CannotFind: there is no such resource.
        NoSuchSlot, SlotTaken, OverLimit, MustSignIn, TooManyPeople: it cannot be booked.
        AlreadyYours: it is drawn, and the same person has applied for it.

    Publishes:
        BookingMade and BookingCharged, or BookingApplied
    """
    return _once(wish, person, press, at, waits=False)


def wait(wish: Wish, person: Person, *, press: UUID, at: datetime) -> UUID:
    """Stand on the waiting list of a full time (空き待ちに登録する).

    Raises:
        StillFree: it can simply be booked.
        AlreadyYours: the same person has booked it, or waits for it.
        NoSuchSlot, OverLimit, MustSignIn, TooManyPeople: it cannot be booked.

    Publishes:
        BookingQueued
    """
    return _once(wish, person, press, at, waits=True)


def _once(wish: Wish, person: Person, press: UUID, at: datetime, *, waits: bool) -> UUID:
    holder = holder_of(person)
    if found := _pressed(press, holder):
        return found
    try:
        return _make(wish, person, press, at, waits)
    except IntegrityError:
        if found := _pressed(press, holder):
            return found
        raise


def _pressed(press: UUID, holder: str) -> UUID | None:
    """Return the booking that the same person's same press made before."""
    rows = Booking.objects.filter(press=press, holder=holder)
    return rows.values_list("pk", flat=True).first()


def holder_of(person: Person) -> str:
    """Return under what a person's bookings are counted: the resident, or the number's index."""
    if person.resident:
        return holder_of_resident(person.resident)
    return blind(person.phone, place="bookings_booking.holder")


@transaction.atomic
def _make(wish: Wish, person: Person, press: UUID, at: datetime, waits: bool) -> UUID:  # noqa: FBT001 - private
    one = resource(wish.resource)
    slot = _slot(one, wish, person, at)
    phase = phase_of(one, day_of(slot.start), at)
    hopes = waits or phase is Phase.APPLYING
    if hopes and is_shut(one, slot):
        raise NoSuchSlot  # neither a draw nor a place in the queue can bring what is closed
    row = _row(one, wish, person, slot, at)
    row.press = press
    if phase is Phase.APPLYING and not waits:
        return _apply(row, one, at)
    if phase is not Phase.OPEN:
        raise NoSuchSlot
    return _queue(row, one, at) if waits else _confirm(row, one, at)


def _slot(one: Bookable, wish: Wish, person: Person, at: datetime) -> Slot:
    """Return the time wished for; staff may book up to the last moment."""
    if one.definition.who == "account" and not (person.resident or person.staff):
        raise MustSignIn
    slot = stretch(one.plan, wish.start, wish.slots)
    if slot is None or not 1 <= wish.units <= min(one.definition.max_units, one.definition.units):
        raise NoSuchSlot
    if one.definition.people and wish.people > one.definition.people:
        raise TooManyPeople
    late_by_staff = person.staff is not None and at < slot.end
    if not may_book(one.plan, slot, at) and not (late_by_staff and _is_near(one, slot, at)):
        raise NoSuchSlot
    return slot


def _is_near(one: Bookable, slot: Slot, at: datetime) -> bool:
    """Return whether a slot lies within the days that may be booked."""
    return (day_of(slot.start) - day_of(at)).days <= one.plan.horizon_days


def _row(one: Bookable, wish: Wish, person: Person, slot: Slot, at: datetime) -> Booking:
    known = people.resident(person.resident, day=day_of(at)) if person.resident else None
    row = Booking(
        id=uuid4(),
        resource_id=one.id,
        state=State.CONFIRMED,
        channel=person.channel.value,
        holder=holder_of(person),
        resident_id=person.resident,
        age_band=known.age_band if known else "",
        district=known.district if known else "",
        name=person.name or (known.name if known else ""),
        phone=person.phone or (known.phone if known else ""),
        email=person.email or (known.email if known else ""),
        note=wish.note,
        language=person.language,
        starts_at=slot.start,
        ends_at=slot.end,
        slots=wish.slots,
        units=wish.units,
        people=wish.people,
        reduction=wish.reduction,
        made_at=at,
        made_by=person.staff,
    )
    ask_reduction(row, one)
    price(row, one, today=day_of(at))
    return row


def _store(row: Booking, one: Bookable) -> None:
    row.number = f"{Slip.objects.create().pk:06d}"
    row.save(force_insert=True)
    take_share(row, one)


def _confirm(row: Booking, one: Bookable, at: datetime) -> UUID:
    row.key_code = new_key(one)
    _store(row, one)
    occupy(row, one, at=at)
    finish_making(row, one, at=at)
    return row.pk


def finish_making(row: Booking, one: Bookable, *, at: datetime, by: Actor = ANONYMOUS) -> None:
    """Ask for the fee of a time that is booked now, and tell of it, in the caller's transaction.

    Publishes:
        BookingMade, and what ``settle`` publishes
    """
    settle(row, one, Why(Cause.BOOKED, at, by))
    publish(
        BookingMade(
            at=at,
            subject=row.pk,
            kind=one.definition.kind,
            fee_yen=row.fee_yen,
            **codes_of(row, one),
        )
    )


def _apply(row: Booking, one: Bookable, at: datetime) -> UUID:
    if own_at(one, row.holder, Slot(row.starts_at, row.ends_at)) is not None:
        raise AlreadyYours  # everybody has one chance in a draw
    row.state = State.APPLIED
    row.round = round_of(one, month_of(day_of(row.starts_at)), at=at)
    if row.round.drawn_at is not None:
        raise NoSuchSlot
    _store(row, one)
    publish(BookingApplied(at=at, subject=row.pk, **codes_of(row, one)))
    return row.pk


def _queue(row: Booking, one: Bookable, at: datetime) -> UUID:
    if own_at(one, row.holder, Slot(row.starts_at, row.ends_at)) is not None:
        raise AlreadyYours
    busy = taken(one, row.starts_at, row.ends_at)
    free = free_units(Slot(row.starts_at, row.ends_at), one.definition.units, busy)
    if len(free) >= row.units:
        raise StillFree
    row.state, row.queued_at = State.WAITING, at
    _store(row, one)
    publish(BookingQueued(at=at, subject=row.pk, lost="no", **codes_of(row, one)))
    return row.pk
