"""Reads of what was done with a booking (経過の参照)."""

from datetime import datetime

from tsunagaru.engines.bookings.models import Booking, Trace
from tsunagaru.engines.bookings.rules.states import Act, State
from tsunagaru.engines.bookings.rules.steps import MISS_WITHIN, Step
from tsunagaru.kernel.clock import day_of


def last_trace(row: Booking, *steps: Step) -> Trace | None:
    """Return the last time one of these was done, if ever."""
    return row.traces.filter(step__in=steps).order_by("number").last()


def too_late(row: Booking, at: datetime) -> frozenset[Act]:
    """Return what can be noted no longer (もう記録できない操作).

    Coming is taken back on the day on which it was noted. A use that ended by itself can become
    one missed for some days, where nobody noted an arrival; one that ended before this was
    written down does not say, and stays.
    """
    if row.state == State.ARRIVED:
        noted = last_trace(row, Step.ARRIVED)
        same_day = day_of(noted.at if noted else row.starts_at) == day_of(at)
        return frozenset() if same_day else frozenset({Act.UNDO})
    if row.state == State.COMPLETED:
        ended = last_trace(row, Step.USED, Step.PASSED)
        unnoted = ended is not None and ended.step == Step.PASSED
        fits = unnoted and at - row.ends_at <= MISS_WITHIN
        return frozenset() if fits else frozenset({Act.MISS})
    return frozenset()
