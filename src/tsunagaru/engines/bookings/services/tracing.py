"""What is written down of a booking's way, and what its figures count (経過の記録)."""

from datetime import datetime
from uuid import UUID

from tsunagaru.engines.bookings.models import Booking, Trace
from tsunagaru.engines.bookings.rules.steps import Step
from tsunagaru.ground.ledger.api import compensate
from tsunagaru.kernel.access import ANONYMOUS, Actor


def record(
    row: Booking,
    step: Step,
    *,
    at: datetime,
    by: Actor = ANONYMOUS,
    text: str = "",
    event: UUID | None = None,
) -> None:
    """Write down what was done with a booking that the caller has locked (経過に残す)."""
    Trace.objects.create(
        booking=row,
        number=row.traces.count() + 1,
        step=step,
        text=text,
        at=at,
        by=by.staff,
        by_name=by.name,
        event=event,
    )


def uncount(row: Booking, *, at: datetime) -> None:
    """Take back what was counted of an arrival, an absence or a use (数えた記録の取消し).

    It was a slip: of each booking one of them counts, on the day on which it was noted.
    """
    for trace in row.traces.exclude(event=None):
        if trace.event is not None:
            compensate(trace.event, at=at)
        trace.event = None
        trace.save(update_fields=["event"])
