"""Time at the edges only (時刻): views, tasks and commands read it, the rest is handed it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")


_ahead = timedelta()


def run_ahead(by: timedelta) -> None:
    """Let this process's clock run ahead (見本の時計), so that a demo town is open when looked at.

    Never used for a real town; the composition root sees to that.
    """
    global _ahead  # noqa: PLW0603 - a process has one clock
    _ahead = by


def now() -> datetime:
    """Return the current time, timezone-aware, in UTC."""
    return datetime.now(tz=UTC) + _ahead


def local(at: datetime) -> datetime:
    """Return a moment as clocks in Japan show it (日本時間)."""
    return at.astimezone(JST)


def day_of(at: datetime) -> date:
    """Return the day in Japan on which a moment falls (日本の日付)."""
    return local(at).date()
