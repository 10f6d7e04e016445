"""Export and erasure of a resident's ideas (開示と消去)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.offers import Erasure
from tsunagaru.services.hearing.models import Idea
from tsunagaru.services.hearing.queries.rounds import ideas_of
from tsunagaru.services.hearing.rules.rounds import BEFORE_VOTES, IDEA_LIFE, IdeaAct, IdeaState
from tsunagaru.services.hearing.services.emptying import empty_idea
from tsunagaru.services.hearing.services.listing import refresh_search
from tsunagaru.services.hearing.services.proposing import take_back
from tsunagaru.services.hearing.services.rounds import locked

NO_VOTES = (
    "投票は秘密です。だれがどのアイデアを選んだかは記録がないため、開示も消去もできません。"
    "投票したという印は、集計のときにすべて捨てます。"
)


def export_ideas(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return what a resident proposed, and why no vote can be told."""
    ideas = [_one(idea) for idea in ideas_of(resident)]
    return {"ideas": ideas, "votes": NO_VOTES}


def _one(idea: Idea) -> dict[str, Any]:
    shown = idea.main or idea
    answered = idea.round.result_published_at is not None
    return {
        "round": idea.round.title,
        "number": idea.number,
        "state": idea.state,
        "proposed_at": idea.proposed_at.isoformat(),
        "said": idea.said or {},
        "public": {"title": idea.title, "text": idea.text},
        "aside": idea.aside,
        "answer": shown.answer_name if answered else "",
        "reason": shown.reason if answered else "",
    }


@transaction.atomic
def erase_ideas(resident: UUID, at: datetime) -> Erasure:
    """Empty what a resident proposed: withdrawn where votes have not begun, else without words."""
    erased = 0
    for found in Idea.objects.filter(resident=resident).order_by("round_id", "number"):
        row = locked(found.round_id)
        idea = Idea.objects.select_related("round").get(pk=found.pk)
        early = row.phase(day_of(at)) in BEFORE_VOTES
        if early and IdeaAct.WITHDRAW in IDEA_LIFE.allowed(IdeaState(idea.state)):
            take_back(idea, at=at)
        empty_idea(idea, at=at, words=True)
        refresh_search(row)
        erased += 1
    return Erasure(erased=erased)
