"""Reads of reports at set times (定時報告の参照)."""

from datetime import datetime, timedelta

from tsunagaru.services.shelters.models import HourReport, Opening
from tsunagaru.services.shelters.queries.sites import setup
from tsunagaru.services.shelters.rules.reporting import due_until, next_due
from tsunagaru.services.shelters.rules.states import OpeningState

EVERY_MIN, LATEST, EARLY = 60, timedelta(days=2), timedelta(minutes=15)


def every_min() -> int:
    """Return how often a shelter reports, in minutes."""
    known = setup()
    return known.report_every_min if known else EVERY_MIN


def grace() -> timedelta:
    """Return how late a report may be."""
    known = setup()
    return timedelta(minutes=known.report_grace_min if known else 0)


def wanted(row: Opening, at: datetime) -> datetime:
    """Return for which time a shelter reports now (報告の時刻).

    The last that is due; shortly before the next, or where none was due yet, the next. Who reports
    once more in between brings the last report up to date.
    """
    due = due_until(max(row.opened_at, at - LATEST), at, every_min())
    following = next_due(at, every_min())
    if not due or (_made(row, due[-1]) and following - at <= EARLY):
        return following
    return due[-1]


def overdue(row: Opening, at: datetime) -> list[datetime]:
    """Return the times for which a report is missing that had to be there (出ていない報告)."""
    if row.state == OpeningState.CLOSED:
        return []
    due = due_until(max(row.opened_at, at - LATEST), at - grace(), every_min())
    made = row.reports.filter(due_at__in=due).exclude(made_at=None)
    there = set(made.values_list("due_at", flat=True))
    return [one for one in due if one not in there]


def is_late(row: Opening, at: datetime) -> bool:
    """Tell whether the newest report that had to be there is missing (報告の遅れ)."""
    due = due_until(max(row.opened_at, at - LATEST), at - grace(), every_min())
    if not due or row.state == OpeningState.CLOSED:
        return False
    return not row.reports.filter(due_at__gte=due[-1]).exclude(made_at=None).exists()


def last_report(row: Opening) -> HourReport | None:
    """Return the newest report of a shelter (最後の報告)."""
    return row.reports.exclude(made_at=None).order_by("-due_at").first()


def _made(row: Opening, due: datetime) -> bool:
    return row.reports.filter(due_at=due).exclude(made_at=None).exists()
