"""Taking units and shares (枠の確保): the database lets each be taken once."""

from datetime import datetime
from secrets import randbelow
from typing import TypedDict

from django.db import IntegrityError, transaction

from tsunagaru.engines.bookings.models import Booking, Cell, Share
from tsunagaru.engines.bookings.queries.resources import Bookable
from tsunagaru.engines.bookings.queries.slots import alternatives, taken
from tsunagaru.engines.bookings.rules.slots import Slot, cells_of, free_units
from tsunagaru.kernel.clock import local

SPARE_TRIES = 5


class CannotBook(Exception):
    """What was wished for cannot be booked (予約できません)."""


class NoSuchSlot(CannotBook):
    """There is no such slot, or it cannot be booked now (この時間は予約できません)."""


class OverLimit(CannotBook):
    """The person has as many bookings as one may have (上限に達しています)."""


class SlotTaken(CannotBook):
    """Others were quicker (満室). ``others`` are the free times nearest to the wish."""

    def __init__(self, others: list[Slot]) -> None:
        super().__init__("taken")
        self.others = others


class Codes(TypedDict):
    """The codes that most events of a booking carry."""

    facility: str
    resource: str
    channel: str
    age_band: str
    district: str


def codes_of(row: Booking, one: Bookable) -> Codes:
    """Return the codes that most events of a booking carry."""
    return Codes(
        facility=one.definition.facility,
        resource=one.code,
        channel=row.channel,
        age_band=row.age_band,
        district=row.district,
    )


def slot_of(row: Booking) -> Slot:
    """Return the time of a booking."""
    return Slot(row.starts_at, row.ends_at)


def occupy(row: Booking, one: Bookable, *, at: datetime) -> None:
    """Take units for a booking; of several contenders exactly one succeeds (枠を押さえる).

    Raises:
        SlotTaken: not enough units are free.
    """
    for _ in range(one.definition.units + SPARE_TRIES):
        busy = taken(one, row.starts_at, row.ends_at)
        free = free_units(slot_of(row), one.definition.units, busy)
        if len(free) < row.units:
            break
        begin = row.pk.int % len(free)
        units = sorted((free[begin:] + free[:begin])[: row.units])
        try:
            with transaction.atomic():
                _take(row, one, units)
        except IntegrityError:
            continue
        return
    raise SlotTaken(alternatives(one, row.starts_at, slots=row.slots, units=row.units, at=at))


def _take(row: Booking, one: Bookable, units: list[int]) -> None:
    Cell.objects.bulk_create(
        Cell(resource_id=one.id, unit=unit, at=cell, booking=row)
        for unit in units
        for cell in cells_of(slot_of(row))
    )


def release(row: Booking) -> None:
    """Give a booking's units and its share back (枠を返す)."""
    row.cells.all().delete()
    Share.objects.filter(booking=row).delete()


def take_share(row: Booking, one: Bookable) -> None:
    """Count a booking against the person's limit (上限の確認).

    Raises:
        OverLimit: the person has as many as one may have.
    """
    limit = one.definition.limit
    if limit is None:
        return
    begins = local(row.starts_at)
    window = {"day": f"{begins:%Y-%m-%d}", "month": f"{begins:%Y-%m}"}.get(limit.per, "open")
    key = {"resource_id": one.id, "holder": row.holder, "window": window}
    for _ in range(limit.bookings + SPARE_TRIES):
        used = set(Share.objects.filter(**key).values_list("number", flat=True))
        free = [number for number in range(1, limit.bookings + 1) if number not in used]
        if not free:
            break
        try:
            with transaction.atomic():
                Share.objects.create(**key, number=free[0], booking=row)
        except IntegrityError:
            continue
        return
    raise OverLimit


def new_key(one: Bookable) -> str:
    """Return a fresh key code for the door, or nothing where there is no such lock (暗証番号)."""
    digits = one.definition.key.digits if one.definition.key else 0
    return "".join(str(randbelow(10)) for _ in range(digits))
