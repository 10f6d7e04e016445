"""Idea rounds as the search finds them (検索対象)."""

from collections.abc import Iterable

from django.urls import reverse

from tsunagaru.kernel.offers import SearchDocument
from tsunagaru.services.hearing.models import IdeaRound
from tsunagaru.services.hearing.queries.rounds import published_rounds
from tsunagaru.services.hearing.rules.rounds import IdeaState

KIND = "idea_round"


def round_document(row: IdeaRound) -> SearchDocument:
    """Return a round with its listed ideas as the search finds it."""
    ideas = row.ideas.filter(state=IdeaState.LISTED).order_by("number")
    words = [f"{one.title}\n{one.text}\n{one.reason if _answered(row) else ''}" for one in ideas]
    return SearchDocument(
        kind=KIND,
        ref=str(row.number),
        title=row.title,
        url=reverse("hearing:round", args=[row.number]),
        body="\n".join([row.about, row.result if _answered(row) else "", *words]),
        keywords="アイデア募集 投票",
    )


def _answered(row: IdeaRound) -> bool:
    return row.result_published_at is not None


def documents() -> Iterable[SearchDocument]:
    """Yield every public round."""
    return map(round_document, published_rounds())
