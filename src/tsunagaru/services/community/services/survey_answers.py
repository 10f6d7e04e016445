"""Households answer a survey (会員アンケートに答える): themselves, or on paper through the head.

Whatever writes an answer holds the survey's row, so that one household has one answer. An answer
without a name is taken apart into the tallies of its questions; that the household answered is
a mark by itself, and nothing that is written says what belongs together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import SurveyAnswerChanged, SurveyAnswered
from tsunagaru.services.community.models import (
    PaperHome,
    PaperHomeLook,
    RosterEntry,
    RosterLook,
    Survey,
    SurveyAnswer,
    SurveyMark,
    SurveyUrn,
)
from tsunagaru.services.community.queries.spellings import written_alike
from tsunagaru.services.community.queries.standings import group_of
from tsunagaru.services.community.queries.survey_results import stored, tallies_of
from tsunagaru.services.community.queries.surveys import (
    Progress,
    mark_of,
    open_to,
    progress,
)
from tsunagaru.services.community.rules.rosters import Field, Viewer, visible
from tsunagaru.services.community.rules.surveys import SECRET, State, Values, Way, add
from tsunagaru.services.community.services.survey_matching import Decided, decide, keep
from tsunagaru.services.community.services.surveys import CannotAsk, locked, note


class CannotAnswer(Exception):
    """This household is not asked there (この世帯は答えられません)."""


class SurveyOver(Exception):
    """The last day is over, or the survey was closed or withdrawn (受付は終わりました)."""


class AnsweredBefore(Exception):
    """This household answered, and it cannot be changed this way (回答済みです)."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """Which household gave the head its answers, and how (紙・電話の回答).

    Args:
        same: which of the households shown as spelled otherwise it is, or ``ANOTHER``.
    """

    name: str
    place: str
    way: Way = Way.PAPER
    same: UUID | None = None


@transaction.atomic
def answer(
    survey: UUID, home: people.HouseholdView, values: Values, *, by: Actor, at: datetime
) -> None:
    """Answer for the own household (答える); with a name, the same again changes nothing.

    Raises:
        CannotAnswer: not a member of a household of the district.
        SurveyOver
        AnsweredBefore: without a name, and the household answered.

    Publishes:
        SurveyAnswered or SurveyAnswerChanged
    """
    row = rows.first(Survey, lock=True, pk=survey)
    if row is None or row.published_at is None:
        raise CannotAnswer
    if by.resident not in home.members or home.district != row.district:
        raise CannotAnswer
    if not open_to(row, at):
        raise SurveyOver
    if row.anonymous:
        _drop_in(row, home.id, values, at)
        return
    group = group_of([home]).get(home.id, "")
    fresh = SurveyAnswer(household=home.id, group=group, way=Way.ONLINE, by=by.resident)
    kept = _keep(row, fresh, values, at)
    audit(actor=by, action="survey.answered", subject=kept.pk, at=at)


@transaction.atomic
def enter(survey: UUID, told: Told, values: Values, *, by: Actor, at: datetime) -> None:
    """Enter what a household answered on paper or by telephone (代わりに入れる).

    With a name, what the head entered before is corrected; what the household sent itself is not.

    Raises:
        CannotAsk, SurveyOver, AnsweredBefore
        MaybeSame: a household spelled otherwise may be this one, and nobody has said.

    Publishes:
        SurveyAnswered or SurveyAnswerChanged; SurveyHomeMatched where the head decided
    """
    row = locked(survey, by, at)
    if not open_to(row, at):
        raise SurveyOver
    found = decide(row, told.name, told.place, told.same, at)
    if row.anonymous:
        alike = mark_of(row, written_alike(row.district, told.name, told.place))
        _drop_in(row, found.home, values, at, alike=alike)
    else:
        _enter(row, told, found, values, by, at)
    note("survey.entered", row, by, at)


def _enter(
    row: Survey, told: Told, found: Decided, values: Values, by: Actor, at: datetime
) -> None:
    before = row.answers.filter(household=found.home).first()
    if before is not None and (before.way == Way.ONLINE or found.same):
        raise AnsweredBefore
    fresh = SurveyAnswer(
        household=found.home, name=told.name, group=found.group, way=told.way, by=by.resident
    )
    kept = _keep(row, fresh, values, at)
    if found.others and by.resident:
        keep(row, kept, found, by=by.resident, at=at)


def _keep(row: Survey, fresh: SurveyAnswer, values: Values, at: datetime) -> SurveyAnswer:
    """Keep an answer with its name, in place of the one before."""
    before = row.answers.filter(household=fresh.household).first()
    given = dict(values)
    if before is not None and before.values == given and before.way == fresh.way:
        return before
    fresh.survey, fresh.values = row, given
    fresh.at, fresh.changed_at = (before.at if before else at), at
    if before is None:
        publish(SurveyAnswered(at=at, subject=row.pk, way=fresh.way))
    else:
        fresh.pk = before.pk
        publish(SurveyAnswerChanged(at=at, subject=row.pk))
    fresh.save(force_insert=before is None, force_update=before is not None)
    return fresh


def _drop_in(
    row: Survey, household: UUID, values: Values, at: datetime, *, alike: str = ""
) -> None:
    """Leave the mark that a household answered, and add what it answered to all the others'."""
    digest = mark_of(row, household)
    if SurveyMark.objects.filter(Q(digest=digest) | Q(alike=digest)).exists():
        raise AnsweredBefore
    SurveyMark.objects.create(digest=digest, survey=row, alike=alike)
    content = stored(add(tallies_of(row), values), words=True)
    SurveyUrn.objects.update_or_create(survey=row, defaults={"content": content})
    publish(SurveyAnswered(at=at, subject=row.pk, way=SECRET))


