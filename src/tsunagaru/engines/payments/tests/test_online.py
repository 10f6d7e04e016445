"""Paying at a provider: one press or ten, answers lost or doubled, one charge."""

from datetime import timedelta

import pytest

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.gateways.protocol import CannotReach
from tsunagaru.engines.payments.gateways.simulator.faults import Fault
from tsunagaru.engines.payments.models import Attempt, Payment, Refund
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.rules.states import CannotMove
from tsunagaru.engines.payments.testing import MONDAY, a_drawer, an_invoice, capture, paid_in_cash
from tsunagaru.ground.ledger.testing import published

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("code", ["paypay", "payjp"])
LATER = MONDAY + timedelta(minutes=40)
LOST = [Fault.ERROR_BEFORE, Fault.ERROR_AFTER, Fault.DROP_AFTER]


def begin(invoice, code="payjp", at=MONDAY):
    return services.begin(invoice.pk, code, return_url="https://town.example/pay/", at=at)


def settled(invoice):
    invoice.refresh_from_db()
    assert books.complaints() == []
    return invoice.state


@BOTH
def test_a_payment_goes_to_the_providers_page_and_comes_back_paid(desk, code):
    invoice = an_invoice()
    attempt = begin(invoice, code)
    assert attempt.url.startswith(desk.base)
    capture(desk, attempt)
    assert services.ask(attempt.pk, at=MONDAY).state == "captured"
    assert settled(invoice) == "paid"
    (told,) = published("payment.settled")
    assert (told["cashless"], told["site"], told["yen"]) == ("yes", "online", 300)


@BOTH
def test_asking_again_changes_nothing(desk, code):
    invoice = an_invoice()
    attempt = begin(invoice, code)
    capture(desk, attempt)
    for _ in range(3):
        services.ask(attempt.pk, at=MONDAY)
    assert Payment.objects.count() == 1
    assert settled(invoice) == "paid"


@BOTH
def test_pressing_twice_leads_to_the_same_page(desk, code):
    invoice = an_invoice()
    assert begin(invoice, code).url == begin(invoice, code).url
    assert Attempt.objects.count() == 1


@BOTH
@pytest.mark.parametrize("fault", LOST)
def test_a_page_whose_answer_was_lost_is_never_charged_twice(desk, code, fault):
    invoice = an_invoice()
    desk.faults.order(fault)
    with pytest.raises(CannotReach):
        begin(invoice, code)
    attempt = begin(invoice, code)
    capture(desk, attempt)
    services.ask_after_open(at=MONDAY)
    assert settled(invoice) == "paid"
    assert desk.store.total() == 300


@BOTH
def test_a_lost_page_that_was_paid_is_found_by_its_number(desk, code):
    invoice = an_invoice()
    desk.faults.order(Fault.DROP_AFTER)
    with pytest.raises(CannotReach):
        begin(invoice, code)
    capture(desk, Attempt.objects.get())
    services.ask_after_open(at=MONDAY)
    assert settled(invoice) == "paid"


def test_changing_the_provider_closes_the_first_page(desk):
    invoice = an_invoice()
    first, second = begin(invoice, "payjp"), begin(invoice, "paypay")
    assert desk.store.find(provider="payjp", merchant=first.merchant_id).state == "expired"
    capture(desk, second)
    services.ask(second.pk, at=MONDAY)
    assert settled(invoice) == "paid"


def test_a_page_paid_just_before_it_is_closed_counts(desk):
    invoice = an_invoice()
    first = begin(invoice, "payjp")
    capture(desk, first)
    with pytest.raises(CannotMove):
        begin(invoice, "paypay")
    assert settled(invoice) == "paid"
    assert desk.store.total() == 300


def test_a_page_left_alone_is_closed_and_the_invoice_stays_open(desk):
    invoice = an_invoice()
    begin(invoice)
    services.ask_after_open(at=MONDAY)
    assert Attempt.objects.get().state == "open"
    services.ask_after_open(at=LATER)
    assert Attempt.objects.get().state == "given_up"
    assert settled(invoice) == "requested"


@BOTH
def test_cash_and_a_capture_in_flight_keep_one_and_give_the_other_back(desk, code):
    invoice = an_invoice()
    attempt = begin(invoice, code)
    capture(desk, attempt)
    paid_in_cash(invoice)
    services.ask(attempt.pk, at=MONDAY)
    assert [p.kept for p in Payment.objects.order_by("received_at", "method")].count(True) == 1
    refund = Refund.objects.get()
    assert (refund.cause, refund.state) == ("duplicate", "queued")
    desk.faults.order(Fault.DROP_AFTER)
    with pytest.raises(CannotReach):
        services.send(refund.pk, at=MONDAY)
    services.send(refund.pk, at=MONDAY)
    assert desk.store.total() == 0
    assert settled(invoice) == "paid"


def test_the_counter_closes_a_page_before_it_takes_cash(desk):
    invoice, drawer = an_invoice(), a_drawer()
    begin(invoice)
    services.halt_online(invoice.pk, at=MONDAY)
    paid_in_cash(invoice, drawer=drawer)
    assert Attempt.objects.get().state == "given_up"
    assert settled(invoice) == "paid"


def test_a_capture_of_another_amount_waits_for_a_clerk(desk):
    invoice = an_invoice()
    attempt = begin(invoice)
    desk.faults.order(Fault.WRONG_CAPTURE)
    capture(desk, attempt)
    assert services.ask(attempt.pk, at=MONDAY).state == "disputed"
    refund = Refund.objects.get()
    assert (refund.cause, refund.state, refund.amount_yen) == ("amount", "to_hand_out", 301)
    assert settled(invoice) == "requested"


def test_an_invoice_paid_or_cancelled_opens_no_page(desk):
    invoice = an_invoice()
    services.cancel(invoice.pk, at=MONDAY)
    with pytest.raises(CannotMove):
        begin(invoice)


def test_money_that_arrives_for_a_cancelled_invoice_goes_back(desk):
    invoice = an_invoice()
    attempt = begin(invoice)
    capture(desk, attempt)
    services.cancel(invoice.pk, at=MONDAY)
    services.ask(attempt.pk, at=MONDAY)
    services.send(Refund.objects.get().pk, at=MONDAY)
    assert desk.store.total() == 0
    assert settled(invoice) == "cancelled"
