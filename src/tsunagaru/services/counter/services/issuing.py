"""Handing out numbers (発番): in order, without a gap, never twice."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from tsunagaru.engines.bookings import api as bookings
from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import Channel
from tsunagaru.services.counter.definitions import GroupDefinition
from tsunagaru.services.counter.events import TurnIssued
from tsunagaru.services.counter.models import Roll, Turn
from tsunagaru.services.counter.queries import group, is_open


class CannotIssue(Exception):
    """No number can be given (番号札を出せません)."""


class IsClosed(CannotIssue):
    """The counter is closed (受付時間外です)."""


class NoSuchVisit(CannotIssue):
    """Nobody booked this counter today under this number (予約が見つかりません)."""


def issue(code: str, *, channel: Channel, press: UUID, at: datetime, number: str = "") -> UUID:
    """Hand out a number; one press, or one booking, gets one (番号札を出す).

    Args:
        number: of the booking, for those who reserved.

    Raises:
        CannotFind: there is no such counter.
        IsClosed, NoSuchVisit: no number can be given.

    Publishes:
        TurnIssued
    """
    if found := rows.first(Turn, press=press):
        return found.pk
    one = group(code)
    if not is_open(one, at):
        raise IsClosed
    visit = _visit(one, number, day_of(at)) if number else None
    if visit and (earlier := _of_booking(visit.id)):
        return earlier
    try:
        return _issue(one, channel, press, at, visit)
    except IntegrityError:
        again = Turn.objects.filter(press=press).first()
        earlier = again.pk if again else (_of_booking(visit.id) if visit else None)
        if earlier is None:
            raise
        return earlier


def _of_booking(booking: UUID) -> UUID | None:
    return Turn.objects.filter(booking=booking).values_list("pk", flat=True).first()


def _visit(one: GroupDefinition, number: str, day: date) -> bookings.BookingView:
    found = bookings.find_visit(number, resources=one.resources, day=day)
    if found is None:
        raise NoSuchVisit
    return found


@transaction.atomic
def _issue(
    one: GroupDefinition,
    channel: Channel,
    press: UUID,
    at: datetime,
    visit: bookings.BookingView | None,
) -> UUID:
    roll = lock(one.code, day_of(at))
    roll.last += 1
    rows.change(roll, "last")
    row = Turn(
        id=uuid4(),
        press=press,
        label=f"{one.letter}{roll.last}",
        group_id=one.code,
        queue_id=one.code,
        day=roll.day,
        number=roll.last,
        channel=channel.value,
        booking=visit.id if visit else None,
        due_at=visit.starts_at if visit else None,
        taken_at=at,
    )
    rows.add(row)
    if visit and visit.state is bookings.State.CONFIRMED:
        bookings.mark(visit.id, came=True, at=at)
    reserved = "yes" if visit else "no"
    event = TurnIssued(
        at=at, subject=row.pk, channel=channel.value, group=one.code, reserved=reserved
    )
    publish(event)
    return row.pk


def lock(code: str, day: date) -> Roll:
    """Return a day's roll, locked: who takes and who calls do so one after another."""
    known = rows.first(Roll, lock=True, group=code, day=day)
    if known is None:
        Roll.objects.bulk_create([Roll(group_id=code, day=day)], ignore_conflicts=True)
        known = rows.get(Roll, lock=True, group=code, day=day)
    return known
