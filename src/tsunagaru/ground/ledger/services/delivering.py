"""Bringing events to the reactions wired to them (配送)."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from tsunagaru.ground.ledger.gateways import leases
from tsunagaru.ground.ledger.gateways.leases import Leased
from tsunagaru.ground.ledger.models import Delivery, EventRow, State
from tsunagaru.ground.ledger.rules.facts import rebuild
from tsunagaru.ground.ledger.rules.retrying import MOST_ATTEMPTS, is_last, wait_after
from tsunagaru.kernel.events import Event, Handler, catalogue, is_outward, reactions_to
from tsunagaru.kernel.remembering import remembering

LEASE = timedelta(seconds=30)
BATCH = 20
log = logging.getLogger(__name__)


class UnknownEvent(LookupError):
    """The event's name is not in this version's catalogue (未知の出来事)."""


class UnknownReaction(LookupError):
    """The reaction is not wired in this version (未知の反応)."""


@dataclass(frozen=True)
class Worker:
    """Who takes deliveries, and for how long (処理者)."""

    name: str
    lease: timedelta = LEASE


def take_due(worker: Worker, *, at: datetime, most: int = BATCH) -> list[Leased]:
    """Take deliveries that are due for this worker, with their events (占有する)."""
    taken = leases.take(owner=worker.name, at=at, lease=worker.lease, most=most)
    rows = EventRow.objects.in_bulk({one.event for one in taken}, field_name="id") if taken else {}
    return [replace(one, row=rows.get(one.event)) for one in taken]


def deliver(delivery: Leased, worker: Worker, *, at: datetime) -> bool:
    """Run one reaction and mark it done in the same transaction (配送する).

    What the reaction writes to the database is therefore there exactly once. When it raises,
    everything it wrote is taken back, the attempt counts, and it is tried again later. A reaction
    marked outward runs first and is marked done after it: at least once, holding no lock.

    Returns:
        Whether the reaction ran to its end.
    """
    if delivery.attempts > MOST_ATTEMPTS:  # every attempt killed its worker
        _put_back(delivery, worker, error="WorkerKilled", at=at)
        return False
    try:
        with remembering():
            return _carry_out(delivery, worker, at)
    except Exception as error:  # whatever one reaction raises must not stop the others
        log.warning("reaction %s failed", delivery.reaction, exc_info=error)
        _put_back(delivery, worker, error=type(error).__name__, at=at)
        return False


def _carry_out(delivery: Leased, worker: Worker, at: datetime) -> bool:
    event = event_of(delivery)
    handler = _handler_of(delivery, event)
    if is_outward(handler):
        handler(event)
        return leases.finish(delivery.id, owner=worker.name, at=at)
    with transaction.atomic():
        if not leases.finish(delivery.id, owner=worker.name, at=at):
            return False  # the lease ran out and another worker has it
        handler(event)
    return True


def _handler_of(delivery: Leased, event: Event) -> Handler:
    handler = reactions_to(event.name).get(delivery.reaction)
    if handler is None:
        raise UnknownReaction(delivery.reaction)
    return handler


def event_of(delivery: Leased) -> Event:
    """Return the event of a delivery, rebuilt from its row (出来事の復元)."""
    row = delivery.row or EventRow.objects.get(id=delivery.event)
    if row.name not in catalogue:
        raise UnknownEvent(row.name)
    stored = {"id": row.id, "at": row.at, "subject": row.subject}
    return rebuild(catalogue[row.name], stored, row.facts)


def _put_back(delivery: Leased, worker: Worker, *, error: str, at: datetime) -> None:
    """Queue a failed delivery again, or give it up for people to look at."""
    held = Delivery.objects.filter(pk=delivery.id, state=State.LEASED, owner=worker.name)
    held.update(
        state=State.DEAD if is_last(delivery.attempts) else State.QUEUED,
        due_at=at + wait_after(delivery.attempts),
        lease_until=None,
        last_error=error[:80],
    )


def deliver_all(*, at: datetime, worker: Worker | None = None, most: int = 1_000_000) -> int:
    """Deliver everything that is due, also what the reactions publish in turn (すべて配送する).

    Returns:
        How many deliveries were taken.
    """
    worker = worker or Worker("inline")
    taken = 0
    while taken < most and (batch := take_due(worker, at=at)):
        for delivery in batch:
            deliver(delivery, worker, at=at)
        taken += len(batch)
    return taken
