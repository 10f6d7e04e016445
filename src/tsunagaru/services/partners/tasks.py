"""What partners do when something happens (反応)."""

from tsunagaru.ground.ledger.events import DayEnded
from tsunagaru.services.partners.services.filing import drop_uploads


def sweep(event: DayEnded) -> None:
    """Delete files whose application never came."""
    drop_uploads(at=event.at)
