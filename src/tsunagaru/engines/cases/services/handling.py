"""Handling a case (案件の処理): assignment, notes, correction, decision, withdrawal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.cases.events import (
    CaseAssigned,
    CaseCorrected,
    CaseDecided,
    CaseExceptionMade,
    CaseWithdrawn,
    CorrectionRequested,
)
from tsunagaru.engines.cases.models import Case, Correction, Decision
from tsunagaru.engines.cases.rules import (
    Act,
    CannotChangeDisposed,
    CannotDecideLacking,
    check_reason,
)
from tsunagaru.engines.cases.services.recording import check_bars, facts_of, lacking_of, note, take
from tsunagaru.ground import rows
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
    rows.change(row, "state", "assignee", "assignee_name")
    note(row, kind="assigned", at=at, by=by, text=to_name)
    publish(CaseAssigned(at=at, subject=row.pk, **facts_of(row)))


@transaction.atomic
def add_note(case: UUID, *, text: str, by: Actor, at: datetime) -> None:
    """Write a note for colleagues; the applicant never sees it (メモを残す).

    Raises:
        CannotChangeDisposed: its period of retention is over, and it was disposed of.
    """
    row = Case.objects.select_for_update(no_key=True).get(pk=case)
    if row.disposed_at is not None:
        raise CannotChangeDisposed
    note(row, kind="note", at=at, by=by, text=text)


@transaction.atomic
def note_progress(case: UUID, *, kind: str, text: str, at: datetime) -> None:
    """Write on the timeline what the package that opened a case did about it (経過を記す).

    Args:
        kind: a word that the pages know; the applicant sees those that are public.
        text: more about it for the town hall, without a person's name.
    """
    note(Case.objects.select_for_update(no_key=True).get(pk=case), kind=kind, at=at, text=text)


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
def decide(  # noqa: PLR0913 - what is decided, why, by whom, when, and in spite of what
    case: UUID,
    *,
    outcome: str,
    label: str,
    reason: str,
    by: Actor,
    at: datetime,
    despite: str = "",
) -> None:
    """Decide a case, once; only ``granted`` needs no reason (処分・決定をする).

    Args:
        despite: why it is decided so although something is lacking; the timeline keeps it.

    Raises:
        CannotMove: the case is closed, or waits for a correction.
        CannotDecideWithoutReason: a refusal lacks its reason.
        CannotDecideYet: something else must come first, such as the payment of the fee.
        CannotDecideLacking: a statement or file is lacking, and nobody says why it may.

    Publishes:
        CaseDecided, and CaseExceptionMade where something was lacking

    Source:
        行政手続法 第8条 (statement of reasons), 行政不服審査法 第82条 (教示).
    """
    check_reason(outcome, reason)
    row = take(case, Act.DECIDE)
    check_bars(row, outcome)
    _except_from(row, outcome, despite.strip(), by, at)
    on_time = day_of(at) <= row.due_on
    made = {"outcome": outcome, "label": label, "reason": reason, "on_time": on_time}
    _write(row, made, by, at)
    note(row, kind="decided", at=at, by=by, text=label)
    _tell(row, outcome=outcome, on_time=on_time, at=at)


def _write(row: Case, made: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Close a case with what was decided (決定の記録)."""
    row.closed_at = at
    rows.change(row, "state", "closed_at")
    rows.add(Decision(case=row, at=at, by=by.staff, by_name=by.name, **made))


def _except_from(row: Case, outcome: str, despite: str, by: Actor, at: datetime) -> None:
    """Write down what is lacking and why it may, or refuse to decide (不足があるままの決定)."""
    lacking = lacking_of(row, outcome)
    if not lacking:
        return
    if not despite:
        raise CannotDecideLacking(" ".join(lacking))
    text = "\n".join([*lacking, f"理由：{despite}"])
    note(row, kind="exception", at=at, by=by, text=text)
    publish(CaseExceptionMade(at=at, subject=row.pk, lacking=len(lacking), **facts_of(row)))


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
