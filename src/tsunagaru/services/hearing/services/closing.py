"""The count (集計): when the last day is over; afterwards nothing leads to a voter."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.suppression import SMALLEST
from tsunagaru.services.hearing.events import IdeaRoundClosed
from tsunagaru.services.hearing.models import Tally
from tsunagaru.services.hearing.queries.rounds import rounds_in
from tsunagaru.services.hearing.rules.rounds import Phase
from tsunagaru.services.hearing.services.rounds import destroy_votes, locked
from tsunagaru.services.hearing.services.tracing import yes


def close_due(*, at: datetime) -> int:
    """Count every round whose last day is over (集計する); return how many were counted.

    Each is one transaction. Two at once count it once; whoever comes second finds it done.

    Publishes:
        IdeaRoundClosed
    """
    return sum(close(row.pk, at=at) for row in rounds_in({Phase.COUNTING}, day_of(at)))


@transaction.atomic
def close(round_id: UUID, *, at: datetime) -> bool:
    """Count a round, and destroy marks, unused slips and the key; tell whether it was done now.

    Who holds a slip that was never used has not voted. Where fewer voted than may be told, the
    tallies go as well.

    Publishes:
        IdeaRoundClosed
    """
    row = locked(round_id)
    if row.phase(day_of(at)) is not Phase.COUNTING:
        return False
    voters = row.marks.count() - row.slips.count()
    told = voters >= SMALLEST
    row.closed_at, row.voters = at, voters if told else None
    if not told:
        Tally.objects.filter(idea__round=row).delete()
    destroy_votes(row)
    row.save()
    publish(IdeaRoundClosed(at=at, subject=row.pk, told=yes(of=told)))
    return True
