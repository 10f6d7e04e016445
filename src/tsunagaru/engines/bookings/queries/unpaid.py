"""Which unpaid bookings lapse where the town wants it, and when (未納による取消し)."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.charges import Fee, unpaid_of
from tsunagaru.engines.bookings.queries.resources import bookable, resources
from tsunagaru.engines.bookings.queries.traces import last_trace
from tsunagaru.engines.bookings.rules import owing
from tsunagaru.engines.bookings.rules.states import State
from tsunagaru.engines.bookings.rules.steps import Step
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.places.api import calendar
from tsunagaru.kernel.clock import day_of


def warned_on(row: Booking, due_on: date) -> date | None:
    """Return the day on which somebody was warned that what was due then is not paid (予告の日)."""
    warned = last_trace(row, Step.WARNED)
    day = day_of(warned.at) if warned else None
    return day if day is not None and day > due_on else None


def lapse_day(row: Booking, fee: Fee) -> date | None:
    """Return the last day to pay before an unpaid booking lapses; None where it does not.

    It never does where something is paid, where nobody can be told by letter, where the use
    would come first, or while the bank has been asked to take it from the payer's account.
    """
    days, pending = bookable(row.resource).definition.pay.lapse_days, fee.pending
    told = row.resident_id is not None or bool(row.email)
    if days is None or pending is None or row.state != State.CONFIRMED or not told:
        return None
    day = owing.lapse_day(pending.due_on, days, warned_on(row, pending.due_on), calendar())
    safe = fee.held_yen or day >= day_of(row.starts_at) or fee.is_collected
    return None if safe else day


def may_lapse(at: datetime) -> Iterator[UUID]:
    """Yield the bookings that are overdue where the town lets unpaid ones lapse (未納の予約)."""
    wanted = [one.id for one in resources() if one.definition.pay.lapse_days is not None]
    rows = Booking.objects.filter(resource__in=wanted, state=State.CONFIRMED, starts_at__gt=at)
    for booking, invoice in unpaid_of(rows).items() if wanted else ():
        if invoice.state is payments.State.OVERDUE:
            yield booking
