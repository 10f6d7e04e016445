"""Alerts whose time is over (警報の期限)."""

from datetime import datetime

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.services.emergency.events import AlertEnded
from tsunagaru.services.emergency.models import Alert
from tsunagaru.services.emergency.rules.states import AlertState, Step
from tsunagaru.services.emergency.services.telling import let_go, yes


@transaction.atomic
def end_expired(*, at: datetime) -> int:
    """End the alerts whose time is over; nobody is written to (期限の過ぎた警報を終える).

    Returns:
        How many ended.

    Publishes:
        AlertEnded; AlertDropped for what waited to be said of them
    """
    rows = Alert.objects.select_for_update(no_key=True).filter(
        state=AlertState.IN_FORCE, expires_at__lte=at
    )
    found = list(rows.order_by("id"))
    for row in found:
        row.state, row.ended_at = AlertState.EXPIRED, at
        row.save(update_fields=["state", "ended_at"])
        for waiting in row.announcements.filter(state=Step.ASKED):
            let_go(waiting, at=at)
        drill, how = yes(of=row.drill), AlertState.EXPIRED.value
        publish(AlertEnded(at=at, subject=row.pk, kind=row.kind, drill=drill, how=how))
    return len(found)
