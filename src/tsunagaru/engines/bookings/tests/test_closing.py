"""Closing something while it is booked (休止): who is met, who is told, what stays shut."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking, Closure
from tsunagaru.engines.bookings.queries.slots import days
from tsunagaru.engines.bookings.rules.slots import Slot
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.making import Wish, wait
from tsunagaru.engines.bookings.services.placing import NoSuchSlot, SlotTaken
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_free_time, a_person, a_resource
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import day_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TEN = MONDAY.replace(hour=10) + timedelta(days=1)
PAGE = "bookings:staff_close"


@pytest.fixture
def free(db):
    return a_free_time(a_resource(), clock.now())


def span_of(free):
    day = f"{day_of(free):%Y-%m-%d}"
    return {"first": day, "opens": "9:00", "last": day, "closes": "21:00", "why": "床の修理"}


def test_whom_a_closure_meets_is_shown_before_anything_is_cancelled(client, free):
    row = a_booking(free, at=clock.now(), person=a_person(name="田中 一"))
    sign_in(client, a_clerk())
    address = reverse(PAGE, args=["hall"])
    asked = client.post(address, span_of(free))
    text = asked.content.decode()
    assert (asked.status_code, Closure.objects.count()) == (422, 0)
    assert "1件の予約・申込みがあります" in text
    assert "田中 一" in text
    assert "お知らせが届きません" in text
    assert Booking.objects.get(pk=row.pk).state == "confirmed"
    sure = {"sure": asked.context["mark"]}
    assert client.post(address, span_of(free) | sure).status_code == 302
    assert Booking.objects.get(pk=row.pk).state == "closed"
    assert row.traces.get(step="cancelled").by_name  # and so whose decision it was


def test_who_booked_after_the_list_was_shown_is_shown_as_well(client, free):
    a_booking(free, at=clock.now())
    sign_in(client, a_clerk())
    address = reverse(PAGE, args=["hall"])
    mark = client.post(address, span_of(free)).context["mark"]
    a_booking(free + HOUR, at=clock.now(), person=a_person(2, name="鈴木 二"))
    again = client.post(address, span_of(free) | {"sure": mark})
    assert again.status_code == 422
    assert "鈴木 二" in again.content.decode()


def test_whom_no_letter_reaches_is_work_for_a_clerk_until_called(client, free):
    row = a_booking(free, at=clock.now(), person=a_person(name="田中 一"))
    told = a_booking(free + HOUR, at=clock.now(), person=a_person(2, email="a@example.jp"))
    sign_in(client, a_clerk())
    address = reverse(PAGE, args=["hall"])
    mark = client.post(address, span_of(free)).context["mark"]
    page = client.post(address, span_of(free) | {"sure": mark}, follow=True).content.decode()
    assert "田中 一" in page
    assert told.number not in page
    assert f"取消しを電話で連絡：会議室（{row.number}）" in client.get("/staff/").content.decode()
    own = reverse("bookings:staff_booking", args=[row.pk])
    assert "お知らせは届きません" in client.get(own).content.decode()
    sheet = reverse("bookings:staff_day", args=["hall"])
    day = client.get(sheet, {"day": f"{day_of(free):%Y-%m-%d}"})
    assert "電話での連絡待ち" in day.content.decode()
    act = reverse("bookings:staff_act", args=[row.pk])
    assert client.post(act, {"act": "told"}).status_code == 302
    assert client.post(act, {"act": "told"}).status_code == 409
    assert row.number not in client.get("/staff/").content.decode()
    assert "取消しを電話で伝えた" in client.get(own).content.decode()


def test_an_offer_says_in_the_list_by_when_to_take_it(client, free):
    hanako = a_resident()
    first = a_booking(free, at=clock.now())
    wish, who = Wish("hall", free), a_person(2, resident=hanako.id)
    wait(wish, who, press=uuid4(), at=clock.now())
    services.cancel(first.pk, by=By.TOWN, at=clock.now())
    page = sign_in(client, hanako).get(reverse("bookings:mine")).content.decode()
    assert "までに受けてください。" in page


def test_what_is_closed_can_neither_be_booked_nor_waited_for(client):
    one = a_resource()
    services.close_resource("hall", Slot(TEN, TEN + HOUR), why="床の修理", at=MONDAY)
    (day,) = days(one, [day_of(TEN)], MONDAY)
    shut = [view for view in day.slots if view.shut]
    assert [view.slot.start for view in shut] == [TEN]
    assert not any((shut[0].can_book, shut[0].can_wait, shut[0].can_apply))
    with pytest.raises(NoSuchSlot):
        wait(Wish("hall", TEN), a_person(), press=uuid4(), at=MONDAY)


def test_what_another_closure_meets_stays_closed_when_one_is_taken_back():
    a_resource()
    first, second = Slot(TEN, TEN + 2 * HOUR), Slot(TEN + HOUR, TEN + 3 * HOUR)
    closure = services.close_resource("hall", first, why="床の修理", at=MONDAY)
    services.close_resource("hall", second, why="電気の点検", at=MONDAY)
    services.reopen(closure, at=MONDAY)
    assert a_booking(TEN).state == "confirmed"
    with pytest.raises(SlotTaken):
        a_booking(TEN + HOUR, person=a_person(2))


def test_a_resident_reads_in_plain_words_why_a_time_cannot_be_used(client, free):
    sign_in(client, a_clerk())
    client.post(reverse(PAGE, args=["hall"]), span_of(free))
    address = reverse("bookings:resource", args=["hall"])
    page = Client().get(address, {"day": f"{day_of(free):%Y-%m-%d}"}).content.decode()
    assert "まで、施設を使えません。理由：床の修理" in page
    assert "<span>使えません</span>" in page
    assert "休止" not in page
