"""Booking on the pages: a resident without JavaScript, and a clerk."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from icalendar import Calendar

from tsunagaru.engines.bookings.forms import write_time
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.offers.public import ways_to_cancel
from tsunagaru.engines.bookings.queries.bookings import token_of
from tsunagaru.engines.bookings.queries.slots import days
from tsunagaru.engines.bookings.services.changing import By, cancel
from tsunagaru.engines.bookings.services.making import Wish, make, wait
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_free_time, a_person, a_resource
from tsunagaru.engines.bookings.views import book, public
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.ground.search import api as search
from tsunagaru.kernel import clock
from tsunagaru.kernel.offers import SearchSource

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture
def free(db):
    return a_free_time(a_resource(), clock.now())


def sent(free, **more):
    person = {"name": "小山 花子", "phone": "0550-76-1111"}
    return (
        {"at": write_time(free), "press": str(uuid4()), "people": "3", "slots": "1"} | person | more
    )


def test_a_stranger_books_with_name_and_telephone_and_finds_the_number(client, free):
    address = reverse("bookings:book", args=["hall"])
    assert "小山" not in client.get(address, {"at": write_time(free)}).content.decode()
    done = client.post(address, sent(free), follow=True)
    row = Booking.objects.get()
    assert row.number in done.content.decode()
    assert row.name == "小山 花子"


def test_two_presses_of_one_form_make_one_booking(client, free):
    address, posted = reverse("bookings:book", args=["hall"]), sent(free)
    assert client.post(address, posted).url == client.post(address, posted).url
    assert Booking.objects.count() == 1


def test_a_mistake_is_told_and_nothing_typed_is_lost(client, free):
    answer = client.post(reverse("bookings:book", args=["hall"]), sent(free, phone="12"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "電話番号を市外局番から" in text
    assert "小山 花子" in text


def test_all_mistakes_stand_in_one_box_in_the_order_of_the_page(client, free):
    posted = sent(free, phone="12", people="たくさん")
    text = client.post(reverse("bookings:book", args=["hall"]), posted).content.decode()
    assert text.count("入力内容をご確認ください") == 1
    box = text[text.index('id="error-summary"') :]
    assert box.index("#phone") < box.index("#people")


def test_who_signed_in_hears_nothing_of_boxes_that_are_not_there(client, free):
    sign_in(client, a_resident())
    posted = sent(free, people="たくさん", name="", phone="")
    text = client.post(reverse("bookings:book", args=["hall"]), posted).content.decode()
    assert "利用する人数" in text
    assert "お名前を入力してください" not in text


@pytest.mark.parametrize(("hour", "lengths"), [(9, 4), (18, 3), (20, 1)])
def test_no_longer_use_is_offered_than_there_is_time_for(client, free, hour, lengths):
    day = free.replace(hour=hour)
    address = reverse("bookings:book", args=["hall"])
    page = client.get(address, {"at": write_time(day)}).content.decode()
    offered = [n for n in range(1, 5) if f"{n}枠（{n * 60}分）" in page]
    assert offered == list(range(1, lengths + 1))
    answer = client.post(address, sent(day, slots=str(lengths + 1)))
    assert answer.status_code == 422
    assert "利用する時間を選んでください" in answer.content.decode()


def test_who_is_too_late_sees_other_times(client, free):
    a_booking(free, person=a_person(7), at=clock.now())
    answer = client.post(reverse("bookings:book", args=["hall"]), sent(free))
    assert answer.status_code == 409
    assert "近い時間の空き" in answer.content.decode()


def test_who_is_overtaken_while_pressing_is_offered_the_waiting_list(client, free, monkeypatch):
    def overtaken(*args, **more):
        a_booking(free, person=a_person(7), at=clock.now())
        return make(*args, **more)

    monkeypatch.setattr(book, "make", overtaken)
    text = client.post(reverse("bookings:book", args=["hall"]), sent(free)).content.decode()
    assert "空き待ちに登録する" in text
    assert "予約する</button>" not in text


def waiting_page(client, free):
    """Wait for a time that is taken; return what the form promised, and the page that follows."""
    a_booking(free, person=a_person(7), at=clock.now())
    address = reverse("bookings:book", args=["hall"])
    promised = client.get(address, {"at": write_time(free)}).content.decode()
    return promised, client.post(address, sent(free, wait="1"), follow=True).content.decode()


def test_who_waits_reads_the_place_and_a_promise_that_can_be_kept(client, db):
    start = a_free_time(a_resource(offer_h=24), clock.now())
    promised, page = waiting_page(client, start)
    assert "空き待ちの1番目です。" in page
    for text in (promised, page):
        assert ("お知らせから24時間以内（遅くとも" in text) == (start - clock.now() > ONE_DAY)


def test_where_the_time_is_near_the_promise_is_the_time_itself(client, db):
    promised, page = waiting_page(client, a_free_time(a_resource(offer_h=240), clock.now()))
    for text in (promised, page):
        assert "お知らせしたら、" in text
        assert "時間以内" not in text


@pytest.mark.parametrize(
    "words",
    [
        "予約の取り消し",
        "予約取消",
        "予約 キャンセル",
        "予約を取り消したい",
        "予約をやめる",
        "cancel a booking",
    ],
)
def test_the_search_leads_to_where_a_booking_is_cancelled(client, free, words):
    search.rebuild([SearchSource("own-booking", ways_to_cancel)])
    found = search.find(words, audiences={"public"}, language="en" if words.isascii() else "ja")
    assert [one.url for one in found] == ["/bookings/#own"]
    page = client.get("/bookings/").content.decode()
    assert 'id="own"' in page
    assert reverse("bookings:mine") in page


def test_an_offer_whose_time_is_over_cannot_be_pressed(client, free):
    row = a_booking(free, at=clock.now())
    over = {"state": "offered", "offered_until": clock.now() - timedelta(minutes=1)}
    Booking.objects.filter(pk=row.pk).update(**over)
    text = client.get(reverse("bookings:booking", args=[token_of(row.pk)])).content.decode()
    assert "次にお待ちの方にご案内します" in text
    assert "この予約を受ける" not in text


def test_a_resident_types_no_name_and_sees_the_booking_on_my_page(client, free):
    resident = a_resident()
    sign_in(client, resident)
    client.post(reverse("bookings:book", args=["hall"]), sent(free, name="", phone=""))
    assert Booking.objects.get().resident_id == resident.id
    assert "会議室" in client.get(reverse("bookings:mine")).content.decode()


def test_a_booking_goes_into_a_calendar(client, free):
    row = a_booking(free, at=clock.now())
    answer = client.get(reverse("bookings:calendar", args=[token_of(row.pk)]))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == row.starts_at
    assert row.number in str(event["description"])


def test_cancelling_asks_once(client, free):
    token = token_of(a_booking(free, at=clock.now()).pk)
    address = reverse("bookings:cancel", args=[token])
    assert "元には戻せません" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert Booking.objects.get().state == "cancelled"
    again = client.post(address)
    assert again.status_code == 409
    assert "この予約は、すでに取り消されています。" in again.content.decode()


@pytest.mark.parametrize(
    "at", ["", "x", "2026-13-01T10:00", "0001-01-01T00:00", "9999-12-31T23:00"]
)
def test_an_odd_time_in_the_address_is_no_error(client, free, at):
    back = client.get(reverse("bookings:book", args=["hall"]), {"at": at})
    assert (back.status_code, back.url) == (302, reverse("bookings:resource", args=["hall"]))
    assert (
        client.get(reverse("bookings:resource", args=["hall"]), {"day": at[:10]}).status_code == 200
    )


def test_a_clerk_books_for_a_caller_and_marks_the_visit(client, free):
    sign_in(client, a_clerk())
    address = reverse("bookings:staff_new", args=["hall"])
    answer = client.post(address, sent(free, channel="phone"))
    row = Booking.objects.get()
    assert (answer.status_code, row.channel) == (302, "phone")
    sheet = client.get(reverse("bookings:staff_day", args=["hall"]), {"day": f"{free:%Y-%m-%d}"})
    assert "小山 花子" in sheet.content.decode()
    assert "0550-76-1111" in sheet.content.decode()
    act = reverse("bookings:staff_act", args=[row.pk])
    before = client.get(answer.url).content.decode()
    assert "0550-76-1111" in before
    assert 'value="arrive"' not in before
    assert 'value="miss"' not in before
    for early, words in (("miss", "予約の時間になってから"), ("arrive", "予約の日になってから")):
        refused = client.post(act, {"act": early})
        assert (refused.status_code, words in refused.content.decode()) == (409, True)
    assert Booking.objects.get().state == "confirmed"
    on_the_day(row)
    assert 'value="arrive"' in client.get(answer.url).content.decode()
    client.post(act, {"act": "arrive"})
    assert Booking.objects.get().state == "arrived"


def on_the_day(row):
    """Let a booking be one of today, later or already begun."""
    now = clock.now()
    Booking.objects.filter(pk=row.pk).update(starts_at=now, ends_at=now + timedelta(hours=1))


def test_hours_that_have_passed_are_not_free_and_lead_nowhere(client, free):
    sign_in(client, a_clerk())
    address, new = (reverse(f"bookings:{one}", args=["hall"]) for one in ("staff_day", "staff_new"))
    assert new in client.get(address, {"day": f"{free:%Y-%m-%d}"}).content.decode()
    for later, words in ((-7, "過ぎました"), (364, "受付の期間外")):
        day = client.get(address, {"day": f"{free + timedelta(days=later):%Y-%m-%d}"})
        text = day.content.decode()
        assert new not in text
        assert "空き1" not in text
        assert words in text or "休みの日です。" in text


def test_a_clerk_closes_a_hall_and_the_public_reads_why(client, free):
    sign_in(client, a_clerk())
    day = f"{free + timedelta(days=1):%Y-%m-%d}"
    span = {"first": day, "opens": "9:00", "last": day, "closes": "12:00", "why": "床の修理"}
    assert client.post(reverse("bookings:staff_close", args=["hall"]), span).status_code == 302
    assert "床の修理" in client.get(reverse("bookings:resource", args=["hall"])).content.decode()


@pytest.mark.parametrize(("hour", "left"), [(8, 12), (9.5, 12), (10, 11), (20.5, 1), (21, 0)])
def test_hours_that_are_over_are_left_out_of_the_public_page(db, hour, left):
    midnight = MONDAY.replace(hour=0)
    (day,) = days(a_resource(), [midnight.date()], midnight)
    assert len(public.to_come(day, midnight + timedelta(hours=hour))) == left


def test_a_clerk_reads_the_price_to_tell_and_moves_a_booking_to_any_day(client, db):
    free = a_free_time(a_resource(cancel={"free_until_h": 24, "percent_after": 50}), clock.now())
    sign_in(client, a_clerk())
    page = client.get(reverse("bookings:staff_new", args=["hall"]), {"at": write_time(free)})
    text = page.content.decode()
    assert "300円" in text
    assert "利用の24時間前まで無料です" in text
    row = a_booking(free, at=clock.now())
    address = reverse("bookings:staff_booking", args=[row.pk])
    later = clock.day_of(free) + 20 * ONE_DAY
    times = client.get(address, {"day": later.isoformat()}).context["times"]
    assert {clock.day_of(slot.start) for slot, _ in times} >= {later}
    assert min(clock.day_of(slot.start) for slot, _ in times) == later


def test_whose_turn_it_is_without_a_mailbox_is_called_by_a_clerk(client, free):
    sign_in(client, a_clerk())
    row = a_booking(free, at=clock.now())
    waits = wait(Wish("hall", free), a_person(2), press=uuid4(), at=clock.now())
    told = client.get(f"/bookings/b/{token_of(waits)}/").content.decode()
    assert "担当課からお電話でお知らせします" in told
    assert "空きを電話で案内" not in client.get("/staff/").content.decode()
    cancel(row.pk, by=By.TOWN, at=clock.now())
    assert Booking.objects.get(pk=waits).state == "offered", "nobody who waits is passed over"
    assert "空きを電話で案内" in client.get("/staff/").content.decode()
