"""Reads of invoices (請求の参照)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hmac import compare_digest
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet, Sum

from tsunagaru.engines.payments.models import Attempt, Invoice, Payment, Refund
from tsunagaru.engines.payments.queries.setup import (
    HANDLERS,
    keeps_the_books,
    sections_taken_for,
)
from tsunagaru.engines.payments.rules import numbers
from tsunagaru.engines.payments.rules.methods import AttemptState, RefundState
from tsunagaru.engines.payments.rules.states import LABELS, PAYABLE, State
from tsunagaru.ground import rows
from tsunagaru.kernel.access import Actor


@dataclass(frozen=True)
class InvoiceView:
    """An invoice as other packages see it (請求).

    Args:
        url: the payer's page for whoever is signed in as the payer.
        receipt: the receipt as a file, for the payer who is signed in and for staff.
        staff_url: the page on which staff take the money or give it back.
    """

    id: UUID
    number: str
    kind: str
    subject: UUID
    state: State
    state_label: str
    amount_yen: int
    refunded_yen: int
    due_on: date
    requested_at: datetime
    settled_at: datetime | None
    url: str
    receipt: str
    staff_url: str

    @property
    def link(self) -> str:
        """Return the page for whoever holds its address; for the payer only (支払いリンク)."""
        return f"/pay/{self.id}/link/{code_of(self.id)}/"

    @property
    def is_paid(self) -> bool:
        """Tell whether the money is there and was not given back in full."""
        return self.state in {State.PAID, State.PARTLY_REFUNDED}

    @property
    def is_payable(self) -> bool:
        """Tell whether money may be taken for it now."""
        return self.state in PAYABLE

    @property
    def held_yen(self) -> int:
        """Return what the town holds of it: paid and not given back (納付済みの額)."""
        return self.amount_yen - self.refunded_yen if self.settled_at else 0


def code_of(invoice: UUID) -> str:
    """Return the code in an invoice's link (支払いコード)."""
    return numbers.code_of(str(invoice), secret=settings.SECRET_KEY)


def code_fits(invoice: UUID, code: str) -> bool:
    """Tell, in constant time, whether a code belongs to an invoice."""
    return compare_digest(code_of(invoice).encode(), code.lower().encode())


def view_of(row: Invoice) -> InvoiceView:
    """Return an invoice as other packages see it."""
    return InvoiceView(
        id=row.pk,
        number=row.number,
        kind=row.kind,
        subject=row.subject,
        state=State(row.state),
        state_label=LABELS[State(row.state)],
        amount_yen=row.amount_yen,
        refunded_yen=row.refunded_yen,
        due_on=row.due_on,
        requested_at=row.requested_at,
        settled_at=row.settled_at,
        url=f"/pay/{row.pk}/",
        receipt=f"/pay/{row.pk}/receipt.pdf",
        staff_url=f"/staff/payments/{row.pk}/",
    )


def invoice_of(kind: str, subject: UUID) -> InvoiceView | None:
    """Return the newest invoice of a thing, if one was made (対象の請求)."""
    row = rows.first(Invoice, kind=kind, subject=subject, order=("-requested_at",))
    return view_of(row) if row else None


def invoices_of(kind: str, subjects: Sequence[UUID]) -> dict[UUID, InvoiceView]:
    """Return the newest invoice of each of several things."""
    found = rows.find(Invoice, kind=kind, subject__in=subjects, order=("requested_at",))
    return {row.subject: view_of(row) for row in found}


@dataclass(frozen=True)
class RefundView:
    """Money that goes back, as other packages see it (返金)."""

    amount_yen: int
    requested_at: datetime
    done_at: datetime | None
    by_name: str
    done_by_name: str


def refunds_of(invoices: Sequence[UUID]) -> list[RefundView]:
    """Return what was given back of several invoices, or is to be, oldest first (返金)."""
    rows = Refund.objects.filter(payment__invoice__in=invoices).order_by("requested_at")
    return [
        RefundView(row.amount_yen, row.requested_at, row.done_at, row.by_name, row.done_by_name)
        for row in rows
    ]


def is_returned(invoices: Sequence[UUID]) -> bool:
    """Tell whether all that was to go back of several invoices has gone back (返金済み)."""
    found = refunds_of(invoices) if invoices else []
    return bool(found) and all(one.done_at for one in found)


