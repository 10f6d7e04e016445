"""Idea rounds (アイデア募集): prepared by the desk, published by a second person, or called off."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.search import api as search
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.hearing.events import IdeaRoundHandled
from tsunagaru.services.hearing.models import IdeaRound, Setup, Tally
from tsunagaru.services.hearing.queries.found import round_document
from tsunagaru.services.hearing.queries.rounds import approves, publishers_barred, runs
from tsunagaru.services.hearing.queries.setups import idea_rules
from tsunagaru.services.hearing.rules.rounds import COUNTED, Days, Phase

KEY_BYTES = 32


class CannotRun(Exception):
    """It cannot be done with this round, or not now (この募集ではできません).

    Args:
        sentence: why, for whoever asked.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


NOT_YOURS = "この操作をする権限がありません。"
NOT_NOW = "今の段階では、この操作はできません。"
OWN = "ご自分が準備したか承認を求めた募集は、公開できません。別の方が公開してください。"
NO_RULES = "町フォルダのhearing.yamlに、アイデア募集の決まり（ideas）がありません。"
WRONG_DAYS = "募集の期間と投票の期間は重ならないように、順に決めてください。"
TOO_LATE = "募集の最終日が過ぎています。期間を直して、もう一度承認を求めてください。"


@dataclass(frozen=True)
class Plan:
    """What a round is about, and when (募集の内容)."""

    title: str
    about: str
    initiatives: tuple[int, ...]
    days: Days


def locked(round_id: UUID) -> IdeaRound:
    """Return a round's row, locked until the transaction ends: acts on a round queue up."""
    return IdeaRound.objects.select_for_update(no_key=True).get(pk=round_id)


def at_desk(round_id: UUID, by: Actor) -> IdeaRound:
    """Return a round's row, locked, for somebody who runs rounds.

    Raises:
        CannotRun: this person does not.
    """
    row = locked(round_id)
    need_desk(by)
    return row


def need_desk(by: Actor) -> UUID:
    """Return who of the desk acts.

    Raises:
        CannotRun: nobody of the desk.
    """
    if by.staff is None or not runs(by):
        raise CannotRun(NOT_YOURS)
    return by.staff


def need_phase(row: IdeaRound, at: datetime, *phases: Phase) -> None:
    """Refuse what is not done in the round's phase.

    Raises:
        CannotRun: it stands elsewhere.
    """
    if row.phase(day_of(at)) not in phases:
        raise CannotRun(NOT_NOW)


def note(row: IdeaRound, action: str, *, by: Actor, at: datetime) -> None:
    """Publish and audit what was done with a round.

    Publishes:
        IdeaRoundHandled
    """
    publish(IdeaRoundHandled(at=at, subject=row.pk, act=action.partition(".")[2]))
    audit(actor=by, action=action, subject=row.pk, at=at)


@transaction.atomic
def prepare(round_id: UUID | None, plan: Plan, *, by: Actor, at: datetime) -> UUID:
    """Write a round down, or anew as long as it is not public (準備する).

    Raises:
        CannotRun

    Publishes:
        IdeaRoundHandled
    """
    rules, staff = idea_rules(), need_desk(by)
    if rules is None:
        raise CannotRun(NO_RULES)
    if not plan.days.in_order:
        raise CannotRun(WRONG_DAYS)
    row = locked(round_id) if round_id else _new()
    if row.published_at is not None or row.called_off_at is not None:
        raise CannotRun(NOT_NOW)
    row.title, row.about, row.initiatives = plan.title, plan.about, sorted(set(plan.initiatives))
    row.supports, row.least_age = rules.supports, rules.least_age
    row.ideas_from, row.ideas_until = plan.days.ideas_from, plan.days.ideas_until
    row.votes_from, row.votes_until = plan.days.votes_from, plan.days.votes_until
    row.prepared_by, row.prepared_at = staff, at
    row.asked_by = row.asked_at = None
    row.save()
    note(row, "idea_round.prepared", by=by, at=at)
    return row.pk


def _new() -> IdeaRound:
    Setup.objects.select_for_update(no_key=True).first()  # they are numbered
    last = IdeaRound.objects.aggregate(n=Max("number"))["n"] or 0
    return IdeaRound(number=last + 1)


@transaction.atomic
def ask(round_id: UUID, *, by: Actor, at: datetime) -> None:
    """Ask another member of staff to publish it (公開の承認を求める).

    Raises:
        CannotRun

    Publishes:
        IdeaRoundHandled
    """
    row = at_desk(round_id, by)
    need_phase(row, at, Phase.DRAFT)
    row.asked_by, row.asked_at = by.staff, at
    row.save()
    note(row, "idea_round.asked", by=by, at=at)


@transaction.atomic
def publish_round(round_id: UUID, *, by: Actor, at: datetime) -> None:
    """Let everybody see it (公開する); the key of its votes is drawn here.

    Raises:
        CannotRun: nobody asked, this person prepared it or approves nothing, or it is too late.

    Publishes:
        IdeaRoundHandled
    """
    row = locked(round_id)
    need_phase(row, at, Phase.DRAFT)
    if row.asked_at is None:
        raise CannotRun(NOT_NOW)
    if not approves(by, at):
        raise CannotRun(NOT_YOURS)
    if by.staff in publishers_barred(row):
        raise CannotRun(OWN)
    if row.ideas_until < day_of(at):
        raise CannotRun(TOO_LATE)
    row.published_by, row.published_at = by.staff, at
    row.key = secrets.token_hex(KEY_BYTES)
    row.save()
    search.index([round_document(row)])
    note(row, "idea_round.published", by=by, at=at)


@transaction.atomic
def call_off(round_id: UUID, *, by: Actor, at: datetime) -> None:
    """Call a round off before its votes are counted (中止する); votes are destroyed, uncounted.

    Raises:
        CannotRun: this person neither runs nor approves rounds, or it was counted already. What
            is public is called off by an approver.

    Publishes:
        IdeaRoundHandled
    """
    row = locked(round_id)
    allowed = approves(by, at) or (row.published_at is None and runs(by))
    if not allowed:
        raise CannotRun(NOT_YOURS)
    if row.phase(day_of(at)) in {*COUNTED, Phase.CALLED_OFF}:
        raise CannotRun(NOT_NOW)
    row.called_off_at = at
    destroy_votes(row)
    row.save()
    Tally.objects.filter(idea__round=row).delete()
    note(row, "idea_round.called_off", by=by, at=at)


def destroy_votes(row: IdeaRound) -> None:
    """Destroy what could lead to a voter (印・投票券・鍵の破棄); the caller saves the row."""
    row.marks.all().delete()
    row.slips.all().delete()
    row.key = None
