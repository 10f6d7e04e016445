"""How the deliveries stand (配送の状況)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from tsunagaru.ground.ledger.gateways.writing import FORGOTTEN
from tsunagaru.ground.ledger.models import Delivery, EventRow
from tsunagaru.ground.ledger.rules.entries import ACCEPTED
from tsunagaru.ground.ledger.rules.retrying import owner_of


@dataclass(frozen=True)
class QueueState:
    """How many deliveries stand where (配送の集計).

    ``accepted`` was counted when they were queued, apart from the table of deliveries, and less
    those forgotten since; so a delivery that vanished shows.
    """

    accepted: int
    queued: int = 0
    leased: int = 0
    done: int = 0
    dead: int = 0
    dropped: int = 0

    @property
    def lost(self) -> int:
        """Return how many were accepted and stand nowhere; 0 while all is well."""
        return self.accepted - self.queued - self.leased - self.done - self.dead - self.dropped


@dataclass(frozen=True)
class DeadDelivery:
    """One reaction that failed for good (失敗した配送)."""

    id: int
    event: UUID
    name: str
    subject: UUID
    at: datetime
    reaction: str
    section: str
    attempts: int
    error: str


# one statement, so that all numbers are of one moment
COUNTS = """
SELECT state, COUNT(*) FROM ledger_delivery GROUP BY state
UNION ALL
SELECT name, SUM(n) FROM (
    SELECT name, n FROM ledger_monthrollup WHERE scope = '' AND name IN (%s, %s)
    UNION ALL
    SELECT name, n FROM ledger_rollup WHERE shard > 0 AND scope = '' AND name IN (%s, %s)
) AS kept GROUP BY name
"""


def queue_state() -> QueueState:
    """Return how many deliveries stand where (配送の状況)."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [ACCEPTED, FORGOTTEN] * 2)
        counts = {name: int(n) for name, n in cursor.fetchall()}
    accepted = counts.pop(ACCEPTED, 0) - counts.pop(FORGOTTEN, 0)
    return QueueState(accepted, **counts)


def waiting() -> int:
    """Return how many deliveries are not finished (待ち件数), for health checks."""
    return sum(Delivery.objects.filter(state=state).count() for state in ("queued", "leased"))


def dead_deliveries(sections: frozenset[str] | None = None) -> Sequence[DeadDelivery]:
    """Return the reactions that failed for good, oldest first (失敗した配送).

    Args:
        sections: those whose failures are wanted; None for all.
    """
    rows = list(Delivery.objects.filter(state="dead").order_by("id"))
    events = {e.id: e for e in EventRow.objects.filter(id__in=[row.event for row in rows])}
    found = [_dead(row, events[row.event]) for row in rows if row.event in events]
    return [one for one in found if sections is None or one.section in sections]


def _dead(row: Delivery, event: EventRow) -> DeadDelivery:
    return DeadDelivery(
        id=row.pk,
        event=event.id,
        name=event.name,
        subject=event.subject,
        at=event.at,
        reaction=row.reaction,
        section=owner_of(row.reaction),
        attempts=row.attempts,
        error=row.last_error,
    )