def going_back(invoices: Collection[UUID]) -> dict[UUID, int]:
    """Return how many yen of invoices are to go back and have not gone yet (返金の手続き中の額).

    What came in besides, such as a second payment, is no part of the invoice.
    """
    rows = Refund.objects.filter(payment__invoice__in=invoices, payment__kept=True)
    waiting = rows.exclude(state=RefundState.DONE).values("payment__invoice")
    sums = waiting.annotate(yen=Sum("amount_yen")).order_by()
    return dict(sums.values_list("payment__invoice", "yen"))


def payable(kind: str, subjects: Sequence[UUID]) -> dict[UUID, InvoiceView]:
    """Return what is still asked for several things, in one statement (未払いの請求)."""
    rows = Invoice.objects.filter(kind=kind, subject__in=subjects, state__in=PAYABLE)
    return {row.subject: view_of(row) for row in rows}


def overdue(kind: str, sections: Collection[str]) -> list[InvoiceView]:
    """Return what was not paid in time in some sections, the oldest first (納期限を過ぎた請求)."""
    rows = Invoice.objects.filter(kind=kind, state=State.OVERDUE, section__in=sections)
    return [view_of(row) for row in rows.order_by("due_on", "number")]


def invoice_about(kind: str, invoice: UUID) -> InvoiceView | None:
    """Return an invoice, if it is about a thing of this kind (請求)."""
    row = rows.first(Invoice, pk=invoice, kind=kind)
    return view_of(row) if row else None


def kept_payment(row: Invoice) -> Payment | None:
    """Return the payment an invoice was settled with, if it was."""
    return rows.first(Payment, invoice=row.pk, kept=True)


def open_attempt(row: Invoice) -> Attempt | None:
    """Return the online payment that is under way, if one is."""
    return Attempt.objects.filter(invoice=row, state=AttemptState.OPEN).first()


def unpaid_of(resident: UUID) -> QuerySet[Invoice]:
    """Return what a resident has still to pay, most urgent first (未払い)."""
    return Invoice.objects.filter(resident_id=resident, state__in=PAYABLE).order_by("due_on")


def readable_by(actor: Actor) -> QuerySet[Invoice]:
    """Return the invoices an actor may open: of the own sections, all for accounts."""
    if not actor.is_staff:
        return Invoice.objects.none()
    if keeps_the_books(actor):
        return Invoice.objects.all()
    return Invoice.objects.filter(section__in=actor.sections(*HANDLERS))


def takeable_by(actor: Actor) -> QuerySet[Invoice]:
    """Return the invoices whose money an actor may take: also those for which they stand in.

    Of those only what is still to be paid, and what they took themselves.
    """
    own = readable_by(actor)
    if not (others := sections_taken_for(actor)):
        return own
    mine = Q(state__in=PAYABLE) | Q(payments__by=actor.staff)
    found = Invoice.objects.filter(mine, section__in=others)
    return Invoice.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=found.values("pk")))


class Which(StrEnum):
    """Which invoices a list shows (一覧の範囲)."""

    OPEN = "open"
    PAID = "paid"
    ALL = "all"


def search(actor: Actor, *, words: str = "", which: Which = Which.OPEN) -> QuerySet[Invoice]:
    """Return invoices by number or title, most urgent first (請求の一覧).

    For whom one takes money in their place is found by the whole number alone.
    """
    number = numbers.read_number(words)
    rows = takeable_by(actor) if number else readable_by(actor)
    if which is Which.OPEN:
        rows = rows.filter(state__in=PAYABLE)
    elif which is Which.PAID:
        rows = rows.filter(state__in=(State.PAID, State.PARTLY_REFUNDED, State.REFUNDED))
    if words:
        rows = rows.filter(Q(number__icontains=number or words) | Q(title__ja__icontains=words))
    return rows.order_by("due_on" if which is Which.OPEN else "-requested_at", "number")


def open_by_number(actor: Actor, text: str) -> Invoice | None:
    """Return an invoice that waits for money, by its number as typed (支払い待ちの請求)."""
    number = numbers.read_number(text)
    return readable_by(actor).filter(number=number, state__in=PAYABLE).first()


def refunds_to_do(actor: Actor) -> QuerySet[Refund]:
    """Return the refunds a person must do something about (返金の処理待ち)."""
    rows = Refund.objects.filter(state__in=("to_hand_out", "failed"))
    return rows.filter(payment__invoice__in=readable_by(actor)).order_by("requested_at")
