"""Two people, or one impatient one, at the same moment."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.models import Attempt, Payment, Refund
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.rules.agreements import Result
from tsunagaru.engines.payments.rules.states import CannotMove
from tsunagaru.engines.payments.services.refunding import CannotRefund
from tsunagaru.engines.payments.services.transfers import CannotTransfer
from tsunagaru.engines.payments.testing import MONDAY, a_drawer, an_invoice, capture, paid_in_cash
from tsunagaru.kernel.access import Actor

MANY, BY = 6, Actor(name="係")


@pytest.fixture
def shared_database(transactional_db, tmp_path):
    """A database that threads can really share: SQLite's in-memory one has one connection."""
    if connection.vendor != "sqlite":
        yield
        return
    path, before = tmp_path / "shared.sqlite3", connection.connection
    with sqlite3.connect(path) as copy:
        before.backup(copy)
    name = connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = before, name


def at_once(*acts):
    """Run acts in threads that start together; return what they returned or raised."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait(20)
        try:
            return act()
        except CannotMove as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


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


def test_a_debit_reported_by_many_at_once_is_written_once(shared_database):
    invoice = an_invoice()

    def report():
        return services.record_transfer(
            invoice.pk, Result.COLLECTED, reference="20260427-1", by=BY, at=MONDAY
        )

    found = at_once(*[report] * MANY)
    assert sorted(found) == [False] * (MANY - 1) + [True]
    assert (Payment.objects.count(), Refund.objects.count()) == (1, 0)
    assert books.complaints() == []


def test_one_number_for_two_invoices_at_once_is_kept_for_one(shared_database):
    one, other = an_invoice(), an_invoice()

    def report(invoice):
        try:
            return services.record_transfer(
                invoice.pk, Result.COLLECTED, reference="20260427-1", by=BY, at=MONDAY
            )
        except CannotTransfer as refusal:
            return refusal

    found = at_once(*[lambda: report(one), lambda: report(other)] * (MANY // 2))
    assert found.count(True) == 1
    assert sum(isinstance(each, CannotTransfer) for each in found) == MANY // 2
    assert Payment.objects.count() == 1
    assert books.complaints() == []
