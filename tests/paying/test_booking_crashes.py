"""Dying at any statement leaves booking and money as they were, or as they shall be (中断)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.paying.test_paying_crashes import MOST, Died, dying_at
from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking, Cell, Charge
from tsunagaru.engines.bookings.queries.charges import fee_of
from tsunagaru.engines.bookings.rules.slots import Slot
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.making import Wish, make, wait
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_person, a_resource
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Invoice, Journal, Refund
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.testing import a_setup, paid_in_cash
from tsunagaru.ground.ledger.models import Delivery, EventRow

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TEN = MONDAY.replace(hour=10) + timedelta(days=1)
YOUTH = {"code": "youth", "name": {"ja": "青少年"}, "percent": 50}


@pytest.fixture(autouse=True)
def hall(db):
    a_setup(at=MONDAY)
    a_resource(cancel={"free_until_h": 24, "percent_after": 50}, reductions=[YOUTH])
    yield
    assert books.complaints() == []


def world():
    """Return everything that could be left half done."""
    return {
        "bookings": sorted(Booking.objects.values_list("state", "starts_at", "fee_yen")),
        "invoices": sorted(Invoice.objects.values_list("state", "amount_yen", "refunded_yen")),
        "rows": [
            model.objects.count() for model in (Cell, Charge, Journal, Refund, EventRow, Delivery)
        ],
    }


def die_everywhere(act):
    """Die at every statement in turn; each time the world is the one before, until it is done."""
    before = world()
    for number in range(1, MOST):
        try:
            with dying_at(number):
                act()
        except Died:
            assert world() == before, f"statement {number}"
        else:
            assert world() != before
            return
    raise AssertionError("never done")


def stands(row):
    fee = fee_of(Booking.objects.get(pk=row.pk))
    return fee.held_yen, fee.pending.amount_yen if fee.pending else 0


def paid(**wish):
    row = a_booking(slots=2, **wish)
    paid_in_cash(Invoice.objects.get(), at=MONDAY)
    return row


def test_booking():
    press = uuid4()
    die_everywhere(lambda: make(Wish("hall", TEN), a_person(), press=press, at=MONDAY))
    assert stands(Booking.objects.get()) == (0, 300)


def test_changing_what_is_unpaid():
    row = a_booking()
    die_everywhere(
        lambda: services.change(row.pk, start=TEN + HOUR, slots=3, by=By.PERSON, at=MONDAY)
    )
    assert stands(row) == (0, 900)


def test_cancelling_late_what_is_paid():
    row = paid()
    die_everywhere(lambda: services.cancel(row.pk, by=By.PERSON, at=TEN - HOUR))
    assert stands(row) == (300, 0)


def test_cancelling_late_what_is_unpaid():
    row = a_booking(slots=2)
    die_everywhere(lambda: services.cancel(row.pk, by=By.PERSON, at=TEN - HOUR))
    assert stands(row) == (0, 300)


def test_judging_a_reduction():
    row = a_booking(reduction="youth")
    die_everywhere(lambda: services.judge_reduction(row.pk, granted=True, at=MONDAY))
    assert stands(row) == (0, 150)


def test_closing_what_is_paid():
    row, span = paid(), Slot(TEN, TEN + 2 * HOUR)
    die_everywhere(lambda: services.close_resource("hall", span, why="点検", at=MONDAY))
    assert stands(row) == (0, 0)


def test_warning_of_a_lapse_and_lapsing_with_somebody_who_waits():
    a_resource(MONDAY + timedelta(seconds=1), pay={"due_days": 14, "lapse_days": 7})
    day, use = timedelta(days=1), TEN + timedelta(days=40)
    row = a_booking(use, person=a_person(email="hanako@example.jp"))
    wait(Wish("hall", use), a_person(2, email="jiro@example.jp"), press=uuid4(), at=MONDAY)
    money.pass_due_dates(at=MONDAY + 15 * day)
    die_everywhere(lambda: services.mind_unpaid(at=MONDAY + 15 * day))
    die_everywhere(lambda: services.mind_unpaid(at=MONDAY + 24 * day))
    assert stands(row) == (0, 0)
    assert set(Booking.objects.values_list("state", flat=True)) == {"cancelled", "offered"}
