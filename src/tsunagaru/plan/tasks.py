"""What the plan does when something happens (計画の反応)."""

from datetime import date

from tsunagaru.ground.ledger.events import DayEnded
from tsunagaru.plan.services.measuring import take_snapshots


def write_the_day_down(event: DayEnded) -> None:
    """Write every indicator down at the end of a day (値を記録する)."""
    take_snapshots(date.fromisoformat(event.day), at=event.at)
