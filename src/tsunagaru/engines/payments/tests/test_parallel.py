"""Two people, or one impatient one, at the same moment."""

from datetime import datetime, time
from functools import partial
from uuid import uuid4

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.models import Attempt, Payment, Refund
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.rules.states import CannotMove
from tsunagaru.engines.payments.services.refunding import CannotRefund
from tsunagaru.engines.payments.services.transfers import CannotTransfer
from tsunagaru.engines.payments.testing import (
    MONDAY,
    a_drawer,
    a_request,
    a_transfer_setup,
    an_agreed_invoice,
    an_invoice,
    capture,
    paid_in_cash,
    the_bank_answers,
)
from tsunagaru.ground.rows.testing import at_once as all_at_once
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import JST

at_once = partial(all_at_once, refusals=(CannotMove,))
MANY, BY = 6, Actor(name="係")


def begin(invoice):
    return services.begin(invoice.pk, "payjp", return_url="https://town.example/", at=MONDAY)


def test_parallel_presses_open_one_page(shared_database, desk):
    invoice = an_invoice()
    found = at_once(*[lambda: begin(invoice).url] * MANY)
    assert len(set(found)) == 1
    assert Attempt.objects.count() == 1


def test_parallel_answers_count_one_payment(shared_database, desk):
    attempt = begin(an_invoice())
    capture(desk, attempt)
    at_once(*[lambda: services.ask(attempt.pk, at=MONDAY)] * MANY)
    assert Payment.objects.count() == 1
    assert books.complaints() == []


def test_parallel_cash_is_taken_once(shared_database):
    invoice, drawer = an_invoice(), a_drawer()
    found = at_once(*[lambda: paid_in_cash(invoice, drawer=drawer)] * MANY)
    assert sum(isinstance(each, CannotMove) for each in found) == MANY - 1
    assert books.complaints() == []


def test_cash_and_card_at_once_keep_one_and_owe_the_other_back(shared_database, desk):
    invoice, drawer = an_invoice(), a_drawer()
    attempt = begin(invoice)
    capture(desk, attempt)
    at_once(
        lambda: services.ask(attempt.pk, at=MONDAY), lambda: paid_in_cash(invoice, drawer=drawer)
    )
    assert Payment.objects.filter(kept=True).count() == 1
    assert Refund.objects.count() == Payment.objects.filter(kept=False).count()
    assert books.complaints() == []


def test_parallel_refunds_never_exceed_what_was_paid(shared_database):
    invoice = an_invoice()
    paid_in_cash(invoice)

    def refund():
        try:
            return services.refund(invoice.pk, yen=200, reason="誤り", by=BY, at=MONDAY)
        except CannotRefund as refusal:
            return refusal

    at_once(*[refund] * MANY)
    assert Refund.objects.count() == 1
    assert books.complaints() == []


def test_an_answer_of_the_bank_that_many_load_at_once_is_written_once(shared_database):
    a_transfer_setup()
    batch = a_request([an_agreed_invoice(uuid4())])
    evening = datetime.combine(batch.withdrawn_on, time(18), JST)

    def load():
        try:
            return the_bank_answers(batch, at=evening)
        except CannotTransfer as refusal:
            return refusal

    found = at_once(*[load] * MANY)
    assert sum(isinstance(each, CannotTransfer) for each in found) == MANY - 1
    assert (Payment.objects.count(), Refund.objects.count()) == (1, 0)
    assert books.complaints() == []
