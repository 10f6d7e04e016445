"""Closing for maintenance, and the end of a day (休止と日締め)."""

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from tsunagaru.engines.bookings.events import (
    BookingCompleted,
    ResourceClosed,
    ResourceReopened,
    SlotOffered,
)
from tsunagaru.engines.bookings.models import Booking, Cell, Closure, Share
from tsunagaru.engines.bookings.queries.closures import closures_in, met_by
from tsunagaru.engines.bookings.queries.resources import Bookable, bookable, resource, resources
from tsunagaru.engines.bookings.rules.owing import Cause
from tsunagaru.engines.bookings.rules.slots import Slot, cells_of, slots_of
from tsunagaru.engines.bookings.rules.states import Act, State, move
from tsunagaru.engines.bookings.rules.steps import Step
from tsunagaru.engines.bookings.services.changing import By, cancel
from tsunagaru.engines.bookings.services.charging import Why, settle
from tsunagaru.engines.bookings.services.placing import CannotBook, codes_of
from tsunagaru.engines.bookings.services.tracing import record
from tsunagaru.engines.bookings.services.waiting import offer_next
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import ANONYMOUS, Actor
from tsunagaru.kernel.clock import JST, day_of

TRIES = 5
HOUR_S = 3600
A_YEAR = timedelta(days=365)
LONGEST = timedelta(days=92)


class CannotClose(CannotBook):
    """The time of a closure is empty, over, or too long (休止の期間が正しくありません)."""


def close_resource(code: str, span: Slot, *, why: str, at: datetime, by: Actor = ANONYMOUS) -> UUID:
    """Close a resource for a time; bookings in it are cancelled by the town (休止する).

    Args:
        why: shown to the public, such as 床の修理.
        by: the clerk, whose name stands at what is cancelled and at the money that goes back.

    Raises:
        CannotFind: there is no such resource.
        CannotClose: the time is empty, over, or longer than 92 days.

    Publishes:
        ResourceClosed, and BookingCancelled for each booking in it
    """
    if not span.start < span.end or span.end <= at or span.end - span.start > LONGEST:
        raise CannotClose
    for _ in range(TRIES):
        try:
            return _close(code, span, why, by, at)
        except IntegrityError:  # somebody booked in between: begin again
            continue
    raise CannotClose


@transaction.atomic
def _close(code: str, span: Slot, why: str, by: Actor, at: datetime) -> UUID:
    one = resource(code)
    row = Closure.objects.create(
        id=uuid4(),
        resource_id=one.id,
        starts_at=span.start,
        ends_at=span.end,
        why=why,
        by=by.staff,
        at=at,
    )
    hit = met_by(one, span, at)
    ids = list(hit.values_list("pk", flat=True))
    for id_ in ids:
        cancel(id_, by=By.TOWN, at=at, staff=by, closes=True)
    Cell.objects.bulk_create(_cells(one, row, span), batch_size=500)
    if hit.all().exists():
        raise IntegrityError  # booked after we looked
    definition = one.definition
    publish(
        ResourceClosed(
            at=at, subject=row.pk, facility=definition.facility, resource=code, bookings=len(ids)
        )
    )
    return row.pk


def _cells(one: Bookable, row: Closure, span: Slot) -> list[Cell]:
    """Return the cells a closure takes: all that are free and belong to opening hours."""
    days = (day_of(span.end) - day_of(span.start)).days + 1
    wanted = {
        cell
        for n in range(days)
        for slot in slots_of(one.plan, day_of(span.start) + timedelta(days=n))
        for cell in cells_of(slot)
        if span.start <= cell < span.end
    }
    used = Cell.objects.filter(resource=one.id, at__gte=span.start, at__lt=span.end)
    taken = set(used.values_list("at", "unit"))
    return [
        Cell(resource_id=one.id, unit=unit, at=cell, closure=row)
        for cell in sorted(wanted)
        for unit in range(1, one.definition.units + 1)
        if (cell, unit) not in taken
    ]


@transaction.atomic
def reopen(closure: UUID, *, at: datetime) -> None:
    """Take a closure back; what was cancelled stays so, those waiting get offers (取りやめる).

    Raises:
        Closure.DoesNotExist: there is none, or it was taken back already.

    Publishes:
        ResourceReopened, and BookingOffered
    """
    rows = Closure.objects.select_for_update(no_key=True, of=("self",)).select_related("resource")
    row = rows.get(pk=closure, ended_at=None)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    row.cells.all().delete()
    one = bookable(row.resource)
    span = Slot(row.starts_at, row.ends_at)
    for other in closures_in(one, span):  # what another closure meets stays closed
        Cell.objects.bulk_create(_cells(one, other, Slot(other.starts_at, other.ends_at)))
    facility = one.definition.facility
    publish(ResourceReopened(at=at, subject=row.pk, facility=facility, resource=one.code))
    offer_next(one, span, at=at)


def finish_day(day: date, *, at: datetime) -> int:
    """Complete the uses of a day and write down what could have been used (日締め).

    Returns:
        How many bookings were completed.

    Publishes:
        BookingCompleted, SlotOffered
    """
    for one in resources():
        _write_offered(one, day, at)
    over = Booking.objects.filter(state__in=(State.CONFIRMED, State.ARRIVED), ends_at__lte=at)
    return sum(_complete(id_, at) for id_ in list(over.values_list("pk", flat=True)))


@transaction.atomic
def _complete(id_: UUID, at: datetime) -> bool:
    row = (
        Booking.objects.select_for_update(no_key=True, of=("self",))
        .select_related("resource")
        .get(pk=id_)
    )
    if row.state not in (State.CONFIRMED, State.ARRIVED):
        return False
    step = Step.USED if row.state == State.ARRIVED else Step.PASSED
    row.state, row.ended_at, row.key_code = move(State(row.state), Act.COMPLETE), at, ""
    row.save(update_fields=["state", "ended_at", "key_code"])
    Share.objects.filter(booking=row, window="open").delete()
    one = bookable(row.resource)
    settle(row, one, Why(Cause.FOLLOWED, at))
    hours = round((row.ends_at - row.starts_at).total_seconds() / HOUR_S * row.units, 3)
    event = BookingCompleted(
        at=at,
        subject=row.pk,
        kind=one.definition.kind,
        repeat="yes" if _came_before(row, one.definition.facility) else "no",
        hours=hours,
        **codes_of(row, one),
    )
    publish(event)
    # Only a use that nobody confirmed can turn out to be none; an arrival goes on counting.
    record(row, step, at=at, event=event.id if step is Step.PASSED else None)
    return True


def _came_before(row: Booking, facility: str) -> bool:
    """Return whether the person used the same facility within the 12 months before."""
    return Booking.objects.filter(
        holder=row.holder,
        resource__content__facility=facility,
        state=State.COMPLETED,
        starts_at__gte=row.starts_at - A_YEAR,
        starts_at__lt=row.starts_at,
    ).exists()


@transaction.atomic
def _write_offered(one: Bookable, day: date, at: datetime) -> None:
    start = datetime.combine(day, time(0), JST)
    minutes = sum(slot.minutes for slot in slots_of(one.plan, day)) * one.definition.units
    shut = Cell.objects.filter(
        resource=one.id,
        at__gte=start,
        at__lt=start + timedelta(days=1),
        closure__isnull=False,
    ).count()
    hours = round(minutes / 60 - shut / 4, 3)
    definition = one.definition
    if hours > 0:
        publish(
            SlotOffered(
                at=at,
                subject=one.id,
                kind=definition.kind,
                facility=definition.facility,
                resource=one.code,
                hours=hours,
            )
        )
