"""Taking deliveries so that no two workers hold the same one (占有).

PostgreSQL skips rows that another worker has locked; SQLite begins IMMEDIATE, so only one worker
takes at a time. Each is one statement.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models

from tsunagaru.ground.ledger.models import Delivery, EventRow

# State literals, not parameters: the partial indexes are found by them. Materialized, since a plan
# may run a subquery once per row, and one that locks and skips finds other rows each time.
TAKE = """
WITH due AS MATERIALIZED (
    SELECT id FROM ledger_delivery WHERE state = '{state}' AND {column} <= %s
    ORDER BY {column}, id LIMIT %s {lock}
)
UPDATE ledger_delivery
SET state = 'leased', owner = %s, lease_until = %s, attempts = attempts + 1
WHERE id IN (SELECT id FROM due)
RETURNING id, event, reaction, attempts
"""
KEEP = """
UPDATE ledger_delivery SET lease_until = %s WHERE id IN (
    SELECT id FROM ledger_delivery WHERE state = 'leased' AND owner = %s {lock}
)
"""
DONE = """
UPDATE ledger_delivery SET state = 'done', done_at = %s, lease_until = NULL
WHERE id = %s AND state = 'leased' AND owner = %s
"""


@dataclass(frozen=True)
class Leased:
    """One delivery in a worker's hands (占有中の配送), with its event where it was read along."""

    id: int
    event: UUID
    reaction: str
    attempts: int
    row: EventRow | None = None


def take(*, owner: str, at: datetime, lease: timedelta, most: int) -> list[Leased]:
    """Take what is due and nothing that another worker holds (占有する).

    A delivery whose lease ran out may have killed its worker, so it is taken alone: those that
    merely waited behind it do not pay for it.
    """
    return _take("leased", "lease_until", owner, (at, lease, 1)) or _take(
        "queued", "due_at", owner, (at, lease, most)
    )


def _take(
    state: str, column: str, owner: str, bounds: tuple[datetime, timedelta, int]
) -> list[Leased]:
    at, lease, most = bounds
    statement = TAKE.format(state=state, column=column, lock=_lock())
    with connection.cursor() as cursor:
        cursor.execute(statement, [_time(at), most, owner, _time(at + lease)])
        rows = cursor.fetchall()
    taken = [Leased(number, UUID(str(event)), reaction, n) for number, event, reaction, n in rows]
    return sorted(taken, key=lambda one: one.id)


def keep(*, owner: str, until: datetime) -> int:
    """Prolong what a worker holds (占有の延長). On PostgreSQL its running row is locked anyway."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP.format(lock=_lock()), [_time(until), owner])
        return int(cursor.rowcount)


def finish(delivery: int, *, owner: str, at: datetime) -> bool:
    """Mark a delivery done if the worker still holds it (完了). Locks the row until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(DONE, [_time(at), delivery, owner])
        return bool(cursor.rowcount)


def _lock() -> str:
    return "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""


def _time(at: datetime) -> Any:  # noqa: ANN401 - text on SQLite, a time on PostgreSQL
    """Return a time as Django's fields write it, so that raw and ORM rows compare."""
    return connection.ops.adapt_datetimefield_value(at)


def give_back(deliveries: list[int], *, owner: str) -> None:
    """Queue again what was taken but not begun; the attempt does not count (返却)."""
    held = Delivery.objects.filter(pk__in=deliveries, state="leased", owner=owner)
    held.update(state="queued", lease_until=None, attempts=models.F("attempts") - 1)


def put_back(*, owner: str) -> int:
    """Queue again all that a worker still holds though it has nothing in hand (返却)."""
    held = Delivery.objects.filter(state="leased", owner=owner)
    return held.update(state="queued", lease_until=None)
