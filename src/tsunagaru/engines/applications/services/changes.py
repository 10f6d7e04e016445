"""What happens after submission (受付後): correction, withdrawal, decision."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.events import (
    ApplicationCompleted,
    ApplicationCorrected,
    ApplicationEnded,
)
from tsunagaru.engines.applications.models import AnswerVersion, Application
from tsunagaru.engines.applications.queries.charges import over_of
from tsunagaru.engines.applications.queries.fees import fee_yen
from tsunagaru.engines.applications.queries.procedures import CannotFind, Form, form_of
from tsunagaru.engines.applications.rules.paying import STOPPED
from tsunagaru.engines.applications.services.drafts import facts_of
from tsunagaru.engines.applications.services.paying import settle_correction, settle_end
from tsunagaru.engines.applications.services.visiting import release_visits
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import Channel

NewFiles = Mapping[str, Sequence[Mapping[str, object]]]


@transaction.atomic
def correct(
    application: UUID,
    raw: Mapping[str, list[str]],
    *,
    by: Actor,
    language: str,
    at: datetime,
    files: NewFiles | None = None,
) -> Sequence[questionnaires.FieldProblem]:
    """Answer a request for correction (補正する): the field that was asked for, and no other.

    Returns:
        What is wrong with the new answer; empty when it was taken.

    Raises:
        CannotFind: no correction is asked for.

    Publishes:
        ApplicationCorrected (and the case's own CaseCorrected)
    """
    row = take(application)
    asked = cases.open_correction(row.case)
    if asked is None:
        raise CannotFind(str(application))
    form, field = form_of(row.version_id), asked.field
    page = page_of(form, field)
    group = field.partition("-")[0]
    filled = questionnaires.fill_page(
        form.questionnaire,
        page,
        only(form, row, raw, field),
        row.answers,
        language=language,
        today=day_of(row.submitted_at),
        files={name: sent for name, sent in (files or {}).items() if belongs(name, field)},
    )
    problems = [problem for problem in filled.errors if belongs(problem.field, group)]
    if not problems:
        _keep_correction(row, field, filled.answers.get(group), by, at)
    return problems


def belongs(name: str, field: str) -> bool:
    """Tell whether a posted name belongs to a field, or to an entry of a group (項目の部分)."""
    return name == field or name.startswith(f"{field}-")


def only(
    form: Form, row: Application, raw: Mapping[str, list[str]], field: str
) -> dict[str, list[str]]:
    """Return what was posted for one field or entry; everything else is left as it was."""
    mine = {name: values for name, values in raw.items() if belongs(name, field)}
    group, _, number = field.partition("-")
    placed = form.questionnaire.by_code.get(group)
    if not isinstance(placed and placed[1], questionnaires.GroupField):
        return {**mine, questionnaires.SHOWN: [field]}
    shown = [one for one in raw.get(questionnaires.SHOWN, ()) if belongs(one, group)]
    if not number or placed is None or not isinstance(placed[1], questionnaires.GroupField):
        return {**mine, questionnaires.SHOWN: [field, *shown]}
    kept = questionnaires.write_entries(placed[1], row.answers.get(group))
    others = {name: values for name, values in kept.items() if not name.startswith(f"{field}-")}
    return {**others, **mine, questionnaires.SHOWN: [group, *shown]}


def _keep_correction(row: Application, field: str, after: object, by: Actor, at: datetime) -> None:
    group = field.partition("-")[0]
    AnswerVersion.objects.create(
        application=row,
        number=row.corrections.count() + 1,
        field=field,
        before=row.answers.get(group),
        after=after,
        channel=Channel.COUNTER if by.is_staff else Channel.ONLINE,
        staff=by.staff,
        at=at,
    )
    row.answers = {**row.answers, group: after}
    row.fee_yen = fee_yen(form_of(row.version_id), row.answers, day_of(row.submitted_at))
    row.state = rules.State.RECEIVED
    row.save(update_fields=["answers", "fee_yen", "state"])
    cases.answer_correction(row.case, at=at)
    settle_correction(row, by, at)
    publish(ApplicationCorrected(at=at, subject=row.pk, procedure=row.procedure, **facts_of(row)))


def page_of(form: Form, field: str) -> str:
    """Return the page on which a field stands.

    Raises:
        CannotFind: the form has no such field.
    """
    placed = form.questionnaire.by_code.get(field.partition("-")[0])
    if placed is None:
        raise CannotFind(field)
    return placed[0].code


@transaction.atomic
def withdraw(application: UUID, *, by: Actor, at: datetime) -> None:
    """Take an application back (取り下げる) as long as it is not decided.

    Raises:
        cases.CannotMove: it is decided or withdrawn already.

    Publishes:
        ApplicationEnded (and the case's own CaseWithdrawn)
    """
    row = take(application)
    cases.withdraw(row.case, at=at, by=by)
    _end(row, rules.State.WITHDRAWN, rules.State.WITHDRAWN, at)


@transaction.atomic
def end(case: UUID, *, outcome: str, at: datetime) -> None:
    """Note that the town decided, or that the case was withdrawn by staff (終了を記録する).

    Safe to repeat: an application ends once.

    Args:
        outcome: code of the decision, or ``withdrawn``.

    Publishes:
        ApplicationEnded, and ApplicationCompleted when the service did what it is there for
    """
    row = rows.first(Application, lock=True, case=case, ended_at=None)
    if row is not None:
        withdrawn = outcome == rules.State.WITHDRAWN
        _end(row, rules.State.WITHDRAWN if withdrawn else rules.State.DECIDED, outcome, at)


@transaction.atomic
def note_correction(case: UUID) -> UUID | None:
    """Note that a correction is asked for (補正待ちにする), and return the application."""
    row = rows.first(Application, lock=True, case=case, ended_at=None)
    if row is None:
        return None
    row.state = rules.State.CORRECTING
    row.save(update_fields=["state"])
    return row.pk


def take(application: UUID) -> Application:
    """Lock an application with its version."""
    rows = Application.objects.select_for_update(no_key=True)
    return rows.get(pk=application)


def _end(row: Application, state: rules.State, outcome: str, at: datetime) -> None:
    row.state, row.outcome, row.ended_at = state, outcome, at
    rows.change(row, "state", "outcome", "ended_at")
    definition = form_of(row.version_id).definition
    known = definition.outcome(outcome)
    fulfilled = state is rules.State.DECIDED and (known is None or known.ok)
    publish(
        ApplicationEnded(
            at=at,
            subject=row.pk,
            procedure=row.procedure,
            outcome=outcome,
            outcome_ok="yes" if fulfilled else "no",
            days=max(0, (day_of(at) - day_of(row.submitted_at)).days),
            **facts_of(row),
        )
    )
    settle_end(row, at)
    if over_of(row) in STOPPED:
        release_visits(row, at)
    if fulfilled:
        publish(
            ApplicationCompleted(
                at=at,
                subject=row.pk,
                procedure=row.procedure,
                field=definition.field,
                **facts_of(row),
            )
        )
