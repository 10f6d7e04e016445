"""Paying at a provider (オンライン決済). No transaction is open while we wait for its answer.

One attempt is open for an invoice at a time, and each has its own number at the provider: whatever
happens in between, we ask by that number what became of it, and never charge again for it.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from tsunagaru.engines.payments.events import PaymentFailed, PaymentStarted
from tsunagaru.engines.payments.gateways.configured import provider
from tsunagaru.engines.payments.gateways.protocol import (
    AlreadyThere,
    Answer,
    CannotCharge,
    CannotReach,
    Checkout,
    Order,
    Standing,
)
from tsunagaru.engines.payments.models import Attempt, Invoice
from tsunagaru.engines.payments.queries.invoices import open_attempt
from tsunagaru.engines.payments.rules import chart
from tsunagaru.engines.payments.rules.methods import PROVIDERS, AttemptState
from tsunagaru.engines.payments.rules.states import Act, CannotMove, State
from tsunagaru.engines.payments.services.receiving import Money, attempts_invoice, receive
from tsunagaru.engines.payments.services.requesting import facts_of, is_payable, lock
from tsunagaru.ground.ledger.api import publish

GIVE_UP_AFTER = timedelta(minutes=30)
ABSENT_AFTER = timedelta(minutes=5)


def begin(invoice: UUID, code: str, *, return_url: str, at: datetime) -> Attempt:
    """Open the provider's page for an invoice, or bring back the one that is open (支払いを始める).

    Pressing twice opens one page. A page at another provider is closed first.

    Raises:
        CannotMove: the invoice asks for no money (any more).
        CannotReach: the provider does not answer now; pressing again goes on with the same number.
        CannotCharge: the provider refused.
        NoSuchProvider: the town has no contract with it.

    Publishes:
        PaymentStarted, the first time
    """
    there = provider(code)
    for _ in range(2):
        attempt = _prepare(invoice, code, at)
        if attempt.provider != code:
            stop(attempt.pk, at=at)
            continue
        if attempt.url:
            return attempt
        try:
            page = there.begin(_order(attempt, return_url))
        except AlreadyThere:  # an answer got lost: ask, and begin anew under a new number
            stop(attempt.pk, at=at)
            continue
        except CannotCharge:
            settle(attempt.pk, Answer(Standing.FAILED), at=at)
            raise
        return _keep_page(attempt.pk, page)
    raise CannotReach("unsettled")


def _order(attempt: Attempt, return_url: str) -> Order:
    return Order(
        merchant_id=attempt.merchant_id,
        amount_yen=attempt.amount_yen,
        title=attempt.invoice.words.ja,
        return_url=return_url,
    )


@transaction.atomic
def _prepare(invoice: UUID, code: str, at: datetime) -> Attempt:
    """Return the open attempt, or a new one under a number of its own."""
    row = lock(invoice)
    if not is_payable(row):
        raise CannotMove(State(row.state), Act.PAY)
    if found := open_attempt(row):
        return found
    attempt = Attempt.objects.create(
        invoice=row,
        provider=code,
        merchant_id=f"p{uuid4().hex}",
        amount_yen=row.amount_yen,
        begun_at=at,
    )
    method = PROVIDERS[code].value
    publish(PaymentStarted(at=at, subject=row.pk, method=method, **facts_of(row)))
    return attempt


def _keep_page(attempt: UUID, page: Checkout) -> Attempt:
    Attempt.objects.filter(pk=attempt, url="").update(url=page.url, reference=page.reference)
    return Attempt.objects.select_related("invoice").get(pk=attempt)


def ask(attempt: UUID, *, at: datetime) -> Attempt:
    """Ask the provider what became of an attempt, and write it down (照会する).

    Raises:
        CannotReach: it does not answer now.

    Publishes:
        what came of it
    """
    row = Attempt.objects.get(pk=attempt)
    answer = provider(row.provider).look_up(row.merchant_id)
    if answer.standing is Standing.ABSENT and at - row.begun_at < ABSENT_AFTER:
        answer = Answer(Standing.OPEN)
    return settle(attempt, answer, at=at)


def stop(attempt: UUID, *, at: datetime) -> Attempt:
    """Close a page that is not paid; if it was, that stands (取りやめる).

    Raises:
        CannotReach: the provider does not answer now; nothing is changed.
    """
    row = Attempt.objects.get(pk=attempt)
    there = provider(row.provider)
    with suppress(CannotCharge):  # it may just have been paid: the next question tells
        there.close(row.merchant_id, row.reference)
    answer = there.look_up(row.merchant_id)
    if answer.standing is not Standing.DONE:
        answer = Answer(Standing.FAILED)
    return settle(attempt, answer, at=at, given_up=True)


@transaction.atomic
def settle(attempt: UUID, answer: Answer, *, at: datetime, given_up: bool = False) -> Attempt:
    """Write down what a provider said of an attempt, exactly once (結果を確定する).

    Money that arrives for an attempt given up before still counts: it is kept when the invoice
    still asks for it, and goes back otherwise.

    Publishes:
        PaymentSettled, PaymentFailed, or PaymentDoubled with RefundRequested
    """
    invoice = lock(attempts_invoice(attempt))
    row = Attempt.objects.select_for_update(no_key=True).get(pk=attempt)
    row.invoice = invoice
    row.asked_at = at
    fields = ["asked_at"]
    if row.state in {AttemptState.CAPTURED, AttemptState.DISPUTED}:
        return row
    if answer.standing is Standing.DONE:
        fields += _capture(row, invoice, answer, at)
    elif answer.standing is not Standing.OPEN and row.state == AttemptState.OPEN:
        fields += _fail(row, invoice, at, given_up=given_up)
    row.save(update_fields=fields)
    return row


def _capture(row: Attempt, invoice: Invoice, answer: Answer, at: datetime) -> list[str]:
    right = answer.amount_yen == row.amount_yen
    row.state = AttemptState.CAPTURED if right else AttemptState.DISPUTED
    row.reference, row.settled_at, row.url = answer.reference or row.reference, at, ""
    into = chart.account("clearing", row.provider)
    method = PROVIDERS[row.provider]
    receive(invoice, Money(method, answer.amount_yen, into, attempt=row), at=at)
    return ["state", "reference", "settled_at", "url"]


def _fail(row: Attempt, invoice: Invoice, at: datetime, *, given_up: bool) -> list[str]:
    row.state = AttemptState.GIVEN_UP if given_up else AttemptState.FAILED
    row.settled_at, row.url = at, ""
    method = PROVIDERS[row.provider].value
    publish(PaymentFailed(at=at, subject=invoice.pk, method=method, **facts_of(invoice)))
    return ["state", "settled_at", "url"]


def ask_after_open(*, at: datetime) -> int:
    """Ask after every open attempt; pages left alone for long are closed (照会の巡回).

    A provider that does not answer is asked again the next time.
    """
    done = 0
    for key, begun_at in Attempt.objects.filter(state=AttemptState.OPEN).values_list(
        "pk", "begun_at"
    ):
        with suppress(CannotReach, LookupError):
            row = ask(key, at=at)
            if row.state == AttemptState.OPEN and at - begun_at >= GIVE_UP_AFTER:
                row = stop(key, at=at)
            done += row.state != AttemptState.OPEN
    return done
