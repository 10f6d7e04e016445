"""Which moments of the clock are still to be published (時報の規則)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")
APRIL = 4


def midnight(day: date) -> datetime:
    """Return the first moment of a day in Japan (0時)."""
    return datetime.combine(day, time(), tzinfo=JST)


def last_hour(at: datetime) -> datetime:
    """Return the last full hour (直前の正時)."""
    return at.replace(minute=0, second=0, microsecond=0)


def days_to_end(last: date | None, today: date) -> list[date]:
    """Return the days that have ended since the last one published (未処理の日).

    Args:
        last: the last day published, or None at the very first start: then nothing is made up.
        today: the day now, which has not ended.
    """
    if last is None:
        return []
    count = (today - last).days - 1
    return [last + timedelta(days=n) for n in range(1, count + 1)]


def fiscal_year_ended_by(day: date) -> int | None:
    """Return the fiscal year that ended with this day, if one did (終わった年度)."""
    following = day + timedelta(days=1)
    return following.year - 1 if (following.month, following.day) == (APRIL, 1) else None
