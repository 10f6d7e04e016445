"""A booking's money on the pages: who booked, whoever holds the address, and the clerk."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.offers.desk import items
from tsunagaru.engines.bookings.queries.bookings import path_of, token_of
from tsunagaru.engines.bookings.queries.charges import fee_of
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.testing import a_booking, a_free_time, a_person, a_resource
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.testing import a_setup, paid_in_cash
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def free(db):
    a_setup(at=clock.now())
    return a_free_time(a_resource(cancel={"free_until_h": 24 * 90, "percent_after": 50}), now())


def now():
    return clock.now()


def text_of(client, address):
    return client.get(address).content.decode()


def pay(row):
    paid_in_cash(Invoice.objects.get(pk=fee_of(row).pending.id), at=now())


def test_a_stranger_pays_from_the_bookings_page_and_finds_the_way_back(client, free):
    row = a_booking(free, at=now())
    page = text_of(client, path_of(row.pk))
    invoice = fee_of(row).pending
    assert "お支払いをお願いします" in page
    assert f'href="{invoice.link}"' in page
    paying = client.get(invoice.link, follow=True).content.decode()
    back = reverse("bookings:own", args=[row.pk])
    assert f'href="{back}"' in paying
    assert client.get(back)["Location"] == path_of(row.pk)


def test_the_way_back_opens_nothing_for_others(client, free):
    hanako = a_resident()
    row = a_booking(free, person=a_person(resident=hanako.id), at=now())
    back = reverse("bookings:own", args=[row.pk])
    assert Client().get(back)["Location"].startswith("/sign-in/?next=")
    other = sign_in(Client(), a_resident())
    assert other.get(back).status_code == 404
    assert sign_in(client, hanako).get(back)["Location"] == path_of(row.pk)


def test_what_an_invoice_keeps_does_not_open_the_booking(free):
    row = a_booking(free, at=now())
    assert token_of(row.pk) not in Invoice.objects.get().back_url


def test_a_paid_booking_shows_its_receipt_and_on_cancelling_what_goes_back(client, free):
    person = a_resident()
    row = a_booking(free, person=a_person(resident=person.id), slots=2, at=now())
    pay(row)
    sign_in(client, person)
    page = text_of(client, path_of(row.pk))
    assert "お支払いが済んでいます" in page
    assert "支払いへ進む" not in page
    assert f'href="{fee_of(row).paid[0].receipt}"' in page
    cancel = reverse("bookings:cancel", args=[token_of(row.pk)])
    assert "お支払いいただいたお金のうち、300円をお返しします。" in text_of(client, cancel)
    client.post(cancel)
    assert "このうち300円をお返しします。" in text_of(client, path_of(row.pk))


@pytest.mark.parametrize(
    ("pay_rule", "key", "kept_back"),
    [({}, {}, True), ({}, {"unpaid": True}, False), ({"after_use_days": 14}, {}, False)],
)
def test_the_door_opens_for_who_has_paid_or_may_pay_later(client, db, pay_rule, key, kept_back):
    a_setup(at=now())
    hall = a_resource(key={"shown_before_min": 24 * 60 * 40} | key, pay=pay_rule)
    row = a_booking(a_free_time(hall, now()), at=now())
    row.refresh_from_db()
    page = text_of(client, path_of(row.pk))
    assert ("お支払いが済むと、利用の" in page) is kept_back
    assert (row.key_code in page) is not kept_back
    if kept_back:
        pay(row)
    assert row.key_code in text_of(client, path_of(row.pk))


def test_my_bookings_say_what_is_still_to_be_paid(client, free):
    person = a_resident()
    row = a_booking(free, person=a_person(resident=person.id), at=now())
    sign_in(client, person)
    assert "お支払い待ち" in text_of(client, reverse("bookings:mine"))
    pay(row)
    assert "お支払い待ち" not in text_of(client, reverse("bookings:mine"))


def test_a_reduction_that_is_checked_asks_nobody_on_the_page(client):
    youth = {"code": "youth", "name": {"ja": "青少年"}, "percent": 50}
    row = a_booking(a_free_time(a_resource(reductions=[youth]), now()), at=now(), reduction="youth")
    page = text_of(client, path_of(row.pk))
    assert "減免を確認しています" in page
    assert "支払いへ進む" not in page


def test_where_it_is_paid_on_the_spot_the_page_says_so(client):
    row = a_booking(a_free_time(a_resource(pay={"asked": False}), now()), at=now())
    assert "ご利用のときに施設でお支払いください" in text_of(client, path_of(row.pk))


def test_a_calendar_file_says_nothing_of_money(client, free):
    row = a_booking(free, at=now())
    file = text_of(client, reverse("bookings:calendar", args=[token_of(row.pk)]))
    assert "300" not in file
    assert "円" not in file


def test_the_clerk_is_led_to_the_counter_and_sees_who_has_not_paid(client, free):
    row = a_booking(free, at=now())
    sign_in(client, a_clerk())
    page = text_of(client, reverse("bookings:staff_booking", args=[row.pk]))
    assert f'href="{fee_of(row).pending.staff_url}#taking"' in page
    sheet = reverse("bookings:staff_day", args=["hall"]) + f"?day={free:%Y-%m-%d}"
    assert "未納" in text_of(client, sheet)
    assert client.get(fee_of(row).pending.staff_url).status_code == 200
    pay(row)
    assert "未納" not in text_of(client, sheet)
    assert "支払い済み" in text_of(client, reverse("bookings:staff_booking", args=[row.pk]))


def test_a_late_payment_is_on_the_desk_of_its_section_until_it_is_put_off(client, free):
    row, clerk = a_booking(free, at=now()), a_clerk()
    money.pass_due_dates(at=free + timedelta(days=9))
    (item,) = items(actor_of(clerk), now())
    assert item.title == f"使用料が未納：会議室（{row.number}）"
    assert items(actor_of(a_clerk(section="other")), now()) == []
    sign_in(client, clerk)
    address = reverse("bookings:staff_fee", args=[row.pk])
    assert "納期限超過" in text_of(client, item.url)
    for wrong in ("", "きのう", "2020-01-01"):
        assert client.post(address, {"act": "postpone", "due_on": wrong}).status_code == 422
    later = f"{free + timedelta(days=30):%Y-%m-%d}"
    assert client.post(address, {"act": "postpone", "due_on": later}).status_code == 302
    assert items(actor_of(clerk), now()) == []


def test_a_clerk_asks_again_for_what_was_called_off(client, free):
    row = a_booking(free, at=now())
    money.cancel(fee_of(row).pending.id, at=now())
    sign_in(client, a_clerk())
    page = reverse("bookings:staff_booking", args=[row.pk])
    assert "請求していません" in text_of(client, page)
    address = reverse("bookings:staff_fee", args=[row.pk])
    assert client.post(address, {"act": "nothing"}).status_code == 422
    assert client.post(address, {"act": "ask"}).status_code == 302
    assert client.post(address, {"act": "ask"}).status_code == 409
    assert fee_of(row).pending.amount_yen == 300


def test_a_clerk_judges_a_reduction_after_the_booking_was_cancelled(client):
    youth = {"code": "youth", "name": {"ja": "青少年"}, "percent": 50}
    late = {"free_until_h": 24 * 90, "percent_after": 50}
    row = a_booking(
        a_free_time(a_resource(reductions=[youth], cancel=late), now()), at=now(), reduction="youth"
    )
    services.cancel(row.pk, by=By.PERSON, at=now())
    clerk = a_clerk()
    assert [one.state for one in items(actor_of(clerk), now())] == ["確認待ち"]
    sign_in(client, clerk)
    assert "減免を認める" in text_of(client, reverse("bookings:staff_booking", args=[row.pk]))
    client.post(reverse("bookings:staff_act", args=[row.pk]), {"act": "grant"})
    assert Booking.objects.get().kept_yen == 75
    assert fee_of(Booking.objects.get()).pending.amount_yen == 75


def test_a_difference_that_was_paid_as_well_is_told_in_one_box(client, free):
    row = a_booking(free, at=now())
    pay(row)
    services.change(row.pk, start=row.starts_at, slots=2, by=By.TOWN, at=now())
    page = text_of(client, path_of(row.pk))
    assert "お支払いをお願いします" in page
    assert "お支払いが済んでいます" not in page  # only a part is
    pay(row)
    page = text_of(client, path_of(row.pk))
    assert page.count("お支払いが済んでいます") == 1
    assert "お支払いいただいた使用料" not in page
    assert "あわせて600円をお支払いいただきました。" in page
    assert page.count("支払いの記録と領収証書を見る") == 2


def test_the_page_tells_why_a_reduction_was_refused(client):
    youth = {"code": "youth", "name": {"ja": "青少年"}, "percent": 50}
    row = a_booking(a_free_time(a_resource(reductions=[youth]), now()), at=now(), reduction="youth")
    services.judge_reduction(row.pk, granted=False, why="町外の団体のため。", at=now())
    page = text_of(client, path_of(row.pk))
    assert "減免の対象になりませんでした。" in page
    assert "町外の団体のため。" in page
