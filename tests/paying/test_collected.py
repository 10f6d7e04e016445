"""While the bank is asked to collect a fee, no page asks its payer for money (引落しの依頼中)."""

from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.paying.test_paying import CLERK, an_application_with, invoices
from tsunagaru.engines.applications.testing import NOON
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import token_of
from tsunagaru.engines.bookings.queries.charges import fee_of
from tsunagaru.engines.bookings.queries.unpaid import lapse_day
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_person, a_resource
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.gateways.simulator import bank
from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.queries import transfers
from tsunagaru.engines.payments.rules.agreements import Result
from tsunagaru.engines.payments.testing import AN_ACCOUNT, a_request, a_transfer_setup
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.kernel.clock import JST

pytestmark = pytest.mark.django_db
FAR = MONDAY.replace(hour=10) + timedelta(days=40)
ASKS, COLLECTED = "支払いへ進む", "口座から引き落とします"


def agree(resident, at):
    a_transfer_setup(at=at)
    money.record_mandate(resident, AN_ACCOUNT, agreed_on=at.date(), by=CLERK, at=at)


@pytest.fixture
def booking():
    hanako = a_resident()
    agree(hanako.id, MONDAY)
    a_resource(pay={"lapse_days": 7})
    return a_booking(FAR, person=a_person(resident=hanako.id))


def pages(row, clerk):
    own = Client().get(reverse("bookings:booking", args=[token_of(row.pk)]))
    staff = sign_in(Client(), clerk).get(reverse("bookings:staff_booking", args=[row.pk]))
    return own.content.decode(), staff.content.decode()


def test_a_booking_that_the_bank_collects_asks_for_nothing_and_lapses_not(booking):
    clerk = a_clerk()
    own, _ = pages(booking, clerk)
    assert ASKS in own
    assert lapse_day(booking, fee_of(booking)) is not None
    a_request([Invoice.objects.get()])
    own, staff = pages(booking, clerk)
    assert COLLECTED in own
    assert ASKS not in own
    assert "二重の支払いになる" in staff
    assert lapse_day(booking, fee_of(booking)) is None


def test_a_booking_that_the_bank_could_not_collect_asks_again(booking):
    batch = a_request([Invoice.objects.get()])
    back = bank.answer(transfers.file_of(batch), result_of=lambda _place, _yen: Result.NO_FUNDS)
    evening = datetime.combine(batch.withdrawn_on, time(18), JST)
    money.read_results(batch.pk, back, by=CLERK, at=evening)
    own, _ = pages(Booking.objects.get(), a_clerk())
    assert ASKS in own
    assert COLLECTED not in own


def test_an_application_whose_fee_the_bank_collects_asks_for_nothing():
    row = an_application_with({"when": "on_submit"})
    agree(row.resident_id, NOON)
    client, page = sign_in(Client(), row.resident_id), f"/applications/{row.pk}/"
    assert ASKS in client.get(page).content.decode()
    a_request(invoices(), at=NOON)
    after = client.get(page).content.decode()
    assert COLLECTED in after
    assert ASKS not in after


def test_ones_own_bookings_say_on_which_day_the_bank_collects(booking, client):
    sign_in(client, booking.resident_id)
    mine = reverse("bookings:mine")
    assert "お支払い待ち" in client.get(mine).content.decode()
    batch = a_request([Invoice.objects.get()])
    page = client.get(mine).content.decode()
    assert "お支払い待ち" not in page
    day = batch.withdrawn_on
    assert f"口座振替の予定 {day.year}年{day.month}月{day.day}日" in page


def test_an_invoice_says_when_it_will_be_collected_before_the_bank_is_asked(booking, client):
    (row,) = Invoice.objects.all()
    sign_in(client, booking.resident_id)
    where = reverse("payments:pay", args=[row.pk])
    day = f"{row.due_on.year}年{row.due_on.month}月{row.due_on.day}日"
    planned = f"支払いの期限（{day}）に、登録した口座から引き落とす予定です。"
    page = client.get(where).content.decode()
    assert planned in page
    assert "支払い方法を選ぶ" in page
    a_request([row])
    page = client.get(where).content.decode()
    assert planned not in page
    assert COLLECTED in page


def test_an_invoice_of_whoever_agreed_to_nothing_promises_nothing(client):
    hanako = a_resident()
    a_transfer_setup(at=MONDAY)
    a_resource()
    a_booking(FAR, person=a_person(resident=hanako.id))
    sign_in(client, hanako)
    page = client.get(reverse("payments:pay", args=[Invoice.objects.get().pk])).content.decode()
    assert "口座振替の予定" not in page
