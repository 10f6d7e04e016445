"""What a time would cost, before anybody books it (使用料の見積り)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.resources import Bookable
from tsunagaru.engines.bookings.rules.fees import Use, full_fee, reduced
from tsunagaru.engines.bookings.rules.owing import GRANTED
from tsunagaru.engines.bookings.rules.slots import Slot, slots_of, stretch

MOST_LENGTHS = 8
LOOK_DAYS = 14
BY_DAY = {False: "平日", True: "土日・祝日"}
BY_HOUR = {False: "昼間", True: "夜間（17時以降に始まる枠）"}
BY_BOTH = {
    (False, False): "平日の昼間",
    (False, True): "平日の夜間（17時以降に始まる枠）",
    (True, False): "土日・祝日の昼間",
    (True, True): "土日・祝日の夜間（17時以降に始まる枠）",
}


@dataclass(frozen=True)
class Quote:
    """What a use costs a resident who signed in, and anybody else (使用料の見積り)."""

    slots: int
    slot: Slot
    resident_yen: int
    other_yen: int

    @property
    def differs(self) -> bool:
        """Tell whether residents pay another price (町民の料金があるか)."""
        return self.resident_yen != self.other_yen

    @property
    def prices(self) -> tuple[int, int]:
        """Return both prices."""
        return self.resident_yen, self.other_yen


def fee_at(row: Booking, one: Bookable, slot: Slot, slots: int, *, today: date) -> tuple[int, int]:
    """Return what a booking costs, or would cost at another time: in full, and after a reduction.

    A reduction that must be checked counts once it is granted.
    """
    use = Use(slot, slots, row.units, row.people, resident=row.resident_id is not None)
    full = full_fee(one.definition.fee, use.facts, today=today)
    reduction = one.definition.reduction(row.reduction)
    counts = reduction is not None and row.reduction_state == GRANTED
    return full, reduced(full, reduction.percent) if reduction and counts else full


def _quote(one: Bookable, slot: Slot, slots: int, today: date) -> Quote:
    use, fee = Use(slot, slots), one.definition.fee
    resident = full_fee(fee, replace(use, resident=True).facts, today=today)
    return Quote(slots, slot, resident, full_fee(fee, use.facts, today=today))


def quotes(one: Bookable, first: Slot, *, today: date) -> Sequence[Quote]:
    """Return what each length costs that begins with a slot, for one unit (長さごとの使用料).

    Nothing where it is free.
    """
    if not one.definition.fee:
        return []
    lengths = range(1, min(one.plan.max_slots, MOST_LENGTHS) + 1)
    found = ((n, stretch(one.plan, first.start, n)) for n in lengths)
    return [_quote(one, slot, n, today) for n, slot in found if slot is not None]


def longest(one: Bookable, first: Slot) -> int:
    """Return how many slots in a row begin with one, booked or not (続けて使える枠の数)."""
    lengths = range(one.plan.max_slots, 1, -1)
    return next((n for n in lengths if stretch(one.plan, first.start, n) is not None), 1)


@dataclass(frozen=True)
class Tariff:
    """What one slot costs at a kind of time (時間帯ごとの使用料)."""

    label: str
    quote: Quote


def tariffs(one: Bookable, *, today: date) -> Sequence[Tariff]:
    """Return what one slot of one unit costs, once where it is always the same (使用料の表).

    It is worked out from the slots of the coming days, so that it says nothing of times at which
    the place is closed.
    """
    if not one.definition.fee:
        return []
    kinds: dict[tuple[bool, bool], Quote] = {}
    for slot in _coming(one, today):
        facts = Use(slot).facts
        kind = (bool(facts["weekend"]), bool(facts["evening"]))
        kinds.setdefault(kind, _quote(one, slot, 1, today))
    return _told(kinds)


def _coming(one: Bookable, today: date) -> Iterator[Slot]:
    for n in range(LOOK_DAYS):
        yield from slots_of(one.plan, today + timedelta(days=n))


def _told(kinds: Mapping[tuple[bool, bool], Quote]) -> list[Tariff]:
    """Name the kinds of time by what the price depends on, and by nothing else."""
    by_day = {day: quote for (day, _), quote in kinds.items()}
    by_hour = {hour: quote for (_, hour), quote in kinds.items()}
    if len({quote.prices for quote in kinds.values()}) == 1:
        return [Tariff("", next(iter(kinds.values())))]
    if all(quote.prices == by_hour[hour].prices for (_, hour), quote in kinds.items()):
        return [Tariff(BY_HOUR[hour], by_hour[hour]) for hour in sorted(by_hour)]
    if all(quote.prices == by_day[day].prices for (day, _), quote in kinds.items()):
        return [Tariff(BY_DAY[day], by_day[day]) for day in sorted(by_day)]
    return [Tariff(BY_BOTH[kind], kinds[kind]) for kind in sorted(kinds)]
