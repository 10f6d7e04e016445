"""Slots (時間枠), computed from opening rules and never stored: pure rules."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")

GRID_MIN = 15
GRID = timedelta(minutes=GRID_MIN)
EVENING = time(17)
SATURDAY = 5


def day_of(at: datetime) -> date:
    """Return the day in Japan on which a moment falls (日本の日付)."""
    return at.astimezone(JST).date()


@dataclass(frozen=True)
class Hours:
    """Opening hours on some weekdays (開館時間). Monday is 0."""

    weekdays: frozenset[int]
    opens: time
    closes: time


@dataclass(frozen=True, order=True)
class Slot:
    """A stretch of time that can be booked (時間枠)."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """Return its length in minutes."""
        return int((self.end - self.start).total_seconds() // 60)


@dataclass(frozen=True)
class Plan:
    """The opening rules of a resource (開館の規則).

    Args:
        slot_min: length of a slot, a multiple of the grid of 15 minutes.
        lead_min: how long before its start a slot can be booked at the latest.
        horizon_days: how many days ahead one may book.
        max_slots: how many slots in a row one booking may take.
        is_closed: whether the resource is closed on a day.
    """

    hours: tuple[Hours, ...]
    slot_min: int
    lead_min: int
    horizon_days: int
    max_slots: int
    is_closed: Callable[[date], bool]


def slots_of(plan: Plan, day: date) -> list[Slot]:
    """Return the slots of a day in Japan, in order; none on a closed day (その日の時間枠)."""
    if plan.is_closed(day):
        return []
    found = {
        slot
        for hours in plan.hours
        if day.weekday() in hours.weekdays
        for slot in _within(day, hours, plan.slot_min)
    }
    return sorted(found)


def _within(day: date, hours: Hours, slot_min: int) -> Iterator[Slot]:
    start = datetime.combine(day, hours.opens, JST)
    closes = datetime.combine(day, hours.closes, JST)
    step = timedelta(minutes=slot_min)
    while start + step <= closes:
        yield Slot(start, start + step)
        start += step


def may_book(plan: Plan, slot: Slot, at: datetime) -> bool:
    """Return whether a slot may be booked now: not too late and not too early (受付期間内か)."""
    early = day_of(slot.start) > day_of(at) + timedelta(days=plan.horizon_days)
    return not early and last_moment(plan, slot.start) >= at


def last_moment(plan: Plan, start: datetime) -> datetime:
    """Return until when a time can be booked at the latest (予約できる最後の時刻)."""
    return start - timedelta(minutes=plan.lead_min)


def answer_by(plan: Plan, start: datetime, hours: int, at: datetime) -> datetime:
    """Return until when what is offered now can be taken: never later than it can be used."""
    return min(at + timedelta(hours=hours), last_moment(plan, start))


def stretch(plan: Plan, start: datetime, slots: int) -> Slot | None:
    """Return the slots in a row that begin at a time, as one; None when there are none such."""
    if not 1 <= slots <= plan.max_slots:
        return None
    row = [slot for slot in slots_of(plan, day_of(start)) if slot.start >= start][:slots]
    if len(row) < slots or row[0].start != start:
        return None
    touching = all(a.end == b.start for a, b in pairwise(row))
    return Slot(row[0].start, row[-1].end) if touching else None


def cells_of(slot: Slot) -> list[datetime]:
    """Return the cells of the 15-minute grid that a slot covers (マス目)."""
    count = -(-slot.minutes // GRID_MIN)
    return [slot.start + GRID * n for n in range(count)]


def free_units(slot: Slot, units: int, taken: Mapping[datetime, Collection[int]]) -> list[int]:
    """Return the units of which no cell is taken during a slot (空いている番号).

    Args:
        units: how many there are, numbered from 1.
        taken: the units taken in each cell.
    """
    busy = {unit for cell in cells_of(slot) for unit in taken.get(cell, ())}
    return [unit for unit in range(1, units + 1) if unit not in busy]


def nearest(free: Iterable[Slot], wanted: datetime, most: int) -> list[Slot]:
    """Return the free slots nearest to a wanted time, the nearest first (近い空き)."""
    return sorted(free, key=lambda slot: (abs(slot.start - wanted), slot.start))[:most]


def is_weekend(day: date, *, holiday: bool) -> bool:
    """Return whether a day counts as weekend: Saturday, Sunday or a holiday (休日)."""
    return holiday or day.weekday() >= SATURDAY


def key_shows(slot: Slot, before_min: int, at: datetime) -> bool:
    """Return whether the key code is shown to the person now (暗証番号の表示)."""
    return slot.start - timedelta(minutes=before_min) <= at < slot.end


def key_opens(slot: Slot, at: datetime) -> bool:
    """Return whether the key code opens the door now (暗証番号の有効時間)."""
    return slot.start <= at < slot.end


def week_of(day: date, first: date, last: date) -> Sequence[date]:
    """Return the seven days of a week's page that begins with a day, within bounds."""
    begins = min(max(day, first), last)
    return [begins + timedelta(days=n) for n in range(7) if begins + timedelta(days=n) <= last]
