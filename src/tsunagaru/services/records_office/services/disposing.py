"""Disposal (廃棄): approved by a person, all or nothing, with a record that tells what went."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.offers import installed
from tsunagaru.kernel.papers import CannotDisposePaper
from tsunagaru.services.records_office.events import DisposalMade
from tsunagaru.services.records_office.models import Disposal, Hold
from tsunagaru.services.records_office.queries.due import DueCase, DueGroup, group
from tsunagaru.services.records_office.queries.finished import INVOICE, papers_offered
from tsunagaru.services.records_office.rules import CannotApprove, files_in

UNFINISHED = (
    cases.CannotDispose,
    applications.CannotDisposeOpen,
    payments.CannotDisposeOpen,
    CannotDisposePaper,
)


@transaction.atomic
def dispose(rule: str, section: str, *, seen: str, by: Actor, at: datetime) -> UUID:
    """Dispose of what is due under a rule in a section, as a person saw and approved it (廃棄する).

    Answers, files, notices, papers' contents, reasons and notes go; numbers, dates, codes, events
    and rollups stay.

    Args:
        seen: the digest of the list that was approved.

    Returns:
        The disposal's id.

    Raises:
        CannotApprove: the list is not the same any more, or the actor may not approve it.

    Publishes:
        DisposalMade, besides those of each package
    """
    due = group(rule, section, by, at)
    if due is None or due.digest != seen:
        raise CannotApprove
    # Whoever places a hold now waits, and then finds the case gone; one placed before counts.
    held = Hold.objects.select_for_update(no_key=True).filter(lifted_at=None)
    if held.filter(case__in=[one.id for one in due.cases]).exists():
        raise CannotApprove
    lines, count = [], 0
    for one in due.cases:
        marks = _dispose_one(one, at)
        count += files_in(marks)
        lines.append("\t".join([one.number, one.closed_on.isoformat(), *marks]))
    return _record(due, lines, count, by, at)


def _dispose_one(one: DueCase, at: datetime) -> list[str]:
    try:
        if one.kind == INVOICE:
            return payments.dispose(one.id, at=at)
        for papers in papers_offered():
            if papers.kind == one.kind:
                return list(papers.dispose(one.id, at))
        cases.dispose(one.id, at=at)
        marks = applications.dispose(one.subject, at=at) if one.kind == applications.KIND else []
    except UNFINISHED as error:
        raise CannotApprove from error
    return [*marks, *_elsewhere(one, at)]


def _elsewhere(one: DueCase, at: datetime) -> list[str]:
    """Empty what other packages hold of it; return their marks."""
    held = [held for offers in installed() for held in offers.remains if held.kind == one.kind]
    return [mark for each in held for mark in each.empty(one.subject, at)]


def _record(due: DueGroup, lines: list[str], files: int, by: Actor, at: datetime) -> UUID:
    written = "\n".join(lines)
    year = FiscalYear.of(day_of(at)).year
    taken = (
        Disposal.objects.select_for_update(no_key=True)
        .filter(number__startswith=f"{year}-")
        .count()
    )
    row = Disposal.objects.create(
        number=f"{year}-{taken + 1:04}",
        rule=due.rule.code,
        rule_name=due.rule.name,
        years=due.rule.years or 0,
        basis=due.rule.basis,
        section=due.section,
        count=len(lines),
        files=files,
        first_on=min(one.closed_on for one in due.cases),
        last_on=max(one.closed_on for one in due.cases),
        lines=written,
        hash=hashlib.sha256(written.encode()).hexdigest(),
        approved_at=at,
        approved_by=by.staff,
        approved_by_name=by.name,
    )
    made = DisposalMade(at=at, subject=row.pk, rule=row.rule, section=row.section, count=row.count)
    publish(made)
    codes = {"rule": row.rule, "section": row.section, "hash": row.hash}
    audit(
        actor=by,
        action="disposal.made",
        subject=row.pk,
        at=at,
        facts=codes | {"count": str(row.count)},
    )
    return row.pk
