"""Money that goes back (返金): decided by staff or by a rule, sent once, or handed out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.payments.events import PaymentRefunded, RefundFailed, RefundRequested
from tsunagaru.engines.payments.gateways.configured import provider
from tsunagaru.engines.payments.gateways.protocol import Answer, CannotCharge, Standing
from tsunagaru.engines.payments.models import Drawer, Invoice, Payment, Refund
from tsunagaru.engines.payments.queries.books import expected_cash
from tsunagaru.engines.payments.queries.invoices import kept_payment
from tsunagaru.engines.payments.rules import chart
from tsunagaru.engines.payments.rules.methods import TERMINAL, Cause, Method, RefundState
from tsunagaru.engines.payments.rules.states import Act, CannotMove, State, move
from tsunagaru.engines.payments.services.booking import book, parts_of
from tsunagaru.engines.payments.services.receiving import owe
from tsunagaru.engines.payments.services.requesting import facts_of, lock
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import ANONYMOUS, Actor


class CannotRefund(Exception):
    """This cannot go back so (返金できません).

    Args:
        sentence: why, in Japanese, for the member of staff.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def refund(invoice: UUID, *, yen: int, reason: str, by: Actor, at: datetime) -> Refund:
    """Decide that a paid invoice's money goes back, all or part of it (返金を決める).

    Args:
        by: who decided it; nobody where a rule did, such as that of cancelling a booking.

    Raises:
        CannotMove: the invoice is not paid.
        CannotRefund: more than is left, or no reason.

    Publishes:
        RefundRequested
    """
    row = lock(invoice)
    payment = kept_payment(row)
    if payment is None:
        raise CannotMove(State(row.state), Act.REFUND_PART)
    if row.disposed_at is not None:
        raise CannotRefund("保存期間が満了した請求です。返金は会計の担当に相談してください。")
    if not reason.strip():
        raise CannotRefund("返金の理由を入力してください。")
    if not 0 < yen <= row.refundable_yen:
        raise CannotRefund(f"返金できるのは1円から{row.refundable_yen:,}円までです。")
    parts = chart.spread(parts_of(row), row.refunded_yen, yen)
    _move(row, yen)
    cause = Cause.RULE if by == ANONYMOUS else Cause.STAFF
    made = owe(payment, yen, cause=cause, at=at, reason=reason, by=by)
    book("owed_back", str(made.pk), chart.owed_back(parts), at=at, invoice=row)
    return made


def _move(row: Invoice, yen: int) -> None:
    act = Act.REFUND_REST if yen == row.refundable_yen else Act.REFUND_PART
    row.state = move(State(row.state), act)
    row.refunded_yen += yen
    row.save(update_fields=["state", "refunded_yen"])


def send(refund: UUID, *, at: datetime) -> None:
    """Let the provider give the money back, under our own number (事業者に返金させる).

    Safe to repeat: the provider knows the number, and what is done is done.

    Raises:
        CannotReach: it does not answer now; try again later.

    Publishes:
        PaymentRefunded, or RefundFailed when it refuses for good
    """
    row = Refund.objects.select_related("payment__attempt").get(pk=refund)
    attempt = row.payment.attempt
    if row.state != RefundState.QUEUED or attempt is None:
        return
    paid = Answer(Standing.DONE, row.payment.amount_yen, attempt.reference)
    try:
        provider(attempt.provider).refund(row.merchant_id, paid, row.amount_yen)
    except CannotCharge as refusal:
        _give_up(refund, refusal.code, at)
    else:
        _done(refund, chart.account("clearing", attempt.provider), at=at)


@transaction.atomic
def _give_up(refund: UUID, code: str, at: datetime) -> None:
    row = _lock(refund)
    if row.state != RefundState.QUEUED:
        return
    row.state, row.reply = RefundState.FAILED, code
    row.save(update_fields=["state", "reply"])
    publish(RefundFailed(at=at, subject=row.pk, method=row.method))


def _lock(refund: UUID) -> Refund:
    """Return a refund under the lock of its invoice."""
    lock(Payment.objects.values_list("invoice", flat=True).get(refunds=refund))
    return (
        Refund.objects.select_for_update(no_key=True)
        .select_related("payment__invoice")
        .get(pk=refund)
    )


@transaction.atomic
def _done(refund: UUID, out_of: str, *, at: datetime) -> None:
    row = _lock(refund)
    if row.state == RefundState.QUEUED:
        _finish(row, out_of, at)


def _finish(row: Refund, out_of: str, at: datetime) -> None:
    row.state, row.done_at = RefundState.DONE, at
    row.save(
        update_fields=["state", "done_at", "method", "drawer", "terminal_slip", "done_by_name"]
    )
    invoice = row.payment.invoice
    book("refunded", str(row.pk), chart.given_back(out_of, row.amount_yen), at=at, invoice=invoice)
    publish(
        PaymentRefunded(
            at=at,
            subject=invoice.pk,
            method=row.method,
            cause=row.cause,
            yen=row.amount_yen,
            **facts_of(invoice),
        )
    )


@transaction.atomic
def send_again(refund: UUID, *, at: datetime) -> None:
    """Let a refused or checked refund go through the provider after all (返金をやり直す).

    Raises:
        CannotRefund: it did not come through a provider, or waits for nobody.

    Publishes:
        RefundRequested
    """
    row = _lock(refund)
    if not row.waits or row.payment.attempt_id is None:
        raise CannotRefund("この返金は、事業者を通してやり直せません。")
    row.state = RefundState.QUEUED
    row.save(update_fields=["state"])
    publish(
        RefundRequested(
            at=at, subject=row.pk, method=row.method, cause=row.cause, yen=row.amount_yen
        )
    )


@transaction.atomic
def hand_out(
    refund: UUID, *, by: Actor, at: datetime, drawer: Drawer | None = None, slip: str = ""
) -> None:
    """Give the money back by hand: cash from a drawer, else by bank transfer (返金を渡す).

    Args:
        slip: number of the terminal's slip, where the card was charged at the counter.

    Raises:
        CannotRefund: it waits for nobody, the drawer is closed, or lacks the cash, or the
            terminal's slip is missing.

    Publishes:
        PaymentRefunded
    """
    row = _lock(refund)
    if not row.waits:
        raise CannotRefund("この返金は、すでに処理されています。")
    row.done_by_name = by.name
    _finish(row, _out_of(row, drawer, slip), at)


def _out_of(row: Refund, drawer: Drawer | None, slip: str) -> str:
    """Note the way the money goes back; return the account it comes out of (返金の出所)."""
    if drawer is not None:
        held = Drawer.objects.select_for_update(no_key=True).get(pk=drawer.pk)
        if held.closed_at is not None or expected_cash(held) < row.amount_yen:
            raise CannotRefund("レジが閉じているか、現金が足りません。")
        row.method, row.drawer = Method.CASH, held
        return chart.account("cash", held.paypoint_id)
    if row.method == Method.POS_CARD:
        if not slip:
            raise CannotRefund("端末の取消しの伝票番号を入力してください。")
        row.terminal_slip = slip
        return chart.account("clearing", TERMINAL)
    row.method = Method.TRANSFER
    return chart.BANK
