"""The lottery (抽選): anyone can recompute it from what is published. Pure rules.

Before people apply, the town publishes the SHA-256 of a secret seed. When the period has ended,
the list of application numbers is fixed. The draw orders the applications by
SHA-256(seed | SHA-256(list) | number) and gives each, in this order, what is still free.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256

from tsunagaru.engines.bookings.rules.slots import JST, day_of
from tsunagaru.kernel.calendar import add_months


@dataclass(frozen=True)
class Period:
    """When applications for a month are taken (抽選の受付期間).

    Args:
        months_before: how many months before the month of use.
        from_day: first day of the month, 1-28.
        until_day: last day of the month, 1-28.
    """

    months_before: int
    from_day: int
    until_day: int


class Phase(StrEnum):
    """Where a month of use stands (受付の段階)."""

    BEFORE = "before"
    APPLYING = "applying"
    DRAWING = "drawing"
    OPEN = "open"


def month_of(day: date) -> date:
    """Return the first day of a day's month (利用月)."""
    return day.replace(day=1)


def bounds(period: Period, month: date) -> tuple[datetime, datetime]:
    """Return when applying for a month begins and ends (受付の初めと終わり)."""
    taken = month_of(add_months(month, -period.months_before))
    first = datetime.combine(taken.replace(day=period.from_day), time(0), JST)
    last = datetime.combine(taken.replace(day=period.until_day), time(0), JST)
    return first, last + timedelta(days=1)


def days_applying(period: Period, month: date) -> tuple[date, date]:
    """Return the first and the last day of applying for a month (受付の初日と最終日)."""
    first, end = bounds(period, month)
    return day_of(first), day_of(end - timedelta(days=1))


def phase(period: Period, month: date, at: datetime, *, drawn: bool) -> Phase:
    """Return where a month of use stands; after the draw, first come first served."""
    opens, closes = bounds(period, month)
    if drawn:
        return Phase.OPEN
    if at < opens:
        return Phase.BEFORE
    return Phase.APPLYING if at < closes else Phase.DRAWING


def months_applying(period: Period, at: datetime) -> list[date]:
    """Return the months of use for which applications are taken now."""
    now = month_of(day_of(at))
    months = (month_of(add_months(now, ahead)) for ahead in range(period.months_before + 2))
    return [m for m in months if phase(period, m, at, drawn=False) is Phase.APPLYING]


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def commitment(seed: str) -> str:
    """Return what is published before people apply (約束の値)."""
    return sha256(seed.encode()).hexdigest()


def list_hash(numbers: Iterable[str]) -> str:
    """Return the fingerprint of the list of applications, in order of number (申込一覧の値)."""
    return sha256("\n".join(sorted(numbers)).encode()).hexdigest()


def order(seed: str, numbers: Iterable[str]) -> list[str]:
    """Return the application numbers in the order in which they are served (抽選の順番)."""
    known = list(numbers)
    fixed = list_hash(known)
    return sorted(known, key=lambda n: sha256(f"{seed}|{fixed}|{n}".encode()).hexdigest())
