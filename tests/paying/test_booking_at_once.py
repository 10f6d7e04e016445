"""Money meets bookings at the same moment, and whatever the order the yen agree (同時)."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking, Charge
from tsunagaru.engines.bookings.queries.charges import fee_of
from tsunagaru.engines.bookings.rules.states import CannotMove
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.placing import CannotBook
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_person, a_resource
from tsunagaru.engines.bookings.tests.conftest import together  # noqa: F401 - a fixture
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.api import CannotMove as CannotPay
from tsunagaru.engines.payments.api import CannotRefund
from tsunagaru.engines.payments.models import Drawer, Invoice, Refund
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.testing import a_drawer, a_setup, paid_in_cash
from tsunagaru.kernel.access import Actor

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TEN = MONDAY.replace(hour=10) + DAY
HALF = {"free_until_h": 24, "percent_after": 50}
LAPSING = {"due_days": 0, "lapse_days": 1}
MANY = 6
REFUSALS = (CannotMove, CannotBook, CannotPay, CannotRefund)


def fee(row):
    return fee_of(Booking.objects.get(pk=row.pk))


def agree(row, owed):
    """Hold that what is held and asked for comes to what is owed, and the books balance."""
    now = fee(row)
    assert now.owed_yen == owed
    assert now.held_yen + (now.pending.amount_yen if now.pending else 0) == owed
    assert books.complaints() == []


def doing(*acts):
    """Return work for threads: each does one of these, and may be refused."""

    def work(number):
        with suppress(*REFUSALS):
            acts[number % len(acts)]()

    return work


def test_paying_and_cancelling_at_once_keep_what_is_kept_and_no_more(together):  # noqa: F811 - the fixture
    a_setup(at=MONDAY)
    a_resource(cancel=HALF)
    row = a_booking(slots=2)
    drawer, invoice = a_drawer(at=MONDAY), Invoice.objects.get()
    late = TEN - HOUR
    work = doing(
        lambda: paid_in_cash(invoice, drawer=drawer),
        lambda: services.cancel(row.pk, by=By.PERSON, at=late),
    )
    together(MANY, work)
    agree(row, 300)
    paid = fee(row).held_yen
    assert Refund.objects.count() == (1 if paid else 0)


def test_cancelling_many_times_at_once_gives_back_once(together):  # noqa: F811 - the fixture
    a_setup(at=MONDAY)
    a_resource(cancel=HALF)
    row = a_booking(slots=2)
    paid_in_cash(Invoice.objects.get())
    together(MANY, doing(lambda: services.cancel(row.pk, by=By.PERSON, at=TEN - HOUR)))
    assert Refund.objects.get().amount_yen == 300
    agree(row, 300)


def test_giving_back_by_hand_and_closing_at_once_never_exceed_what_was_paid(together):  # noqa: F811 - the fixture
    a_setup(at=MONDAY)
    a_resource()
    row = a_booking(slots=2)
    paid = paid_in_cash(Invoice.objects.get())
    clerk = Actor(name="係")
    work = doing(
        lambda: services.cancel(row.pk, by=By.TOWN, at=MONDAY),
        lambda: money.refund(paid.invoice_id, yen=400, reason="誤り", by=clerk, at=MONDAY),
    )
    together(2, work)
    assert sum(Refund.objects.values_list("amount_yen", flat=True)) == 600
    agree(row, 0)


def test_asking_again_many_times_at_once_asks_once(together):  # noqa: F811 - the fixture
    a_setup(at=MONDAY)
    a_resource()
    row = a_booking()
    money.cancel(Invoice.objects.get().pk, at=MONDAY)
    together(MANY, doing(lambda: services.ask_again(row.pk, by=Actor(), at=MONDAY)))
    assert Charge.objects.count() == 2
    agree(row, 300)


class Visitor:
    """One who books, pays, changes and cancels, and a town that closes, as a die falls."""

    def __init__(self, seed):
        self.rng, self.at = random.Random(seed), MONDAY  # noqa: S311 - a die, no secret
        youth = {"code": "youth", "name": {"ja": "青少年"}, "percent": 50}
        a_resource(
            units=3, cancel=HALF, reductions=[youth], fee="hours * 300 + people", pay=LAPSING
        )
        reduction = "youth" if self.rng.random() < 0.4 else ""
        self.row = a_booking(
            TEN + 3 * DAY, person=a_person(seed, email="a@example.jp"), reduction=reduction
        )

    def live(self):
        """Do one thing a little later."""
        self.at += timedelta(hours=self.rng.randint(1, 12))
        id_, die = self.row.pk, self.rng
        acts = (
            self.pay,
            self.pay,
            lambda: services.change(
                id_,
                start=TEN + die.randint(2, 9) * DAY,
                slots=die.randint(1, 4),
                by=By.CLERK,
                at=self.at,
            ),
            lambda: services.judge_reduction(
                id_, granted=die.random() < 0.5, why="対象外です。", at=self.at
            ),
            lambda: services.mark(id_, came=die.random() < 0.5, at=self.at),
            lambda: services.finish_day(self.at.date(), at=self.at),
            lambda: money.pass_due_dates(at=self.at),
            lambda: services.mind_unpaid(at=self.at),
            lambda: die.random() < 0.3 and services.cancel(id_, by=By.CLERK, at=self.at),
            lambda: die.random() < 0.1 and services.cancel(id_, by=By.TOWN, at=self.at),
        )
        with suppress(*REFUSALS):
            die.choice(acts)()

    def pay(self):
        """Pay whatever is asked for."""
        pending = fee(self.row).pending
        if pending:
            drawer = Drawer.objects.first() or a_drawer()
            paid_in_cash(Invoice.objects.get(pk=pending.id), drawer=drawer, at=self.at)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(12))
def test_after_whatever_happens_what_is_held_and_asked_for_is_what_is_owed(seed):
    a_setup(at=MONDAY)
    visitor = Visitor(seed)
    for _ in range(25):
        visitor.live()
        owed = fee(visitor.row).owed_yen
        if owed is not None:
            agree(visitor.row, owed)
        assert Invoice.objects.filter(state__in=("requested", "overdue")).count() <= 1
