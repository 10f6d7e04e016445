"""Clearing away finished deliveries (完了した配送の整理)."""

from datetime import datetime

from django.db import transaction

from tsunagaru.ground.ledger.gateways import writing
from tsunagaru.ground.ledger.models import Delivery, State
from tsunagaru.kernel.clock import day_of


@transaction.atomic
def forget_done(*, before: datetime, at: datetime) -> int:
    """Delete deliveries finished before a time; never one that is not finished (整理する).

    Returns:
        How many were forgotten. The number stays in the rollups, so the books still balance.
    """
    finished = Delivery.objects.filter(state__in=[State.DONE, State.DROPPED], done_at__lt=before)
    count, _ = finished.delete()
    if count:
        writing.write_sums({(day_of(at), writing.FORGOTTEN, "", "{}", "", 0): (count, 0)})
    return count
