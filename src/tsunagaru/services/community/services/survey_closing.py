"""The close of surveys (会員アンケートを締める), and when answers and surveys go (廃棄)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import SurveyClosed
from tsunagaru.services.community.models import Survey, SurveyUrn
from tsunagaru.services.community.queries.survey_results import stored, tallies_of
from tsunagaru.services.community.queries.surveys import progress
from tsunagaru.services.community.rules.surveys import LIFE, Act, State, may_show
from tsunagaru.services.community.services.surveys import locked, note


@transaction.atomic
def close_early(survey: UUID, *, by: Actor, at: datetime) -> None:
    """Close a survey before its last day (早く締める).

    Raises:
        CannotAsk, CannotMove

    Publishes:
        SurveyClosed
    """
    row = locked(survey, by, at)
    _close(row, at)
    note("survey.closed", row, by, at)


@transaction.atomic
def close_due(survey: UUID, *, at: datetime) -> None:
    """Close a survey whose last day is over (締める); closed before, it stays as it is.

    Publishes:
        SurveyClosed
    """
    row = rows.first(Survey, lock=True, pk=survey)
    if row is not None and row.state == State.OPEN:
        _close(row, at)


def _close(row: Survey, at: datetime) -> None:
    """Add up once and for all; of too few answers nothing is kept that could be shown."""
    row.state, row.closed_at = LIFE.move(State(row.state), Act.CLOSE), at
    found = progress(row, day_of(at))
    row.asked, row.households = found.asked, found.answered
    shown = may_show(row.households)
    row.result = stored(tallies_of(row), words=False) if shown else []
    row.key = None
    row.marks.all().delete()
    if not shown:
        SurveyUrn.objects.filter(survey=row).delete()
    row.save(update_fields=["state", "closed_at", "asked", "households", "result", "key"])
    early = "yes" if day_of(at) <= row.due_on else "no"
    publish(SurveyClosed(at=at, subject=row.pk, early=early))


def end_surveys(day: date, keep_days: int, keep_years: int, *, at: datetime) -> None:
    """Close what was due until this day, delete old answers, then old surveys (日締め).

    Args:
        keep_days: so many days after the close the answers are kept; the result stays.
        keep_years: so many fiscal years after that of its last day a survey is kept.

    Publishes:
        SurveyClosed
    """
    over = Survey.objects.filter(state=State.OPEN, due_on__lte=day)
    for survey in list(over.values_list("pk", flat=True)):
        close_due(survey, at=at)
    empty_old(day - timedelta(days=keep_days), at=at)
    first = FiscalYear(FiscalYear.of(day).year - keep_years).start
    Survey.objects.filter(due_on__lt=first).exclude(state=State.OPEN).delete()


@transaction.atomic
def empty_old(last: date, *, at: datetime) -> int:
    """Delete what households answered to surveys closed before a day (答えを消す)."""
    there = Survey.objects.filter(state=State.CLOSED, emptied_at=None)
    found = [
        row
        for row in there.select_for_update(no_key=True)
        if row.closed_at is not None and day_of(row.closed_at) < last
    ]
    for row in found:
        row.matches.all().delete()
        row.answers.all().delete()
        SurveyUrn.objects.filter(survey=row).delete()
        row.emptied_at = at
        row.save(update_fields=["emptied_at"])
    return len(found)
