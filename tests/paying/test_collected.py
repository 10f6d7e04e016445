"""While the bank is asked to collect a fee, no page asks its payer for money (引落しの依頼中)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.paying.test_paying import CLERK, an_application_with, invoices, settle
from tsunagaru.engines.applications.testing import NOON
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import token_of
from tsunagaru.engines.bookings.queries.charges import fee_of
from tsunagaru.engines.bookings.queries.letters import pay_words
from tsunagaru.engines.bookings.queries.unpaid import lapse_day
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_person, a_resource
from tsunagaru.engines.messages.models import Notice
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.rules.agreements import Result
from tsunagaru.engines.payments.testing import (
    AN_ACCOUNT,
    a_request,
    a_transfer_setup,
    the_bank_answers,
)
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.ground.ui.dates import day_words

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


def day_of_page(day):
    return day_words(day, "ja")


def test_a_booking_of_who_agreed_says_when_it_will_be_collected(booking):
    own, staff = pages(booking, a_clerk())
    due = day_of_page(Invoice.objects.get().due_on)
    assert f"支払いの期限の{due}に、登録した口座から引き落とす予定です。" in own
    assert f"{due}に口座振替で引き落とす予定です" in staff
    for said in (ASKS, "お支払いをお願いします", "この予約を取り消します"):
        assert said not in own


def test_a_letter_about_a_booking_says_when_it_will_be_collected(booking):
    due = day_words(Invoice.objects.get().due_on, "ja")
    words = pay_words(booking, "ja")
    assert words.startswith(f"300円は、支払いの期限の{due}に、登録した口座から引き落とす予定です。")
    assert "お支払いください" not in words
    assert "取り消します" not in words
    batch = a_request([Invoice.objects.get()])
    day = day_words(batch.withdrawn_on, "ja")
    assert f"300円は、{day}に登録した口座から引き落とします。" in pay_words(booking, "ja")


def test_what_is_late_although_its_payer_agreed_is_asked_for(booking):
    money.pass_due_dates(at=FAR - timedelta(days=10))
    own, _ = pages(booking, a_clerk())
    assert ASKS in own
    assert "引き落とす予定" not in own


def test_a_booking_that_the_bank_collects_asks_for_nothing_and_lapses_not(booking):
    clerk = a_clerk()
    assert lapse_day(booking, fee_of(booking)) is not None
    batch = a_request([Invoice.objects.get()])
    own, staff = pages(booking, clerk)
    assert COLLECTED in own
    assert f"{day_of_page(batch.withdrawn_on)}に、登録した口座から引き落とします。" in own
    assert ASKS not in own
    assert "二重の支払いになる" in staff
    assert lapse_day(booking, fee_of(booking)) is None


def test_a_booking_that_the_bank_could_not_collect_asks_again(booking):
    batch = a_request([Invoice.objects.get()])
    the_bank_answers(batch, Result.NO_FUNDS)
    own, _ = pages(Booking.objects.get(), a_clerk())
    assert ASKS in own
    assert COLLECTED not in own


def test_an_application_whose_fee_the_bank_collects_asks_for_nothing():
    row = an_application_with({"when": "on_submit"})
    agree(row.resident_id, NOON)
    client, page = sign_in(Client(), row.resident_id), f"/applications/{row.pk}/"
    before = client.get(page).content.decode()
    assert "登録した口座から引き落とす予定です。" in before
    assert ASKS not in before
    a_request(invoices(), at=NOON)
    after = client.get(page).content.decode()
    assert COLLECTED in after
    assert ASKS not in after


def test_who_agreed_is_told_to_look_at_the_balance_instead_of_being_asked_to_pay():
    row = an_application_with({"when": "on_submit"})
    agree(row.resident_id, NOON)
    (invoice,) = invoices()
    money.remind_before_due(at=NOON + timedelta(days=12))
    settle()
    (notice,) = Notice.objects.filter(template__in=("fee_reminder", "fee_collected_soon"))
    assert "まもなく口座から引き落とします" in notice.title
    assert (
        f"{day_words(invoice.due_on, 'ja')}に、登録した口座から引き落とす予定です。" in notice.body
    )
    assert "口座の残高をお確かめください" in notice.body


def test_ones_own_bookings_say_on_which_day_the_bank_collects(booking, client):
    sign_in(client, booking.resident_id)
    mine = reverse("bookings:mine")
    (row,) = Invoice.objects.all()
    planned = client.get(mine).content.decode()
    assert f"口座振替の予定 {day_of_page(row.due_on)}" in planned
    batch = a_request([row])
    asked = client.get(mine).content.decode()
    assert f"口座振替の予定 {day_of_page(batch.withdrawn_on)}" in asked
    for page in (planned, asked):
        assert "お支払い待ち" not in page


def test_ones_own_payments_say_on_which_day_the_bank_collects(booking, client):
    sign_in(client, booking.resident_id)
    day = Invoice.objects.get().due_on
    page = client.get(reverse("payments:mine")).content.decode()
    assert f"口座振替の予定 {day_of_page(day)}" in page
    assert f"口座振替の予定 {day_of_page(day)}" in client.get("/my/").content.decode()


def test_an_invoice_says_when_it_will_be_collected_before_the_bank_is_asked(booking, client):
    (row,) = Invoice.objects.all()
    sign_in(client, booking.resident_id)
    where = reverse("payments:pay", args=[row.pk])
    day = day_of_page(row.due_on)
    planned = f"支払いの期限の{day}に、登録した口座から引き落とす予定です。"
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
