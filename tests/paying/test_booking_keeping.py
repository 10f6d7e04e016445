"""How long a booking's money is kept: disposal, export and erasure (廃棄・開示・消去)."""

from datetime import timedelta
from random import Random

import pytest
from django.urls import reverse

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.offers.acts import book_for_a_day
from tsunagaru.engines.bookings.offers.privacy import erase, export
from tsunagaru.engines.bookings.queries.charges import fee_of
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.disposing import CannotDisposeOpen, dispose
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_person, a_resource
from tsunagaru.engines.payments import api as payments
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Invoice, Refund
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.services.living import pay_for_a_day
from tsunagaru.engines.payments.testing import a_paypoint, a_setup, paid_in_cash
from tsunagaru.ground.people.testing import a_resident, sign_in
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.offers import World

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TEN = MONDAY.replace(hour=10) + DAY
LATER, MUCH_LATER = TEN + 30 * DAY, TEN + 6 * 366 * DAY
HALF = {"free_until_h": 24, "percent_after": 50}
YOUTH = {"code": "youth", "name": {"ja": "青少年"}, "percent": 50}


@pytest.fixture
def hanako(db):
    a_setup(at=MONDAY)
    return a_resident()


def pay(row):
    paid_in_cash(Invoice.objects.get(pk=fee_of(row).pending.id), at=MONDAY)


def booked(hanako, **wish):
    return a_booking(person=a_person(resident=hanako.id), **wish)


def test_a_booking_is_not_disposed_of_while_money_is_to_come_or_to_go_back(hanako):
    a_resource(cancel=HALF)
    row = booked(hanako, slots=2)
    services.finish_day(TEN.date(), at=TEN + DAY)
    with pytest.raises(CannotDisposeOpen):
        dispose(row.pk, at=LATER)
    pay(row)
    money.refund(Invoice.objects.get().pk, yen=100, reason="誤り", by=Actor(name="係"), at=LATER)
    with pytest.raises(CannotDisposeOpen):
        dispose(row.pk, at=LATER)
    assert Booking.objects.get().name
    money.hand_out(Refund.objects.get().pk, by=Actor(name="係"), at=LATER)
    dispose(row.pk, at=LATER)
    assert not Booking.objects.get().name


def test_a_disposed_booking_leaves_the_books_and_nothing_that_leads_to_it(hanako):
    a_resource()
    row = booked(hanako)
    pay(row)
    services.finish_day(TEN.date(), at=TEN + DAY)
    dispose(row.pk, at=LATER)
    invoice = Invoice.objects.get()
    assert (invoice.resident_id, invoice.back_url) == (hanako.id, "")
    assert invoice.payer
    assert books.complaints() == []
    (closed,) = payments.closed_invoices(before=MUCH_LATER, bound=frozenset())
    payments.dispose(closed.id, at=MUCH_LATER)
    emptied = Invoice.objects.get()
    assert (emptied.payer, emptied.resident_id) == ("", None)


def test_the_receipt_stays_in_the_payers_list_as_long_as_the_invoice_is_kept(client, hanako):
    a_resource()
    row = booked(hanako)
    pay(row)
    services.finish_day(TEN.date(), at=TEN + DAY)
    dispose(row.pk, at=LATER)
    invoice = Invoice.objects.get()
    receipt = reverse("payments:receipt", args=[invoice.pk])
    sign_in(client, hanako)
    listed = client.get(reverse("payments:mine")).content.decode()
    assert receipt in listed
    assert client.get(receipt).content.startswith(b"%PDF")
    page = client.get(reverse("payments:pay", args=[invoice.pk])).content.decode()
    assert str(row.pk) not in page
    payments.dispose(invoice.pk, at=MUCH_LATER)
    assert receipt not in client.get(reverse("payments:mine")).content.decode()


def test_an_unchecked_reduction_keeps_a_booking(hanako):
    a_resource(reductions=[YOUTH])
    row = booked(hanako, reduction="youth")
    services.finish_day(TEN.date(), at=TEN + DAY)
    with pytest.raises(CannotDisposeOpen):
        dispose(row.pk, at=LATER)
    assert erase(hanako.id, LATER).kept == 1


def test_a_person_gets_every_decision_about_the_fee(hanako):
    a_resource(cancel=HALF)
    row = booked(hanako, slots=2)
    services.cancel(row.pk, by=By.PERSON, at=TEN - HOUR)
    (told,) = export(hanako.id)
    assert [(one["yen"], one["cause"]) for one in told["fees"]] == [
        (600, "予約"),
        (300, "予約の取消し"),
    ]
    assert told["kept_yen"] == 300


def test_who_still_owes_is_not_forgotten_before_it_is_paid(hanako):
    a_resource()
    row = booked(hanako)
    services.mark(row.pk, came=False, at=TEN)
    left = erase(hanako.id, LATER)
    assert (left.erased, left.kept) == (0, 1)
    assert "支払い" in left.reason
    pay(row)
    assert erase(hanako.id, LATER).erased == 1
    assert Booking.objects.get().resident_id is None


def test_a_simulated_month_books_pays_cancels_and_gives_back_and_the_books_balance(hanako):
    a_resource(units=4, cancel=HALF)
    a_paypoint()
    world = World(rng=Random(7), residents=21_000, days=30)  # noqa: S311 - a simulated town
    for number in range(30):
        day = (MONDAY + number * DAY).date()
        book_for_a_day(world, day)
        pay_for_a_day(world, day)
    states = set(Invoice.objects.values_list("state", flat=True))
    assert {"requested", "paid", "partly_refunded"} <= states
    waiting = Refund.objects.exclude(state="done")
    assert not waiting.filter(requested_at__lt=MONDAY + 25 * DAY).exists()
    assert books.complaints() == []
