"""Which slots are free (空き状況)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tsunagaru.engines.bookings.models import Booking, Cell, Round
from tsunagaru.engines.bookings.queries.closures import closures_in
from tsunagaru.engines.bookings.queries.resources import Bookable
from tsunagaru.engines.bookings.rules import lottery
from tsunagaru.engines.bookings.rules.lottery import Phase
from tsunagaru.engines.bookings.rules.slots import (
    Slot,
    free_units,
    may_book,
    nearest,
    slots_of,
    stretch,
)
from tsunagaru.kernel.clock import JST, day_of

ALTERNATIVES, ALL_TIMES = 3, 2000
LOOK_AROUND_DAYS = 10
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SlotView:
    """A slot as a calendar shows it (時間枠の空き).

    Args:
        free: how many units are free.
        open: whether it may be booked, or applied for, now.
        shut: whether the town closed it.
    """

    slot: Slot
    free: int
    open: bool
    phase: Phase
    shut: bool = False

    @property
    def can_book(self) -> bool:
        """Return whether somebody may book it now."""
        return self.open and self.phase is Phase.OPEN and self.free > 0

    @property
    def can_apply(self) -> bool:
        """Return whether somebody may apply for it in the lottery now."""
        return self.open and self.phase is Phase.APPLYING

    @property
    def can_wait(self) -> bool:
        """Return whether somebody may stand on its waiting list."""
        return self.open and self.phase is Phase.OPEN and self.free == 0


@dataclass(frozen=True)
class DayView:
    """A day as a calendar shows it (1日の空き)."""

    day: date
    slots: Sequence[SlotView]

    @property
    def free(self) -> int:
        """Return how many slots can be booked or applied for."""
        return sum(one.can_book or one.can_apply for one in self.slots)


def taken(one: Bookable, start: datetime, end: datetime) -> dict[datetime, set[int]]:
    """Return the units taken in each cell of a time (ふさがっているマス目)."""
    found: dict[datetime, set[int]] = {}
    rows = Cell.objects.filter(resource=one.id, at__gte=start, at__lt=end)
    for at, unit in rows.values_list("at", "unit"):
        found.setdefault(at, set()).add(unit)
    return found


def phase_of(one: Bookable, day: date, at: datetime) -> Phase:
    """Return whether a day's month is still to be drawn (抽選の段階)."""
    if one.definition.lottery is None:
        return Phase.OPEN
    month, period = lottery.month_of(day), one.definition.lottery.period
    found = Round.objects.filter(resource=one.id, month=month).first()
    if found is None and at >= lottery.bounds(period, month)[1]:
        return Phase.OPEN
    return lottery.phase(period, month, at, drawn=bool(found and found.drawn_at))


def last_day(one: Bookable, at: datetime) -> date:
    """Return the last day that may be booked now (予約できる最後の日)."""
    return day_of(at) + timedelta(days=one.plan.horizon_days)


def days(one: Bookable, wanted: Sequence[date], at: datetime) -> list[DayView]:
    """Return several days of a calendar, read in one go (空き状況)."""
    if not wanted:
        return []
    start = datetime.combine(min(wanted), time(0), JST)
    end = datetime.combine(max(wanted) + ONE_DAY, time(0), JST)
    taken_up = _Taken(
        taken(one, start, end),
        [Slot(row.starts_at, row.ends_at) for row in closures_in(one, Slot(start, end))],
    )
    phases = {lottery.month_of(day): phase_of(one, day, at) for day in wanted}
    return [
        DayView(
            day, [_view(one, slot, taken_up, phases[lottery.month_of(day)], at) for slot in row]
        )
        for day in wanted
        for row in (slots_of(one.plan, day),)
    ]


@dataclass(frozen=True)
class _Taken:
    """What nobody can book in the days shown: cells that are taken, and times that are closed."""

    cells: dict[datetime, set[int]]
    closed: Sequence[Slot]


def _view(one: Bookable, slot: Slot, busy: _Taken, phase: Phase, at: datetime) -> SlotView:
    free = len(free_units(slot, one.definition.units, busy.cells))
    shut = any(other.start < slot.end and other.end > slot.start for other in busy.closed)
    return SlotView(slot, free, may_book(one.plan, slot, at) and not shut, phase, shut)


def alternatives(
    one: Bookable,
    wanted: datetime,
    *,
    slots: int = 1,
    units: int = 1,
    at: datetime,
    most: int = ALTERNATIVES,
) -> list[Slot]:
    """Return the free times nearest to a wanted one (ほかの空き)."""
    return nearest(_free_around(one, wanted, slots, units, at), wanted, most)


def free_times(one: Bookable, row: Booking, day: date | None, at: datetime) -> list[Slot]:
    """Return the other free times a booking may move to, the nearest first (変更できる時間).

    Args:
        day: from this day on; None for those near the booking.
    """
    wanted = row.starts_at if day is None else datetime.combine(day, time(0), JST)
    near = alternatives(one, wanted, slots=row.slots, units=row.units, at=at, most=ALL_TIMES)
    return [
        slot
        for slot in near
        if slot.start != row.starts_at and (day is None or day_of(slot.start) >= day)
    ]


def _free_around(
    one: Bookable, wanted: datetime, slots: int, units: int, at: datetime
) -> Iterator[Slot]:
    middle = day_of(wanted)
    near = [middle + n * ONE_DAY for n in range(-LOOK_AROUND_DAYS, LOOK_AROUND_DAYS + 1)]
    first, last = day_of(at), last_day(one, at)
    wanted_days = [day for day in near if first <= day <= last]
    if not wanted_days:
        return
    start = datetime.combine(wanted_days[0], time(0), JST)
    end = datetime.combine(wanted_days[-1] + ONE_DAY, time(0), JST)
    busy = taken(one, start, end)
    phases = {lottery.month_of(day): phase_of(one, day, at) for day in wanted_days}
    for day in wanted_days:
        if phases[lottery.month_of(day)] is not Phase.OPEN:
            continue
        for slot in slots_of(one.plan, day):
            whole = stretch(one.plan, slot.start, slots)
            if whole is None or not may_book(one.plan, whole, at):
                continue
            if len(free_units(whole, one.definition.units, busy)) >= units:
                yield whole
