"""Inquiries that are over (完結した広聴), for the rules of retention."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max

from tsunagaru.kernel.papers import FinishedPaper
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.rules.states import ENDED

KIND, CODE, TITLE = "inquiry", "@hearing", "広聴（意見・質問・要望）"


def is_finished(row: Inquiry) -> bool:
    """Tell whether an inquiry is over and still says something (完結)."""
    return row.state in ENDED and row.emptied_at is None


def finished(before: datetime) -> Iterator[FinishedPaper]:
    """Yield what was over before a time, oldest first."""
    rows = Inquiry.objects.filter(state__in=ENDED, emptied_at=None)
    for row in rows.annotate(last=Max("traces__at")).order_by("received_at"):
        closed_at = _closed_at(row)
        if closed_at < before:
            yield _paper(row, closed_at)


def find(number: str) -> FinishedPaper | None:
    """Return the inquiry of a number that still says something, finished or not."""
    rows = Inquiry.objects.filter(number=number, emptied_at=None)
    row = rows.annotate(last=Max("traces__at")).first()
    return _paper(row, _closed_at(row)) if row else None


def _closed_at(row: Inquiry) -> datetime:
    """Return when the last thing happened: an answer, a withdrawal, or being put aside."""
    last: datetime | None = getattr(row, "last", None)
    return max(one for one in (row.received_at, row.answered_at, last) if one is not None)


def _paper(row: Inquiry, closed_at: datetime) -> FinishedPaper:
    return FinishedPaper(row.pk, row.number, TITLE, row.section, closed_at)
