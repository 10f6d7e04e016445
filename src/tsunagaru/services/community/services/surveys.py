"""Surveys of a district (会員アンケート): whoever leads it writes, publishes and closes them."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import (
    SurveyDrafted,
    SurveyDropped,
    SurveyExtended,
    SurveyPublished,
    SurveyReminded,
    SurveySummarised,
    SurveyWithdrawn,
)
from tsunagaru.services.community.models import Survey, SurveyUrn
from tsunagaru.services.community.queries.offices import leads
from tsunagaru.services.community.queries.survey_results import stored
from tsunagaru.services.community.queries.surveys import open_to
from tsunagaru.services.community.rules.surveys import LIFE, Act, Question, State, nothing

KEY_BYTES = 32


class CannotAsk(Exception):
    """This person leads no district with this survey (アンケートを扱えません)."""


class TooLate(Exception):
    """Its last day is over, or not later than before (最後の日が過ぎています)."""


class RemindedBefore(Exception):
    """Those who have not answered were asked once more already (知らせ済みです)."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the head writes of a survey (アンケートの内容), as ``Survey`` describes it."""

    title: str
    why: str
    due_on: date
    anonymous: bool
    questions: tuple[Question, ...]


@transaction.atomic
def draft(district: str, plan: Plan, *, by: Actor, at: datetime) -> UUID:
    """Keep a new survey that nobody else reads yet (下書きを作る).

    Raises:
        CannotAsk

    Publishes:
        SurveyDrafted
    """
    if by.resident is None or not leads(by.resident, district, day_of(at)):
        raise CannotAsk
    row = Survey(district=district, made_by=by.resident, made_at=at)
    _write(row, plan)
    publish(SurveyDrafted(at=at, subject=row.pk))
    note("survey.drafted", row, by, at)
    return row.pk


@transaction.atomic
def change(survey: UUID, plan: Plan, *, by: Actor, at: datetime) -> None:
    """Write a draft anew (下書きを直す).

    Raises:
        CannotAsk, CannotMove
    """
    row = locked(survey, by, at)
    LIFE.move(State(row.state), Act.EDIT)
    _write(row, plan)
    note("survey.changed", row, by, at)


@transaction.atomic
def release(survey: UUID, *, by: Actor, at: datetime) -> None:
    """Ask the households of the district (公開する); from now on the questions stand.

    Raises:
        CannotAsk, CannotMove
        TooLate: its last day is over.

    Publishes:
        SurveyPublished
    """
    row = locked(survey, by, at)
    row.state, row.published_at = LIFE.move(State(row.state), Act.PUBLISH), at
    if row.due_on < day_of(at):
        raise TooLate
    if row.anonymous:
        row.key = secrets.token_hex(KEY_BYTES)
        SurveyUrn.objects.create(survey=row, content=stored(nothing(row.asks), words=True))
    row.save(update_fields=["state", "published_at", "key"])
    publish(SurveyPublished(at=at, subject=row.pk))
    note("survey.published", row, by, at)


@transaction.atomic
def drop(survey: UUID, *, by: Actor, at: datetime) -> None:
    """Give up a draft that nobody has read (取りやめる).

    Raises:
        CannotAsk, CannotMove

    Publishes:
        SurveyDropped
    """
    row = locked(survey, by, at)
    row.state = LIFE.move(State(row.state), Act.DROP)
    row.save(update_fields=["state"])
    publish(SurveyDropped(at=at, subject=row.pk))
    note("survey.dropped", row, by, at)


@transaction.atomic
def extend(survey: UUID, due_on: date, *, by: Actor, at: datetime) -> None:
    """Move the last day to a later one (最後の日を延ばす), as long as it is not over.

    Raises:
        CannotAsk, CannotMove
        TooLate: it is over, or the other day is not later.

    Publishes:
        SurveyExtended
    """
    row = locked(survey, by, at)
    LIFE.move(State(row.state), Act.EXTEND)
    if not open_to(row, at) or due_on <= row.due_on:
        raise TooLate
    row.due_on = due_on
    row.save(update_fields=["due_on"])
    publish(SurveyExtended(at=at, subject=row.pk))
    note("survey.extended", row, by, at)


@transaction.atomic
def remind(survey: UUID, *, by: Actor, at: datetime) -> None:
    """Ask once more who has not answered (もう一度知らせる); once only.

    Raises:
        CannotAsk, CannotMove, RemindedBefore
        TooLate: its last day is over.

    Publishes:
        SurveyReminded
    """
    row = locked(survey, by, at)
    LIFE.move(State(row.state), Act.REMIND)
    if row.reminded_at is not None:
        raise RemindedBefore
    if not open_to(row, at):
        raise TooLate
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    publish(SurveyReminded(at=at, subject=row.pk))
    note("survey.reminded", row, by, at)


@transaction.atomic
def withdraw(survey: UUID, reason: str, *, by: Actor, at: datetime) -> None:
    """Take a survey back with a reason (取り下げる); what was answered is deleted.

    Raises:
        CannotAsk, CannotMove

    Publishes:
        SurveyWithdrawn
    """
    row = locked(survey, by, at)
    row.state, row.because = LIFE.move(State(row.state), Act.WITHDRAW), reason
    row.closed_at, row.emptied_at, row.key = at, at, None
    row.save(update_fields=["state", "because", "closed_at", "emptied_at", "key"])
    for there in (row.answers, row.marks, SurveyUrn.objects.filter(survey=row)):
        there.all().delete()
    publish(SurveyWithdrawn(at=at, subject=row.pk))
    note("survey.withdrawn", row, by, at)


@transaction.atomic
def summarise(survey: UUID, words: str, *, by: Actor, at: datetime) -> None:
    """Write in words what was answered, for everybody of the district (まとめを公開する).

    Raises:
        CannotAsk, CannotMove

    Publishes:
        SurveySummarised
    """
    row = locked(survey, by, at)
    LIFE.move(State(row.state), Act.SUMMARISE)
    row.summary = words
    row.save(update_fields=["summary"])
    publish(SurveySummarised(at=at, subject=row.pk))
    note("survey.summarised", row, by, at)


def locked(survey: UUID, by: Actor, at: datetime) -> Survey:
    """Return a survey for who leads its district, and let nobody else write it meanwhile.

    Raises:
        CannotAsk
    """
    row = rows.first(Survey, lock=True, pk=survey)
    if row is None or not leads(by.resident, row.district, day_of(at)):
        raise CannotAsk
    return row


def note(action: str, row: Survey, by: Actor, at: datetime) -> None:
    """Keep who did what with a survey (監査の記録)."""
    audit(actor=by, action=action, subject=row.pk, at=at, facts={"district": row.district})


def _write(row: Survey, plan: Plan) -> None:
    row.title, row.why, row.due_on = plan.title, plan.why, plan.due_on
    row.anonymous = plan.anonymous
    row.questions = [
        {"kind": one.kind.value, "text": one.text, "choices": list(one.choices)}
        for one in plan.questions
    ]
    row.save()
