"""Disposal of finished cases (廃棄): their words go, numbers, dates and codes stay."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.cases.events import CaseDisposed
from tsunagaru.engines.cases.models import Case, Decision
from tsunagaru.engines.cases.rules import MONEY_OPEN, OPEN
from tsunagaru.engines.cases.services.recording import facts_of
from tsunagaru.ground.ledger.api import publish


class CannotDispose(Exception):
    """The case is not finished, or was disposed of already (廃棄できません)."""


@transaction.atomic
def dispose(case: UUID, *, at: datetime) -> None:
    """Delete reasons, messages, notes and the tie to a person (案件の内容の廃棄).

    Raises:
        CannotDispose: not finished, or done already. The database refuses it as well.

    Publishes:
        CaseDisposed
    """
    row = Case.objects.select_for_update(no_key=True).filter(pk=case).first()
    if row is None or row.disposed_at is not None or row.closed_at is None:
        raise CannotDispose
    if row.state in OPEN or row.payment in MONEY_OPEN:
        raise CannotDispose
    row.disposed_at, row.resident_id = at, None
    row.save(update_fields=["disposed_at", "resident_id"])
    for decision in Decision.objects.filter(case=row).defer("reason"):
        decision.reason = ""
        decision.save(update_fields=["reason"])
    for correction in row.corrections.defer("message"):
        correction.message = ""
        correction.save(update_fields=["message"])
    for entry in row.entries.defer("text"):
        entry.text = ""
        entry.save(update_fields=["text"])
    publish(CaseDisposed(at=at, subject=row.pk, **facts_of(row)))
