"""Money that arrives (入金): the first is kept, whatever comes after goes back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from tsunagaru.engines.payments.events import PaymentDoubled, PaymentSettled, RefundRequested
from tsunagaru.engines.payments.models import Attempt, Drawer, Invoice, Payment, Refund
from tsunagaru.engines.payments.rules import chart
from tsunagaru.engines.payments.rules.methods import Cause, Method, RefundState, is_cashless
from tsunagaru.engines.payments.rules.states import Act, State, move
from tsunagaru.engines.payments.services.booking import book
from tsunagaru.engines.payments.services.requesting import facts_of, is_payable, next_number
from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import ANONYMOUS, Actor


@dataclass(frozen=True)
class Money:
    """What arrived and where it lies now (入金の内容).

    Args:
        into: account of the books, such as ``clearing:payjp`` or ``cash:hall``.
        site: code of the place, ``online`` for a provider's page.
        reference: the number under which others report it; it counts once.
    """

    method: Method
    yen: int
    into: str
    site: str = "online"
    attempt: Attempt | None = None
    drawer: Drawer | None = None
    tendered_yen: int | None = None
    slip: str = ""
    reference: str = ""
    by: Actor = ANONYMOUS


def receive(row: Invoice, money: Money, *, at: datetime) -> Payment:
    """Write down money that arrived for a locked invoice, in the caller's transaction (入金).

    What the invoice does not ask for, or not in this amount, is owed back at once.

    Publishes:
        PaymentSettled; or PaymentDoubled and RefundRequested
    """
    right = money.yen == row.amount_yen
    kept = is_payable(row) and right
    payment = Payment(
        invoice=row,
        method=money.method,
        kept=kept,
        amount_yen=money.yen,
        received_at=at,
        attempt=money.attempt,
        drawer=money.drawer,
        tendered_yen=money.tendered_yen,
        terminal_slip=money.slip,
        reference=money.reference,
        receipt_number=next_number(at),
        by=money.by.staff,
        by_name=money.by.name,
    )
    rows.add(payment)
    lines = chart.received(money.into, money.yen, kept=kept)
    book("received", str(payment.pk), lines, at=at, invoice=row)
    if kept:
        _settle(row, money, at)
    else:
        _give_back(payment, Cause.DUPLICATE if right else Cause.AMOUNT, at)
    return payment


def _settle(row: Invoice, money: Money, at: datetime) -> None:
    row.state = move(State(row.state), Act.PAY)
    row.settled_at = at
    rows.change(row, "state", "settled_at")
    facts = facts_of(row)
    facts["channel"] = "online" if money.site == "online" else "counter"
    publish(
        PaymentSettled(
            at=at,
            subject=row.pk,
            cashless=is_cashless(money.method),
            site=money.site,
            method=money.method.value,
            yen=money.yen,
            **facts,
        )
    )


def _give_back(payment: Payment, cause: Cause, at: datetime) -> None:
    """Owe a surplus back: by the provider itself, unless a person must look at the amount."""
    publish(
        PaymentDoubled(
            at=at,
            subject=payment.invoice_id,
            method=payment.method,
            cause=cause.value,
            yen=payment.amount_yen,
        )
    )
    owe(payment, payment.amount_yen, cause=cause, at=at)


def owe(
    payment: Payment,
    yen: int,
    *,
    cause: Cause,
    at: datetime,
    reason: str = "",
    by: Actor = ANONYMOUS,
) -> Refund:
    """Write down that money is to go back, the way it came (返金を決める).

    Publishes:
        RefundRequested
    """
    by_itself = payment.attempt_id is not None and cause is not Cause.AMOUNT
    id_ = uuid4()
    refund = Refund.objects.create(
        id=id_,
        payment=payment,
        merchant_id=f"r{id_.hex}",
        amount_yen=yen,
        method=payment.method,
        state=RefundState.QUEUED if by_itself else RefundState.TO_HAND_OUT,
        cause=cause,
        reason=reason,
        requested_at=at,
        by=by.staff,
        by_name=by.name,
    )
    publish(
        RefundRequested(at=at, subject=refund.pk, method=payment.method, cause=cause.value, yen=yen)
    )
    return refund


def attempts_invoice(attempt: UUID) -> UUID:
    """Return the invoice an attempt belongs to, so that it can be locked first."""
    return Attempt.objects.values_list("invoice", flat=True).get(pk=attempt)
