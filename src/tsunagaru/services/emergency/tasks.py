"""What emergency does when something happens (反応)."""

from tsunagaru.engines.messages.events import BroadcastFinished
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.ledger.events import HourPassed
from tsunagaru.services.emergency.events import AlertDispatched
from tsunagaru.services.emergency.models import Announcement
from tsunagaru.services.emergency.services.expiring import end_expired


def note_dispatched(event: BroadcastFinished) -> None:
    """Note how long an alert took to its last recipient, since somebody decided to send it.

    Publishes:
        AlertDispatched
    """
    row = Announcement.objects.filter(broadcast=event.subject).first()
    if row is None or row.settled_at is None:
        return
    took = round((event.at - row.settled_at).total_seconds())
    publish(
        AlertDispatched(
            at=event.at, subject=row.pk, what=row.what, level=str(row.level), latency_s=took
        )
    )


def end_old_alerts(event: HourPassed) -> None:
    """End the alerts whose time is over; everybody's pages leave them out to the second."""
    end_expired(at=event.at)
