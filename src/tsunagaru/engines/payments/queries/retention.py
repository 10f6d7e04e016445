"""How long payments are kept (支払いの保存期間): which are over, and which still move."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from tsunagaru.engines.payments.models import Invoice, Refund
from tsunagaru.engines.payments.rules.methods import RefundState
from tsunagaru.engines.payments.rules.states import PAYABLE


@dataclass(frozen=True)
class ClosedInvoice:
    """An invoice on which no money moves any more (完結した請求), without the payer's name."""

    id: UUID
    number: str
    title: str
    section: str
    closed_at: datetime


def open_rows() -> QuerySet[Invoice]:
    """Return the invoices that are not paid yet, or from which money is still to go back."""
    owed = Refund.objects.filter(payment__invoice=OuterRef("pk")).exclude(state=RefundState.DONE)
    return Invoice.objects.filter(Q(state__in=PAYABLE) | Exists(owed))


def unfinished(kind: str) -> set[UUID]:
    """Return the things whose money is still on the way (支払い・返金の途中のもの)."""
    return set(open_rows().filter(kind=kind).values_list("subject", flat=True))


def closed_invoices(*, before: datetime, bound: frozenset[str]) -> list[ClosedInvoice]:
    """Return what was settled or closed before a time and still has a payer's name, oldest first.

    Args:
        bound: kinds whose invoices stay as long as the thing they are about.
    """
    rows = Invoice.objects.filter(disposed_at=None).exclude(pk__in=open_rows().values("pk"))
    rows = rows.exclude(kind__in=bound, released_at=None).annotate(
        ended=Coalesce("settled_at", "closed_at"), returned=Max("payments__refunds__done_at")
    )
    late = rows.filter(Q(returned=None) | Q(returned__lt=before), ended__lt=before)
    return [
        ClosedInvoice(
            row.pk, row.number, row.words.ja, row.section, max(row.ended, row.returned or row.ended)
        )
        for row in late.defer("payer").order_by("ended", "pk")
    ]
