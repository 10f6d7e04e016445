"""What a person reads before, while and after booking: price, own bookings, a lost sign-in."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.bookings.forms import write_time
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import token_of
from tsunagaru.engines.bookings.queries.prices import tariffs
from tsunagaru.engines.bookings.services.making import (
    AlreadyYours,
    TooManyPeople,
    Wish,
    wait,
)
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_free_time, a_person, a_resource
from tsunagaru.ground.people.testing import a_resident, sign_in
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
BOOK = "/bookings/at/hall/book/"
TWO_PRICES = "hours * if(resident, 200, 400)"
TEN = MONDAY.replace(hour=10) + timedelta(days=1)


def read(answer):
    return " ".join(answer.content.decode().split())


def free_time(**changes):
    return a_free_time(a_resource(**changes), clock.now())


def sent(free, **more):
    person = {"name": "小山 花子", "phone": "0550-76-1111"}
    return (
        {"at": write_time(free), "press": str(uuid4()), "people": "3", "slots": "1"} | person | more
    )


def test_a_stranger_reads_both_prices_of_every_length_and_how_to_pay_the_lower_one(client):
    text = read(client.get(BOOK, {"at": write_time(free_time(fee=TWO_PRICES))}))
    assert "200円（町民）／400円（町外の方）" in text
    assert "400円（町民）／800円（町外の方）" in text
    assert "町民の料金（200円）になるのは、サインインして予約したときです" in text


def test_who_signed_in_reads_the_price_of_residents_and_what_cancelling_costs(client):
    sign_in(client, a_resident())
    free = free_time(fee=TWO_PRICES, cancel={"free_until_h": 24, "percent_after": 50})
    text = read(client.get(BOOK, {"at": write_time(free)}))
    assert "200円（町民）" in text
    assert "町外の方" not in text
    assert "利用の24時間前まで無料です" in text


def test_what_is_free_says_nothing_of_prices(client):
    text = read(client.get(BOOK, {"at": write_time(free_time(fee=""))}))
    assert "使用料" not in text


def test_one_price_for_all_says_nothing_of_residents(client):
    text = read(client.get(BOOK, {"at": write_time(free_time(fee="hours * 300"))}))
    assert "<strong>300円" in text
    assert "町民" not in text


def test_the_page_of_a_resource_names_the_price_and_the_evening_surcharge(client):
    free_time(fee=f"{TWO_PRICES} + if(evening, 100, 0)")
    text = read(client.get(reverse("bookings:resource", args=["hall"])))
    assert "昼間：1枠（60分） 200円（町民）／400円（町外の方）" in text
    assert "町民の料金になるのは、サインインして予約したときです。" in text
    assert "夜間（17時以降に始まる枠）：1枠（60分） 300円（町民）／500円（町外の方）" in text


MONDAYS = [{"days": ["mon"], "opens": "09:00", "closes": "17:00"}]


@pytest.mark.parametrize(
    ("fee", "more", "prices"),
    [
        ("", {}, []),
        ("hours * 300", {}, [("", 300)]),
        ("if(weekend, 500, 300)", {}, [("平日", 300), ("土日・祝日", 500)]),
        (
            "if(weekend, 500, 300) + if(evening, 100, 0)",
            {},
            [
                ("平日の昼間", 300),
                ("平日の夜間（17時以降に始まる枠）", 400),
                ("土日・祝日の昼間", 500),
                ("土日・祝日の夜間（17時以降に始まる枠）", 600),
            ],
        ),
        ("300 + if(evening, 100, 0)", {"hours": MONDAYS}, [("", 300)]),
    ],
)
def test_prices_are_told_apart_by_what_they_depend_on_only(db, fee, more, prices):
    one = a_resource(fee=fee, **more)
    told = tariffs(one, today=MONDAY.date())
    assert [(tariff.label, tariff.quote.other_yen) for tariff in told] == prices


def test_no_more_people_than_the_place_holds(client):
    free = free_time(people=20)
    assert "20人まで" in read(client.get(BOOK, {"at": write_time(free)}))
    refused = client.post(BOOK, sent(free, people="21"))
    assert (refused.status_code, Booking.objects.count()) == (422, 0)
    assert "利用できる人数は20人までです。" in read(refused)
    assert client.post(BOOK, sent(free, people="20")).status_code == 302


def test_no_way_into_the_service_takes_more_people(db):
    a_resource(people=20)
    with pytest.raises(TooManyPeople):
        a_booking(people=21)
    assert a_booking(people=20).state == "confirmed"


def test_a_sign_in_that_ended_is_said_and_leads_back_and_nothing_is_booked(client):
    free = free_time()
    sign_in(client, a_resident())
    assert 'name="signed_in"' in read(client.get(BOOK, {"at": write_time(free)}))
    client.logout()
    here = f"{BOOK}?{urlencode({'at': write_time(free)})}"
    answer = client.post(here, sent(free, name="", phone="", signed_in="1"))
    text = read(answer)
    assert (answer.status_code, Booking.objects.count()) == (403, 0)
    assert "サインインの有効期限が切れました。もう一度サインインしてください。" in text
    assert f"next={BOOK}%3Fat%3D" in text
    assert "お名前を入力してください" not in text


def test_ones_own_time_is_called_ones_own_and_nobody_waits_for_it(client):
    free, resident = free_time(), a_resident()
    person = a_person(resident=resident.id)
    row = a_booking(free, person=person, at=clock.now())
    sign_in(client, resident)
    text = read(client.get(BOOK, {"at": write_time(free)}))
    assert "この時間は、あなたが予約しています。" in text
    assert reverse("bookings:booking", args=[token_of(row.pk)]) in text
    assert "空き待ちに登録する" not in text
    assert client.post(BOOK, sent(free, wait="1")).status_code == 409
    assert Booking.objects.count() == 1


def test_nobody_waits_for_what_they_booked_or_wait_for_and_others_do(db):
    a_resource()
    a_booking(TEN)
    with pytest.raises(AlreadyYours):
        wait(Wish("hall", TEN), a_person(), press=uuid4(), at=MONDAY)
    wait(Wish("hall", TEN), a_person(2), press=uuid4(), at=MONDAY)
    with pytest.raises(AlreadyYours):
        wait(Wish("hall", TEN), a_person(2), press=uuid4(), at=MONDAY)


def test_a_new_booking_is_told_once_and_its_address_keeps_nothing(client):
    done = client.post(BOOK, sent(free_time()))
    assert "?" not in done.url
    assert "予約ができました。" in read(client.get(done.url))
    assert "予約ができました。" not in read(client.get(done.url))


def test_the_page_to_change_names_weekday_and_fee_and_chooses_nothing_beforehand(client):
    free = free_time(fee="if(evening, 500, 300)", units=2, max_units=2)
    row = a_booking(free, at=clock.now())
    address = reverse("bookings:change", args=[token_of(row.pk)])
    text = read(client.get(address))
    assert "checked" not in text
    assert f'value="{write_time(free)}"' not in text
    assert "300円" in text
    nothing = client.post(address, {})
    assert (nothing.status_code, "新しい時間を選んでください。" in read(nothing)) == (422, True)
    later = free + timedelta(days=7)
    text = read(client.get(address, {"day": f"{later:%Y-%m-%d}"}))
    assert f'value="{later:%Y-%m-%d}T' in text
    done = client.post(address, {"at": write_time(later)}, follow=True)
    assert "時間を変えました。" in read(done)
    assert Booking.objects.get().starts_at == later


def test_when_the_time_can_no_longer_be_changed_the_page_says_whom_to_call(client):
    row = a_booking(
        free_time(cancel={"free_until_h": 24 * 60, "percent_after": 50}), at=clock.now()
    )
    page = read(client.get(reverse("bookings:booking", args=[token_of(row.pk)])))
    address = reverse("bookings:change", args=[token_of(row.pk)])
    assert address not in page
    assert "変えたいときは、担当課へお電話ください。" in page
    assert client.get(address).status_code == 409


def test_the_units_and_the_length_go_by_their_names(client):
    free = free_time(units=2, max_units=2, count={"ja": "面の数"})
    text = read(client.get(BOOK, {"at": write_time(free)}))
    assert "面の数" in text
    assert "、面の数が1のとき：" in text
    assert "利用する数" not in text
    assert "利用する時間（1枠60分）" in text
    assert "4枠まで続けて利用できます。" in text
    assert "4枠（240分）" in text
    assert "5枠" not in text
    assert '<option value="1" selected>1枠（60分）' in text
    refused = client.post(BOOK, sent(free, slots="5", units="1"))
    assert (refused.status_code, Booking.objects.count()) == (422, 0)
    assert "利用する時間を選んでください。" in read(refused)


def test_a_time_that_begins_too_soon_is_over_and_not_called_shut(client):
    a_resource(lead_min=24 * 60 * 3)
    assert "受付終了" in read(client.get(reverse("bookings:resource", args=["hall"])))


def test_a_step_back_does_not_book_the_same_time_twice_unless_it_is_wanted(client):
    free = free_time(units=2)
    address = reverse("bookings:book", args=["hall"])
    client.post(address, sent(free))
    assert "この時間は、あなたが予約しています。" in read(
        client.get(address, {"at": write_time(free)})
    )
    again = client.post(address, sent(free))
    assert again.status_code == 409
    assert "この端末ですでに予約しています" in read(again)
    assert Booking.objects.count() == 1
    assert client.post(address, sent(free, twice="1")).status_code == 302
    assert Client().post(address, sent(free)).status_code == 409, "others find it full"
    assert Booking.objects.count() == 2


@pytest.mark.parametrize(
    ("per", "words"),
    [("day", "1日に1件まで"), ("month", "1か月に1件まで"), ("open", "1件までです")],
)
def test_who_has_enough_reads_how_many_and_what_to_do(client, per, words):
    free = free_time(units=3, limit={"bookings": 1, "per": per})
    address = reverse("bookings:book", args=["hall"])
    client.post(address, sent(free))
    refused = Client().post(address, sent(free))
    assert refused.status_code == 409
    assert words in read(refused)
