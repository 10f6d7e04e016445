"""Publishing events (出来事の記録)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.db import connection

from tsunagaru.ground.ledger.gateways import writing
from tsunagaru.ground.ledger.models import EventRow
from tsunagaru.ground.ledger.rules.entries import Entry
from tsunagaru.ground.ledger.rules.facts import facts_to_keep, rollups, shape_of
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import Event, awaiting, catalogue


class CannotPublishOutsideTransaction(RuntimeError):
    """An event must stand or fall with the write it tells of (トランザクション外では記録不可)."""


class CannotCompensate(ValueError):
    """The event is unknown, already taken back, or itself a compensation (取り消せません)."""


def publish(event: Event, *, due_at: datetime | None = None) -> None:
    """Record an event with its rollups and deliveries in the caller's transaction (記録する).

    Args:
        event: of any class in the catalogue; its text facts are codes only.
        due_at: before then nothing reacts to it; at once when None.

    Raises:
        CannotPublishOutsideTransaction: no transaction is open.
        CannotPublishText: a fact is free text.
        CannotPublishFraction: a measure with a histogram is not whole.
    """
    _publish((event,), due_at)


def publish_many(events: Iterable[Event]) -> None:
    """Record many events at once, as ``publish`` does (一括で記録する)."""
    _publish(events, None)


def _publish(events: Iterable[Event], due_at: datetime | None) -> None:
    if not connection.in_atomic_block:
        raise CannotPublishOutsideTransaction
    entries = [_entry(event)._replace(due_at=due_at) for event in events]
    if entries:
        writing.write(entries)


def _entry(event: Event) -> Entry:
    facts = facts_to_keep(event)
    return Entry(
        id=event.id,
        at=event.at,
        day=day_of(event.at),
        name=event.name,
        subject=event.subject,
        facts=facts,
        rollups=rollups(shape_of(type(event)), facts),
        reactions=awaiting(event),
    )


def compensate(event: UUID, *, at: datetime) -> UUID:
    """Take an event back by appending its opposite (取消しの記録). No reaction hears of it.

    It counts on the day of the event it takes back, so that the day's figures become right.

    Args:
        event: id of the wrong event.
        at: when it is taken back.

    Returns:
        The id of the compensating event.

    Raises:
        CannotCompensate: there is no such event, or it is taken back already.
    """
    if not connection.in_atomic_block:
        raise CannotPublishOutsideTransaction
    row = EventRow.objects.filter(id=event, weight=1).first()
    if row is None or row.name not in catalogue or _is_taken_back(event):
        raise CannotCompensate(str(event))
    entry = Entry(
        id=uuid5(event, "compensation"),
        at=at,
        day=row.day,
        name=row.name,
        subject=row.subject,
        facts=row.facts,
        rollups=rollups(shape_of(catalogue[row.name]), row.facts, weight=-1),
        reactions=(),
        weight=-1,
        corrects=event,
    )
    writing.write([entry])
    return entry.id


def _is_taken_back(event: UUID) -> bool:
    return EventRow.objects.filter(corrects=event).exists()
