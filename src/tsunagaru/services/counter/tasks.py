"""What the counter does when something happens (窓口の反応)."""

from datetime import date

from tsunagaru.ground.ledger.events import DayEnded
from tsunagaru.services.counter import services


def close_day(event: DayEnded) -> None:
    """Close the numbers still open when the day ended (日締め)."""
    services.close_day(date.fromisoformat(event.day), at=event.at)
