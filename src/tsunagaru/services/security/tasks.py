"""What security does by the clock (定時処理)."""

from datetime import date

from tsunagaru.ground.ledger.events import DayEnded, HourPassed
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import outward
from tsunagaru.services.security.services import scanning


def begin_scan(event: DayEnded) -> None:
    """Begin the nightly scan (夜間点検の開始)."""
    scanning.begin(date.fromisoformat(event.day), at=event.at)


@outward
def go_on_scanning(_event: HourPassed) -> None:
    """Look through the next rows, an hour's share at most (夜間点検)."""
    scanning.go_on(at=clock.now())
