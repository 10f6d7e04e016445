"""The town's answers to ideas (アイデアへの回答): one writes, a second person approves."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.hearing.events import IdeaAnswered
from tsunagaru.services.hearing.models import Idea, IdeaRound
from tsunagaru.services.hearing.queries.rounds import approves, result_writers, without_answer
from tsunagaru.services.hearing.rules.rounds import Answer, IdeaState, Phase
from tsunagaru.services.hearing.services.listing import of_desk, refresh_search
from tsunagaru.services.hearing.services.rounds import (
    NOT_NOW,
    NOT_YOURS,
    CannotRun,
    at_desk,
    locked,
    need_phase,
    note,
)

UNANSWERED = "回答のないアイデアがあります。すべてに回答を書いてください。"
UNCHECKED = "確認待ちのアイデアが残っています。理由を書いて「載せない」にしてください。"
NO_RESULT = "結果のまとめを書いてください。"
OWN_RESULT = "ご自分が回答やまとめを書いたか、承認を求めた結果は公開できません。"
NOT_LISTED = "載っているアイデアだけに回答します。"


@transaction.atomic
def answer_idea(idea_id: UUID, answer: Answer, reason: str, *, by: Actor, at: datetime) -> None:
    """Write the town's answer to an idea, after the count (回答を書く). Nobody reads it yet.

    Raises:
        CannotRun

    Publishes:
        IdeaRoundHandled
    """
    idea = of_desk(idea_id, by)
    row = idea.round
    need_phase(row, at, Phase.ANSWERING)
    if idea.state != IdeaState.LISTED:
        raise CannotRun(NOT_LISTED)
    idea.answer, idea.reason, idea.answered_by = answer, reason, by.staff
    idea.save()
    _changed(row)
    audit(actor=by, action="idea.answered", subject=idea.pk, at=at)
    note(row, "idea_round.answering", by=by, at=at)


@transaction.atomic
def write_result(round_id: UUID, text: str, *, by: Actor, at: datetime) -> None:
    """Write what the town says to the whole (結果のまとめを書く).

    Raises:
        CannotRun

    Publishes:
        IdeaRoundHandled
    """
    row = at_desk(round_id, by)
    need_phase(row, at, Phase.ANSWERING)
    row.result, row.result_by = text, by.staff
    _changed(row)
    note(row, "idea_round.answering", by=by, at=at)


def _changed(row: IdeaRound) -> None:
    """Let nobody approve what was changed since it was asked for."""
    row.result_asked_by = row.result_asked_at = None
    row.save()


@transaction.atomic
def ask_result(round_id: UUID, *, by: Actor, at: datetime) -> None:
    """Ask another member of staff to publish the answers (結果の承認を求める).

    Raises:
        CannotRun: something is not answered, not checked or not written yet.

    Publishes:
        IdeaRoundHandled
    """
    row = at_desk(round_id, by)
    need_phase(row, at, Phase.ANSWERING)
    _check(row)
    row.result_asked_by, row.result_asked_at = by.staff, at
    row.save()
    note(row, "idea_round.result_asked", by=by, at=at)


def _check(row: IdeaRound) -> None:
    if row.ideas.filter(state=IdeaState.RECEIVED).exists():
        raise CannotRun(UNCHECKED)
    if without_answer(row).exists():
        raise CannotRun(UNANSWERED)
    if not row.result:
        raise CannotRun(NO_RESULT)


@transaction.atomic
def give_result_back(round_id: UUID, *, by: Actor, at: datetime) -> None:
    """Give the answers back to the desk (差し戻す).

    Raises:
        CannotRun

    Publishes:
        IdeaRoundHandled
    """
    row = _approvable(round_id, by, at)
    _changed(row)
    note(row, "idea_round.result_returned", by=by, at=at)


@transaction.atomic
def publish_result(round_id: UUID, *, by: Actor, at: datetime) -> None:
    """Publish the answers to all ideas (結果を公開する); their authors are told.

    Raises:
        CannotRun: nobody asked, or this person wrote some of it or approves nothing.

    Publishes:
        IdeaAnswered for each idea; IdeaRoundHandled
    """
    row = _approvable(round_id, by, at)
    if by.staff in result_writers(row):
        raise CannotRun(OWN_RESULT)
    _check(row)
    row.result_published_by, row.result_published_at = by.staff, at
    row.save()
    for idea in Idea.objects.filter(round=row, state=IdeaState.LISTED).order_by("number"):
        publish(IdeaAnswered(at=at, subject=idea.pk, answer=idea.answer))
    refresh_search(row)
    note(row, "idea_round.result_published", by=by, at=at)


def _approvable(round_id: UUID, by: Actor, at: datetime) -> IdeaRound:
    row = locked(round_id)
    need_phase(row, at, Phase.ANSWERING)
    if row.result_asked_at is None:
        raise CannotRun(NOT_NOW)
    if not approves(by, at):
        raise CannotRun(NOT_YOURS)
    return row
