"""How the deliveries stand (配送の状況)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min

from tsunagaru.ground.ledger.models import Delivery, EventRow, State
from tsunagaru.ground.ledger.rules.retrying import owner_of


@dataclass(frozen=True)
class QueueState:
    """How many deliveries stand where (配送の集計)."""

    accepted: int
    queued: int
    leased: int
    done: int
    dead: int
    dropped: int
    oldest_due_at: datetime | None

    @property
    def is_balanced(self) -> bool:
        """Tell whether accepted = delivered + queued + failed with an owner."""
        known = self.queued + self.leased + self.done + self.dead + self.dropped
        return self.accepted == known


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


def queue_state() -> QueueState:
    """Return how many deliveries stand where."""
    by_state = dict(Delivery.objects.values_list("state").annotate(n=Count("pk")))
    oldest = Delivery.objects.filter(state=State.QUEUED).aggregate(due=Min("due_at"))["due"]
    return QueueState(
        accepted=Delivery.objects.count(),
        **{state.value: by_state.get(state.value, 0) for state in State},
        oldest_due_at=oldest,
    )


def waiting() -> int:
    """Return how many deliveries are not finished (待ち件数), for health checks."""
    return Delivery.objects.filter(state="queued").count() + Delivery.objects.filter(
        state="leased"
    ).count()


def orphans() -> int:
    """Return how many deliveries lost their event (出来事のない配送). Always 0 while all is well."""
    open_ones = Delivery.objects.exclude(state__in=[State.DONE, State.DROPPED])
    return open_ones.exclude(event__in=EventRow.objects.values("id")).count()


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
