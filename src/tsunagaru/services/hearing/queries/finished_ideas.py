"""Ideas whose round is over (完結したアイデア), for the rules of retention."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet

from tsunagaru.kernel.papers import FinishedPaper
from tsunagaru.services.hearing.models import Idea
from tsunagaru.services.hearing.queries.setups import need_rules, rules

KIND, TITLE = "idea", "アイデア募集の提案"
OVER = Q(round__result_published_at__isnull=False) | Q(round__called_off_at__isnull=False)


def is_finished(idea: Idea) -> bool:
    """Tell whether an idea's round is over and it still says who proposed what (完結)."""
    row = idea.round
    over = row.result_published_at is not None or row.called_off_at is not None
    return over and idea.emptied_at is None


def _rows() -> QuerySet[Idea]:
    return Idea.objects.filter(emptied_at=None).select_related("round")


def finished(before: datetime) -> Iterator[FinishedPaper]:
    """Yield what was over before a time, oldest first."""
    for idea in _rows().filter(OVER).order_by("round__number", "number"):
        if _closed_at(idea) < before:
            yield _paper(idea)


def find(number: str) -> FinishedPaper | None:
    """Return the idea of a number such as ``I3-12``, finished or not."""
    first, _, second = number.removeprefix("I").partition("-")
    if not (number.startswith("I") and first.isdigit() and second.isdigit()):
        return None
    idea = _rows().filter(round__number=int(first), number=int(second)).first()
    return _paper(idea) if idea else None


def _closed_at(idea: Idea) -> datetime:
    row = idea.round
    return row.result_published_at or row.called_off_at or idea.proposed_at


def _paper(idea: Idea) -> FinishedPaper:
    found = rules()
    section = need_rules().section if found else ""
    number = f"I{idea.round.number}-{idea.number}"
    return FinishedPaper(idea.pk, number, TITLE, section, _closed_at(idea))
