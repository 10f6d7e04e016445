"""What is collected from a payer's account, and when (引落しの予定)."""

from collections.abc import Collection as Several
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagaru.engines.payments.models import Invoice, Mandate, TransferLine
from tsunagaru.engines.payments.queries.setup import setup
from tsunagaru.engines.payments.rules.agreements import Standing
from tsunagaru.engines.payments.rules.states import State
from tsunagaru.ground import rows


@dataclass(frozen=True)
class Collection:
    """When an invoice is collected from its payer's account (引落しの予定).

    Args:
        on: the day of the debit; while it is only planned, the due date.
        asked: whether the bank is asked already; else the next request takes it.
    """

    on: date
    asked: bool


def collections_of(invoices: Several[UUID]) -> dict[UUID, Collection]:
    """Return when those are collected that are with the bank, or whose payer agreed to it."""
    if not _come_into_question(invoices):
        return {}
    asked = TransferLine.objects.filter(invoice__in=invoices, open=True)
    found = {one: Collection(day, asked=False) for one, day in _planned(invoices)}
    days = asked.values_list("invoice", "batch__withdrawn_on")
    return found | {one: Collection(day, asked=True) for one, day in days}


def collection_of(invoice: UUID) -> Collection | None:
    """Return when an invoice is collected, if it is (引落しの予定)."""
    return collections_of([invoice]).get(invoice)


def _come_into_question(invoices: Several[UUID]) -> bool:
    """Tell whether an account may be debited at all: for most fees none is, and all are asked."""
    if rows.find(TransferLine, invoice__in=list(invoices), open=True, most=1):
        return True
    payers = {one.resident_id for one in rows.find(Invoice, pk__in=list(invoices))} - {None}
    return bool(rows.find(Mandate, resident_id__in=list(payers), state=Standing.ACTIVE, most=1))


def _planned(invoices: Several[UUID]) -> QuerySet[Invoice, tuple[UUID, date]]:
    """Return what the next request takes; not what failed before, which its payer is asked for."""
    found = Invoice.objects.filter(pk__in=invoices, state=State.REQUESTED)
    if setup().transfer is None:
        found = found.none()
    agreed = Mandate.objects.filter(state=Standing.ACTIVE, resident_id__isnull=False)
    tried = TransferLine.objects.filter(~Q(result="") | Q(open=True), invoice__in=invoices)
    found = found.filter(resident_id__in=agreed.values("resident_id"))
    found = found.exclude(pk__in=tried.values("invoice"))
    return found.values_list("pk", "due_on")
