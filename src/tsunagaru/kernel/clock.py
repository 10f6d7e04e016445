"""Time at the edges only (時刻): views, tasks and commands read it, the rest is handed it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")


def now() -> datetime:
    """Return the current time, timezone-aware, in UTC."""
    return datetime.now(tz=UTC)


def local(at: datetime) -> datetime:
    """Return a moment as clocks in Japan show it (日本時間)."""
    return at.astimezone(JST)


def day_of(at: datetime) -> date:
    """Return the day in Japan on which a moment falls (日本の日付)."""
    return local(at).date()
