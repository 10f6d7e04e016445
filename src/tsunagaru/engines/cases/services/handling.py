"""Handling a case (案件の処理): assignment, notes, correction, decision, withdrawal."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.cases.events import (
    CaseAssigned,
    CaseCorrected,
    CaseDecided,
    CaseWithdrawn,
    CorrectionRequested,
)
from tsunagaru.engines.cases.models import Case, Correction, Decision
from tsunagaru.engines.cases.rules import Act, CannotChangeDisposed, check_reason
from tsunagaru.engines.cases.services.recording import check_bars, facts_of, note, take
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.places.api import calendar
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of


@transaction.atomic
def assign(case: UUID, *, to: UUID, to_name: str, by: Actor, at: datetime) -> None:
    """Make a member of staff responsible for a case (担当者を決める).

    Raises:
        CannotMove: the case is closed.

    Publishes:
        CaseAssigned
    """
    row = take(case, Act.ASSIGN)
    row.assignee, row.assignee_name = to, to_name
    row.save(update_fields=["state", "assignee", "assignee_name"])
    note(row, kind="assigned", at=at, by=by, text=to_name)
    publish(CaseAssigned(at=at, subject=row.pk, **facts_of(row)))


@transaction.atomic
def add_note(case: UUID, *, text: str, by: Actor, at: datetime) -> None:
    """Write a note for colleagues; the applicant never sees it (メモを残す).

    Raises:
        CannotChangeDisposed: its period of retention is over, and it was disposed of.
    """
    row = Case.objects.select_for_update().get(pk=case)
    if row.disposed_at is not None:
        raise CannotChangeDisposed
    note(row, kind="note", at=at, by=by, text=text)


@transaction.atomic
def request_correction(
    case: UUID, *, field: str, label: str, message: str, by: Actor, at: datetime
) -> None:
    """Ask the applicant to correct one field; the period stands still meanwhile (補正を求める).

    Raises:
        CannotMove: the case is closed or already waits for a correction.

    Publishes:
        CorrectionRequested

    Source:
        行政手続法 第7条; the time of a correction is not part of the standard period.
    """
    row = take(case, Act.REQUEST_CORRECTION)
    row.paused_on = day_of(at)
    row.save(update_fields=["state", "paused_on"])
    Correction.objects.create(
        case=row,
        field=field,
        label=label,
        message=message,
        requested_at=at,
        by=by.staff,
        by_name=by.name,
    )
    note(row, kind="correction_requested", at=at, by=by, text=label)
    publish(CorrectionRequested(at=at, subject=row.pk, **facts_of(row)))


@transaction.atomic
def answer_correction(case: UUID, *, at: datetime) -> None:
    """Go on after the applicant corrected the field (補正を受け付ける).

    Raises:
        CannotMove: the case waits for no correction.

    Publishes:
        CaseCorrected
    """
    row = take(case, Act.CORRECT)
    _resume(row, at)
    row.corrections.filter(answered_at=None, cancelled_at=None).update(answered_at=at)
    note(row, kind="corrected", at=at)
    publish(CaseCorrected(at=at, subject=row.pk, **facts_of(row)))


@transaction.atomic
def cancel_correction(case: UUID, *, by: Actor, at: datetime) -> None:
    """Take back a request for correction (補正の求めを取り消す).

    Raises:
        CannotMove: the case waits for no correction.
    """
    row = take(case, Act.CANCEL_CORRECTION)
    _resume(row, at)
    row.corrections.filter(answered_at=None, cancelled_at=None).update(cancelled_at=at)
    note(row, kind="correction_cancelled", at=at, by=by)
    publish(CaseAssigned(at=at, subject=row.pk, **facts_of(row)))


def _resume(row: Case, at: datetime) -> None:
    """Let the period run on: the due day moves by the open days of the pause."""
    if row.paused_on:
        office = calendar()
        paused = office.count_open_days(row.paused_on, day_of(at))
        row.due_on = office.add_open_days(row.due_on, paused)
    row.paused_on = None
    row.save(update_fields=["state", "due_on", "paused_on"])


@transaction.atomic
def decide(case: UUID, *, outcome: str, label: str, reason: str, by: Actor, at: datetime) -> None:
    """Decide a case, once; only ``granted`` needs no reason (処分・決定をする).

    Raises:
        CannotMove: the case is closed, or waits for a correction.
        CannotDecideWithoutReason: a refusal lacks its reason.
        CannotDecideYet: something else must come first, such as the payment of the fee.

    Publishes:
        CaseDecided

    Source:
        行政手続法 第8条 (statement of reasons), 行政不服審査法 第82条 (教示).
    """
    check_reason(outcome, reason)
    row = take(case, Act.DECIDE)
    check_bars(row, outcome)
    on_time = day_of(at) <= row.due_on
    row.closed_at = at
    row.save(update_fields=["state", "closed_at"])
    Decision.objects.create(
        case=row,
        outcome=outcome,
        label=label,
        reason=reason,
        at=at,
        by=by.staff,
        by_name=by.name,
        on_time=on_time,
    )
    note(row, kind="decided", at=at, by=by, text=label)
    _tell(row, outcome=outcome, on_time=on_time, at=at)


def _tell(row: Case, *, outcome: str, on_time: bool, at: datetime) -> None:
    publish(
        CaseDecided(
            at=at,
            subject=row.pk,
            outcome=outcome,
            on_time="yes" if on_time else "no",
            days=(day_of(at) - day_of(row.received_at)).days,
            **facts_of(row),
        )
    )


@transaction.atomic
def withdraw(case: UUID, *, at: datetime, by: Actor | None = None) -> None:
    """Close a case because the applicant withdrew (取下げ).

    Raises:
        CannotMove: the case is already closed.

    Publishes:
        CaseWithdrawn
    """
    row = take(case, Act.WITHDRAW)
    row.closed_at = at
    row.paused_on = None
    row.save(update_fields=["state", "closed_at", "paused_on"])
    row.corrections.filter(answered_at=None, cancelled_at=None).update(cancelled_at=at)
    note(row, kind="withdrawn", at=at, by=by)
    publish(CaseWithdrawn(at=at, subject=row.pk, **facts_of(row)))
