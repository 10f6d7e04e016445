"""The nightly fold of the writers' shards (日次の集約)."""

from datetime import date

from tsunagaru.ground.ledger.gateways.folding import fold_day
from tsunagaru.ground.ledger.models import Rollup


def fold(*, before: date) -> int:
    """Gather every day before this one in shard 0 and its month (集約する). Idempotent.

    Returns:
        How many days had something to fold.
    """
    live = Rollup.objects.filter(day__lt=before).exclude(shard=0)
    days = sorted(set(live.values_list("day", flat=True).distinct()))
    for day in days:
        fold_day(day)
    return len(days)
