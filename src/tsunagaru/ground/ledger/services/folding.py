"""The nightly fold of the writers' shards (日次の集約)."""

from datetime import date

from tsunagaru.ground.ledger.gateways.folding import fold_day
from tsunagaru.ground.ledger.models import Rollup


def fold(*, before: date, most: int | None = None) -> int:
    """Gather every day before this one in shard 0 and its month (集約する). Idempotent.

    Args:
        before: the first day that is left alone: today.
        most: how many days at most, the latest first; None for all. Outside a transaction each
            day is committed by itself.

    Returns:
        How many days had something to fold.
    """
    live = Rollup.objects.filter(day__lt=before, shard__gt=0)
    days = sorted(set(live.values_list("day", flat=True).distinct()), reverse=True)[:most]
    for day in days:
        fold_day(day)
    return len(days)
