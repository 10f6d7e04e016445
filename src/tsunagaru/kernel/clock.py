"""Time at the edges only (時刻): views, tasks and commands read it, the rest is handed it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")


_ahead = timedelta()


def run_ahead(by: timedelta) -> None:
    """Let this process's clock run ahead (見本の時計), so that a demo town is open when looked at.

    Never used for a real town; the composition root sees to that.
    """
    global _ahead  # noqa: PLW0603 - a process has one clock
    _ahead = by


def ahead() -> timedelta:
    """Return how far this process's clock runs ahead (見本の時計の進み); nothing in a real town."""
    return _ahead


def now() -> datetime:
    """Return the current time, timezone-aware, in UTC."""
    return datetime.now(tz=UTC) + _ahead


def local(at: datetime) -> datetime:
    """Return a moment as clocks in Japan show it (日本時間)."""
    return at.astimezone(JST)


def day_of(at: datetime) -> date:
    """Return the day in Japan on which a moment falls (日本の日付)."""
    return local(at).date()


def end_of_day(at: datetime, *, days: int = 0) -> datetime:
    """Return the last moment, in Japan, of the day some days after a moment (期限の日の終わり).

    What is good until a day is good for all of it, since pages and letters name no hour.
    """
    return datetime.combine(day_of(at) + timedelta(days=days), time.max, JST)
