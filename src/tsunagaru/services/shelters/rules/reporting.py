"""When a shelter reports (定時報告): every so many minutes of the clock, from its opening on."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")


def next_due(at: datetime, every_min: int) -> datetime:
    """Return the first time to report after a moment (次の報告の時刻).

    Args:
        every_min: counted from midnight in Japan; the last turn of a day may be shorter.
    """
    day = datetime.combine(at.astimezone(JAPAN).date(), time(), JAPAN)
    passed = int((at - day).total_seconds() // 60) // every_min + 1
    following = day + timedelta(minutes=passed * every_min)
    return min(following, day + timedelta(days=1))


def due_until(opened: datetime, until: datetime, every_min: int) -> list[datetime]:
    """Return every time to report since a shelter opened, oldest first (報告の時刻)."""
    found, due = [], next_due(opened, every_min)
    while due <= until:
        found.append(due)
        due = next_due(due, every_min)
    return found
