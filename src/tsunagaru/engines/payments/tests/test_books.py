"""The books balance to the yen, whatever happens, in whatever order, however often it fails."""

import random
from contextlib import suppress
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.gateways.protocol import CannotCharge, CannotReach
from tsunagaru.engines.payments.gateways.simulator.faults import Fault
from tsunagaru.engines.payments.models import Attempt, Drawer, Entry, Invoice, Journal, Refund
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.rules.states import CannotMove
from tsunagaru.engines.payments.services.counter import CannotUseDrawer, Count
from tsunagaru.engines.payments.services.depositing import Deposit
from tsunagaru.engines.payments.services.refunding import CannotRefund
from tsunagaru.engines.payments.testing import (
    MONDAY,
    a_drawer,
    a_paypoint,
    a_setup,
    an_invoice,
    capture,
    paid_in_cash,
)
from tsunagaru.kernel.access import Actor

pytestmark = pytest.mark.django_db
CLERK = Actor(name="係")
REFUSALS = (CannotMove, CannotReach, CannotCharge, CannotRefund, CannotUseDrawer)
FAULTS = (Fault.ERROR_BEFORE, Fault.ERROR_AFTER, Fault.DROP_AFTER, Fault.WRONG_CAPTURE)


class Town:
    """People who pay, clerks who err and a provider that fails, as a die falls."""

    def __init__(self, desk, seed):
        self.desk, self.rng = desk, random.Random(seed)  # noqa: S311 - a die, no secret
        a_setup()
        self.point = a_paypoint()

    def pick(self, model, **filters):
        rows = model.objects.filter(**filters).order_by("pk")
        place = UUID(int=self.rng.getrandbits(128))
        return rows.filter(pk__gte=place).first() or rows.first()

    def live(self):
        """Do one thing; half of all calls meet a fault."""
        if self.rng.random() < 0.3:
            self.desk.faults.order(self.rng.choice(FAULTS))
        acts = (self.ask_for, self.begin, self.begin, self.press, self.press, self.look, self.cash)
        act = self.rng.choice(
            (*acts, self.card, self.cancel, self.refund, self.send, self.drawer, self.deposit)
        )
        with suppress(*REFUSALS):
            act()
        self.desk.faults.clear()

    def ask_for(self):
        an_invoice(yen=self.rng.randint(1, 50_000))

    def begin(self):
        if row := self.pick(Invoice, state="requested"):
            code = self.rng.choice(("payjp", "paypay"))
            services.begin(row.pk, code, return_url="https://town.example/", at=MONDAY)

    def press(self):
        row = self.pick(Attempt)
        if row and self.desk.store.find(provider=row.provider, merchant=row.merchant_id):
            capture(self.desk, row)

    def look(self):
        if row := self.pick(Attempt):
            services.ask(row.pk, at=MONDAY)

    def cash(self):
        row, drawer = self.pick(Invoice), Drawer.objects.filter(closed_at=None).first()
        if row and drawer:
            if self.rng.random() < 0.5:
                services.halt_online(row.pk, at=MONDAY)
            paid_in_cash(row, drawer=drawer)

    def card(self):
        if row := self.pick(Invoice):
            services.take_card(row.pk, paypoint=self.point, slip="1", by=CLERK, at=MONDAY)

    def deposit(self):
        held = books.balance("clearing:terminal")
        if held > 0:
            gross = self.rng.randint(1, held)
            some = Deposit(MONDAY.date(), gross, self.rng.randint(0, gross), str(self.rng.random()))
            made = services.record_deposit(some, by=CLERK, at=MONDAY)
            if self.rng.random() < 0.2:
                services.undo_deposit(made.pk, by=CLERK, at=MONDAY)

    def cancel(self):
        if row := self.pick(Invoice):
            services.cancel(row.pk, at=MONDAY)

    def refund(self):
        if row := self.pick(Invoice, state__in=("paid", "partly_refunded")):
            yen = self.rng.randint(1, row.refundable_yen)
            services.refund(row.pk, yen=yen, reason="誤り", by=CLERK, at=MONDAY)

    def send(self):
        if row := self.pick(Refund):
            drawer = Drawer.objects.filter(closed_at=None).first()
            services.send(row.pk, at=MONDAY)
            services.hand_out(row.pk, by=CLERK, at=MONDAY, drawer=drawer, slip="2")

    def drawer(self):
        row = Drawer.objects.filter(closed_at=None).first()
        if row is None:
            a_drawer(self.point)
        elif self.rng.random() < 0.2:
            counted = {1: max(0, books.expected_cash(row) + self.rng.randint(-5, 5))}
            services.close_drawer(row.pk, Count(counted, "数え違い"), by=CLERK, at=MONDAY)

    def come_to_rest(self):
        """Let every question be answered and every refund be sent."""
        self.desk.faults.clear()
        for key in Attempt.objects.values_list("pk", flat=True):
            services.ask(key, at=MONDAY)
        for key in Refund.objects.filter(state="queued").values_list("pk", flat=True):
            services.send(key, at=MONDAY)


def check(town):
    town.come_to_rest()
    assert books.complaints() == []
    held = sum(books.balance(f"clearing:{code}") for code in ("payjp", "paypay"))
    assert held == town.desk.store.total()
    for row in Invoice.objects.all():
        assert row.payments.filter(kept=True).count() <= 1


@pytest.mark.parametrize("seed", [1, 2])
def test_books_balance_and_agree_with_the_provider_after_random_days(desk, seed):
    town = Town(desk, seed)
    for _ in range(150):
        town.live()
    check(town)


@pytest.mark.drill
def test_books_balance_after_ten_thousand_random_operations(desk):
    """Ten thousand on SQLite; a quarter on PostgreSQL, where each takes longer."""
    town = Town(desk, 2026)
    for _ in range(10_000 if connection.vendor == "sqlite" else 2_500):
        town.live()
    check(town)


def test_what_is_booked_is_never_changed():
    an_invoice()
    for change in (
        lambda: Entry.objects.update(amount_yen=1),
        lambda: Journal.objects.update(cause="x"),
        lambda: Entry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


class Crash(Exception):
    """The power fails."""


def crashing(n):
    """Fail at the n-th statement that writes."""
    left = [n]

    def wrapper(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "SELECT LEDGER")):
            left[0] -= 1
            if left[0] == 0:
                raise Crash
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def _pay(invoice):
    paid_in_cash(invoice, drawer=Drawer.objects.get())


def _refund(invoice):
    services.refund(invoice.pk, yen=100, reason="誤り", by=CLERK, at=MONDAY)


@pytest.mark.parametrize(("act", "before"), [(_pay, "requested"), (_refund, "paid")])
def test_a_crash_at_the_nth_write_leaves_the_state_before_or_after(act, before):
    a_drawer()
    for n in range(1, 40):
        invoice = an_invoice()
        if before == "paid":
            paid_in_cash(invoice)
        count = Journal.objects.count()
        try:
            with crashing(n):
                act(invoice)
        except Crash:
            invoice.refresh_from_db()
            assert (invoice.state, Journal.objects.count()) == (before, count)
            assert books.complaints() == []
        else:
            assert n > 3
            return
    pytest.fail("the act never ended")
