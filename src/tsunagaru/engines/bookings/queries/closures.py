"""Reads of the times in which something is closed, and of whom that meets (休止の参照)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from tsunagaru.engines.bookings.models import Booking, Closure
from tsunagaru.engines.bookings.queries.resources import Bookable
from tsunagaru.engines.bookings.rules.slots import Slot
from tsunagaru.engines.bookings.rules.states import OPEN, State
from tsunagaru.engines.bookings.rules.steps import Step


def closures_in(one: Bookable, span: Slot) -> QuerySet[Closure]:
    """Return the closures that meet a time and were not taken back (休止)."""
    rows = Closure.objects.filter(resource=one.id, ended_at=None)
    return rows.filter(starts_at__lt=span.end, ends_at__gt=span.start)


def is_shut(one: Bookable, span: Slot) -> bool:
    """Tell whether a time is closed, so that nobody can hope for it (休止中か)."""
    return closures_in(one, span).exists()


def met_by(one: Bookable, span: Slot, at: datetime) -> QuerySet[Booking]:
    """Return what a closure of a time would cancel: all that is open and has not begun (対象)."""
    rows = Booking.objects.filter(resource=one.id, state__in=OPEN)
    rows = rows.filter(starts_at__lt=span.end, ends_at__gt=span.start)
    return rows.exclude(starts_at__lte=at)


def is_reached(row: Booking) -> bool:
    """Tell whether a letter reaches who booked, by inbox or by e-mail (お知らせが届くか)."""
    return row.resident_id is not None or bool(row.email)


def to_tell(at: datetime, ids: Iterable[UUID] | None = None) -> list[Booking]:
    """Return what the town cancelled, is still to come, and no letter told of (電話での連絡待ち).

    Args:
        ids: only those of these resources.
    """
    rows = Booking.objects.filter(state=State.CLOSED, resident_id=None, starts_at__gt=at)
    if ids is not None:
        rows = rows.filter(resource__in=ids)
    rows = rows.exclude(traces__step=Step.TOLD).select_related("resource")
    return [row for row in rows.order_by("starts_at", "number") if not is_reached(row)]


def is_to_tell(row: Booking, at: datetime) -> bool:
    """Tell whether a clerk is to call about a booking that the town cancelled (要連絡)."""
    unreached = row.state == State.CLOSED and row.starts_at > at and not is_reached(row)
    return unreached and not row.traces.filter(step=Step.TOLD).exists()
