"""Proposing ideas (アイデアの提案), and taking one's own back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.hearing.events import IdeaHandled, IdeaProposed
from tsunagaru.services.hearing.models import Idea, IdeaRound
from tsunagaru.services.hearing.queries.rounds import standing
from tsunagaru.services.hearing.rules.rounds import (
    BEFORE_VOTES,
    IDEA_LIFE,
    IdeaAct,
    IdeaState,
    Phase,
)
from tsunagaru.services.hearing.rules.standing import Bar
from tsunagaru.services.hearing.rules.states import Source
from tsunagaru.services.hearing.services.listing import refresh_search, restore_alike
from tsunagaru.services.hearing.services.rounds import NOT_YOURS, CannotRun, locked, need_phase


class CannotTakePart(Exception):
    """This resident may neither propose nor vote here (参加できません).

    Args:
        bar: why.
    """

    def __init__(self, bar: Bar) -> None:
        super().__init__(bar)
        self.bar = bar


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What somebody proposes (提案の内容).

    Args:
        contact: how to tell somebody without an account, where a clerk wrote it down.
    """

    title: str
    text: str
    source: Source = Source.ONLINE
    contact: str = ""


def admit_resident(row: IdeaRound, resident: UUID, at: datetime) -> None:
    """Refuse who may not take part.

    Raises:
        CannotTakePart
    """
    bar = standing(row, resident, at)
    if bar is not None:
        raise CannotTakePart(bar)


@transaction.atomic
def propose(round_id: UUID, proposal: Proposal, *, resident: UUID, at: datetime) -> UUID:
    """Take in a resident's idea (提案する).

    Raises:
        CannotRun: ideas are not taken now.
        CannotTakePart

    Publishes:
        IdeaProposed
    """
    row = locked(round_id)
    need_phase(row, at, Phase.COLLECTING)
    admit_resident(row, resident, at)
    return _add(row, proposal, at, resident=resident).pk


@transaction.atomic
def enter(round_id: UUID, proposal: Proposal, *, by: Actor, at: datetime) -> UUID:
    """Write an idea down for somebody (代わりに入力する); until votes begin, for letters take days.

    Raises:
        CannotRun

    Publishes:
        IdeaProposed
    """
    if by.staff is None:
        raise CannotRun(NOT_YOURS)
    row = locked(round_id)
    need_phase(row, at, Phase.COLLECTING, Phase.CHECKING)
    idea = _add(row, proposal, at, entered_by=by.staff)
    audit(actor=by, action="idea.entered", subject=idea.pk, at=at)
    return idea.pk


def _add(
    row: IdeaRound,
    proposal: Proposal,
    at: datetime,
    *,
    resident: UUID | None = None,
    entered_by: UUID | None = None,
) -> Idea:
    last = row.ideas.aggregate(n=Max("number"))["n"] or 0
    idea = Idea.objects.create(
        round=row,
        number=last + 1,
        channel=proposal.source,
        resident=resident,
        entered_by=entered_by,
        said={"title": proposal.title, "text": proposal.text},
        contact=proposal.contact or None,
        proposed_at=at,
    )
    publish(IdeaProposed(at=at, subject=idea.pk, channel=proposal.source))
    return idea


@transaction.atomic
def withdraw_idea(idea_id: UUID, *, resident: UUID, at: datetime) -> None:
    """Let its author take an idea back until votes begin (取り下げる).

    Raises:
        Idea.DoesNotExist: it is somebody else's.
        CannotRun: votes have begun.
        CannotMoveIdea: it is over.

    Publishes:
        IdeaHandled; for what was joined to it as well
    """
    found = Idea.objects.get(pk=idea_id, resident=resident)
    row = locked(found.round_id)
    need_phase(row, at, *BEFORE_VOTES)
    take_back(Idea.objects.get(pk=idea_id), at=at)
    refresh_search(row)


def take_back(idea: Idea, *, at: datetime) -> None:
    """Withdraw an idea; what was joined to it goes back to the desk.

    Raises:
        CannotMoveIdea

    Publishes:
        IdeaHandled
    """
    idea.state = IDEA_LIFE.move(IdeaState(idea.state), IdeaAct.WITHDRAW)
    idea.main = None
    idea.save()
    restore_alike(idea, at=at)
    publish(IdeaHandled(at=at, subject=idea.pk, act="withdrawn"))
