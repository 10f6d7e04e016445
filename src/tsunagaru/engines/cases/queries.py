"""Reads of cases (案件の参照)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagaru.engines.cases.models import Case, Correction, Decision, Entry
from tsunagaru.engines.cases.rules import (
    LABELS,
    MONEY_OPEN,
    OPEN,
    Paying,
    State,
    read_number,
)
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.offers import installed


@dataclass(frozen=True)
class CaseView:
    """A case as other packages see it (案件)."""

    id: UUID
    number: str
    kind: str
    subject: UUID
    state: State
    state_label: str
    due_on: date
    received_at: datetime
    section: str
    closed_at: datetime | None
    payment: Paying = Paying.NONE


@dataclass(frozen=True)
class DecisionView:
    """A decision as the applicant sees it (決定)."""

    outcome: str
    label: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class CorrectionView:
    """An open request to correct a field (補正の求め)."""

    field: str
    label: str
    message: str
    requested_at: datetime


@dataclass(frozen=True)
class TimelineEntry:
    """One line of a case's history (経過)."""

    at: datetime
    kind: str
    text: str
    by_name: str


PUBLIC_KINDS = frozenset(
    {"received", "assigned", "correction_requested", "corrected", "decided", "withdrawn"}
    | {"part_reminded"}
    | {
        f"payment_{one}"
        for one in ("waiting", "paid", "expired", "cancelled", "partly", "refunded", "lowered")
    }
)


def view_of(row: Case) -> CaseView:
    """Return a case as other packages see it."""
    state = State(row.state)
    return CaseView(
        id=row.pk,
        number=row.number,
        kind=row.kind,
        subject=row.subject,
        state=state,
        state_label=LABELS[state],
        due_on=row.due_on,
        received_at=row.received_at,
        section=row.section,
        closed_at=row.closed_at,
        payment=Paying(row.payment),
    )


def case_of(kind: str, subject: UUID) -> CaseView | None:
    """Return the case of a thing, if one was opened."""
    row = Case.objects.filter(kind=kind, subject=subject).first()
    return view_of(row) if row else None


def cases_of(kind: str, subjects: Sequence[UUID]) -> dict[UUID, CaseView]:
    """Return the cases of several things by their ids."""
    rows = Case.objects.filter(kind=kind, subject__in=subjects)
    return {row.subject: view_of(row) for row in rows}


def decision_of(case: UUID) -> DecisionView | None:
    """Return the decision on a case, if it was made."""
    row = Decision.objects.filter(case=case).first()
    if row is None:
        return None
    return DecisionView(outcome=row.outcome, label=row.label, reason=row.reason, at=row.at)


def open_correction(case: UUID) -> CorrectionView | None:
    """Return the correction the applicant is asked for, if one is open."""
    row = Correction.objects.filter(case=case, answered_at=None, cancelled_at=None).first()
    if row is None:
        return None
    return CorrectionView(
        field=row.field, label=row.label, message=row.message, requested_at=row.requested_at
    )


def timeline(case: UUID, *, inside: bool = False) -> list[TimelineEntry]:
    """Return what happened with a case, oldest first; notes only for eyes inside (経過)."""
    rows = Entry.objects.filter(case=case).order_by("order")
    return [
        TimelineEntry(at=row.at, kind=row.kind, text=row.text, by_name=row.by_name)
        for row in rows
        if inside or row.kind in PUBLIC_KINDS
    ]


def readable_by(actor: Actor) -> QuerySet[Case]:
    """Return the cases an actor may open: those of the sections in which they work."""
    if not actor.is_staff:
        return Case.objects.none()
    return Case.objects.filter(section__in=actor.sections(Role.CLERK, Role.HEAD))


@dataclass(frozen=True)
class CaseLine:
    """A case as tables list it (案件の1行). Nothing in it is about a person."""

    subject: UUID
    kind: str
    number: str
    code: str
    title: str
    section: str
    channel: str
    state: str
    received_at: datetime
    due_on: date
    closed_at: datetime | None
    assignee: str
    outcome: str
    on_time: bool | None


def lines_of(actor: Actor, cases: Sequence[UUID]) -> list[CaseLine]:
    """Return some cases in the order given; those an actor may not open are left out."""
    rows = readable_by(actor).filter(pk__in=cases).select_related("decision")
    found = {row.pk: row for row in rows}
    return [_line(found[key]) for key in cases if key in found]


