"""What shelters do when something happens (反応)."""

from tsunagaru.ground.ledger.events import HourPassed
from tsunagaru.services.shelters.services import reporting


def note_missed_reports(event: HourPassed) -> None:
    """Note which shelters did not report in time."""
    reporting.note_missed(at=event.at)
