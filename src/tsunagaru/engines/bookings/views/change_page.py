"""The page on which a booking's time is changed (時間の変更): other free times, and their fee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import render

from tsunagaru.engines.bookings.forms import read_day, write_time
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.prices import fee_at
from tsunagaru.engines.bookings.queries.resources import Bookable, bookable
from tsunagaru.engines.bookings.queries.slots import free_times, last_day
from tsunagaru.engines.bookings.rules.slots import Slot
from tsunagaru.engines.bookings.views.booking import may_change, show
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import day_of

CONFLICT = 409
OTHER_TIMES = 12
NO_CHANGE = (
    "この予約の時間は、この画面からは変えられません。変えたいときは、担当課へお電話ください。"
)


@dataclass(frozen=True)
class Choice:
    """A time to which the booking may be moved, and what it costs then (新しい時間)."""

    slot: Slot
    at: str
    fee_yen: int


def show_times(
    request: PageRequest, row: Booking, token: str, problem: str = "", status: int = 200
) -> HttpResponse:
    """Render the free times near the booking, or from a day that was asked for."""
    one, now = bookable(row.resource), clock.now()
    if not may_change(row, one.definition.cancel.rule, now):
        return show(request, row, token, NO_CHANGE, CONFLICT)
    today, last = day_of(now), last_day(one, now)
    day = read_day(request.GET.get("day", ""), today) if "day" in request.GET else None
    context = {
        "booking": row,
        "one": one.definition,
        "token": token,
        "problem": problem,
        "times": _choices(row, one, day, now),
        "day": day or day_of(row.starts_at),
        "today": today,
        "last": last,
    }
    return render(request, "bookings/change.html", context, status=status)


def _choices(row: Booking, one: Bookable, day: date | None, now: datetime) -> Sequence[Choice]:
    near = free_times(one, row, day, now)[:OTHER_TIMES]
    return [
        Choice(slot, write_time(slot.start), _fee(row, one, slot, now)) for slot in sorted(near)
    ]


def _fee(row: Booking, one: Bookable, slot: Slot, now: datetime) -> int:
    return fee_at(row, one, slot, row.slots, today=day_of(now))[1]