@dataclass(frozen=True)
class Waiting:
    """A household that has not answered (まだの世帯). ``paper`` is its entry, if it has one."""

    name: str
    paper: UUID | None = None


@dataclass(frozen=True)
class Look:
    """What the head sees of a survey with names (記名の答えの一覧).

    Args:
        waiting: households that have not answered, as far as the head may know their names.
        unnamed: how many others have not.
    """

    answers: Sequence[SurveyAnswer]
    waiting: Sequence[Waiting]
    unnamed: int
    progress: Progress | None


@transaction.atomic
def look(survey: UUID, *, by: Actor, at: datetime) -> Look:
    """Return who answered what, and who did not (答えを見る); kept that somebody looked.

    No list opens that was closed before: those who have not answered are named as far as they
    agreed in the roster, or as the head wrote them.

    Raises:
        CannotAsk: does not lead the district, or there are no names.
    """
    row = locked(survey, by, at)
    if row.anonymous or by.resident is None:
        raise CannotAsk
    note("survey.answers_viewed", row, by, at)
    answers = list(row.answers.all())
    if row.state != State.OPEN:
        return Look(answers, (), 0, None)
    found = progress(row, day_of(at))
    wanted = {one.id for one in found.waiting}
    named = [*_roster(row, wanted, by.resident, at), *_paper(row, wanted, by.resident, at)]
    return Look(answers, named, len(wanted) - len(named), found)


def _roster(row: Survey, wanted: set[UUID], by: UUID, at: datetime) -> list[Waiting]:
    entries = [
        entry
        for entry in RosterEntry.objects.filter(district=row.district)
        if entry.household in wanted
        and entry.name
        and Field.NAME in visible(entry.shares, Viewer.LEADER)
    ]
    RosterLook.objects.bulk_create(
        RosterLook(entry=entry, viewer=Viewer.LEADER, by=by, fields=[Field.NAME.value], at=at)
        for entry in entries
    )
    wanted -= {entry.household for entry in entries}
    return [Waiting(name) for name in sorted(entry.name or "" for entry in entries)]


def _paper(row: Survey, wanted: set[UUID], by: UUID, at: datetime) -> list[Waiting]:
    homes = [
        home
        for home in PaperHome.objects.filter(district=row.district)
        if (home.household or home.pk) in wanted
    ]
    PaperHomeLook.objects.bulk_create(
        PaperHomeLook(home=home, viewer=Viewer.LEADER, by=by, at=at) for home in homes
    )
    found = [Waiting(f"{home.name}（{home.place}）", home.pk) for home in homes]
    return sorted(found, key=lambda one: one.name)
