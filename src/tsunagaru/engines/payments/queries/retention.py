"""How long payments are kept (支払いの保存期間): which are over, and which still move."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from tsunagaru.engines.payments.models import Invoice, Mandate, Refund
from tsunagaru.engines.payments.queries.setup import accounts_section
from tsunagaru.engines.payments.rules.agreements import LIVE
from tsunagaru.engines.payments.rules.methods import RefundState
from tsunagaru.engines.payments.rules.states import PAYABLE
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.kernel.papers import FinishedPaper


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


def ended_mandates(before: datetime) -> Iterator[FinishedPaper]:
    """Yield the agreements that were over before a time, by which nothing moves any more."""
    for row in _still_telling().exclude(state__in=LIVE).exclude(debits__open=True):
        paper = _paper(row)
        if paper.closed_at < before:
            yield paper


def mandate_paper(number: str) -> FinishedPaper | None:
    """Return an agreement that still says whose account it is, for a hold (保留する契約)."""
    rows = (row for row in _still_telling() if number_of(row) == number)
    return next((_paper(row) for row in rows), None)


def number_of(row: Mandate) -> str:
    """Return what an agreement is called where nobody may be named (契約の番号)."""
    return f"KF-{row.pk.hex[:12].upper()}"


def _still_telling() -> QuerySet[Mandate]:
    """Return the agreements whose account is still known, when it was last used beside them."""
    rows = Mandate.objects.exclude(bank="").defer("account", "holder", "note")
    return rows.annotate(last=Max("debits__batch__withdrawn_on")).order_by("recorded_at", "pk")


def _paper(row: Mandate) -> FinishedPaper:
    last: date | None = getattr(row, "last", None)
    over = max(day for day in (row.ended_on, last, day_of(row.recorded_at)) if day is not None)
    closed_at = datetime.combine(over, time.max, JST)
    title = f"口座振替の契約（{row.get_state_display()}）"
    return FinishedPaper(row.pk, number_of(row), title, accounts_section(), closed_at)