def _line(row: Case) -> CaseLine:
    decision = getattr(row, "decision", None)
    return CaseLine(
        subject=row.subject,
        kind=row.kind,
        number=row.number,
        code=row.code,
        title=row.title,
        section=row.section,
        channel=row.channel,
        state=LABELS[State(row.state)],
        received_at=row.received_at,
        due_on=row.due_on,
        closed_at=row.closed_at,
        assignee=row.assignee_name,
        outcome=decision.label if decision else "",
        on_time=decision.on_time if decision else None,
    )


def known_as(words: str) -> list[UUID]:
    """Return what the packages that open cases know under a number such as a receipt's."""
    finders = [panel.find for offers in installed() for panel in offers.panels if panel.find]
    found = [find(words) for find in finders] if words else []
    return [subject for subject in found if subject is not None]


def ids_in_queue(actor: Actor, *, words: str, which: str) -> list[UUID]:
    """Return the ids of the cases a list shows, in its order (一覧の案件)."""
    scope = Which(which) if which in set(Which) else Which.OPEN
    rows = queue(actor, words=words, which=scope, subjects=known_as(words))
    return list(rows.values_list("pk", flat=True))


class Which(StrEnum):
    """Which cases a list shows (一覧の範囲)."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


def queue(
    actor: Actor,
    *,
    words: str = "",
    which: Which = Which.OPEN,
    subjects: Collection[UUID] = (),
    payment: str = "",
) -> QuerySet[Case]:
    """Return the cases of an actor's sections (案件の一覧): open ones, most urgent first.

    Args:
        words: a part of the number or the title.
        subjects: what is known under these words besides, such as a receipt number.
        payment: only those whose fee stands so; empty for all.
    """
    rows = readable_by(actor)
    if payment:
        rows = rows.filter(payment=payment)
    if which is Which.OPEN:
        rows = rows.filter(state__in=OPEN)
    elif which is Which.CLOSED:
        rows = rows.exclude(state__in=OPEN)
    if words:
        number = read_number(words) or words
        known = Q(number__icontains=number) | Q(title__icontains=words)
        rows = rows.filter(known | Q(subject__in=subjects))
    if which is Which.OPEN:
        return rows.order_by("due_on", "received_at")
    return rows.order_by("-received_at", "number")


@dataclass(frozen=True)
class FinishedCase:
    """A finished case that was not disposed of (完結した案件), without anything personal."""

    id: UUID
    number: str
    kind: str
    code: str
    title: str
    subject: UUID
    section: str
    closed_at: datetime


def finished(*, before: datetime, section: str = "") -> list[FinishedCase]:
    """Return the cases closed before a time whose contents are still there, oldest first."""
    rows = Case.objects.filter(closed_at__lt=before, disposed_at=None).exclude(state__in=OPEN)
    rows = rows.exclude(payment__in=MONEY_OPEN)
    if section:
        rows = rows.filter(section=section)
    names = ("pk", "number", "kind", "code", "title", "subject", "section", "closed_at")
    return [FinishedCase(*row) for row in rows.order_by("closed_at", "pk").values_list(*names)]


def is_disposed(case: UUID) -> bool:
    """Tell whether what a case said is gone (廃棄済みか)."""
    return Case.objects.filter(pk=case, disposed_at__isnull=False).exists()


def numbered(number: str, actor: Actor, *, anywhere: bool = False) -> UUID | None:
    """Return the case with a number, if the actor may open it or sees all (案件番号から).

    Args:
        number: as somebody typed it: the case's own, or one under which what it is about is known,
            such as the receipt number that residents read out.
    """
    rows = Case.objects.all() if anywhere else readable_by(actor)
    named = Q(number=read_number(number)) | Q(subject__in=known_as(number))
    return rows.filter(named).values_list("pk", flat=True).first()


def overview(case: UUID) -> FinishedCase | None:
    """Return a case that was not disposed of, finished or not, without anything personal."""
    row = Case.objects.filter(pk=case, disposed_at=None).first()
    if row is None:
        return None
    closed = row.closed_at or row.received_at
    return FinishedCase(
        row.pk, row.number, row.kind, row.code, row.title, row.subject, row.section, closed
    )
