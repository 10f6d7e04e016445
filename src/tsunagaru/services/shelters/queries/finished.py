"""Runs of shelters that are over (終わった避難所の記録), for the rules of retention."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from tsunagaru.kernel.clock import local
from tsunagaru.kernel.papers import FinishedPaper
from tsunagaru.services.shelters.models import Run, Setup
from tsunagaru.services.shelters.rules.states import OpeningState

KIND, CODE = "shelter_run", "@shelters"
TITLE, DRILL_TITLE = "避難所の受付の記録", "避難所の受付の記録（訓練）"
DIGITS = 4


def finished_runs() -> QuerySet[Run]:
    """Return the runs whose shelters are all closed and that still say who was there."""
    open_ = Count("openings", filter=~Q(openings__state=OpeningState.CLOSED))
    rows = Run.objects.filter(emptied_at=None)
    rows = rows.annotate(open_count=open_, closed_at=Max("openings__closed_at"))
    return rows.filter(open_count=0, closed_at__isnull=False).order_by("begun_at")


def finished(before: datetime) -> Iterator[FinishedPaper]:
    """Yield what was over before a time, oldest first."""
    for row in finished_runs():
        if _closed_at(row) < before:
            yield _paper(row)


def find(number: str) -> FinishedPaper | None:
    """Return the run of a number that still says who was there, over or not."""
    rows = Run.objects.filter(emptied_at=None).annotate(closed_at=Max("openings__closed_at"))
    return next((_paper(row) for row in rows if number_of(row) == number), None)


def number_of(row: Run) -> str:
    """Return the number of a run (番号): its first day and a few letters."""
    return f"避難所{local(row.begun_at):%Y%m%d}-{row.pk.hex[:DIGITS]}"


def _paper(row: Run) -> FinishedPaper:
    section = Setup.objects.values_list("section", flat=True).first() or ""
    title = DRILL_TITLE if row.drill else TITLE
    return FinishedPaper(row.pk, number_of(row), title, section, _closed_at(row))


def _closed_at(row: Run) -> datetime:
    """Return when the last of its shelters was closed."""
    closed_at: datetime | None = getattr(row, "closed_at", None)
    return closed_at or row.begun_at
