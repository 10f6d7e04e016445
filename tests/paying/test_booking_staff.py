"""What a clerk does with a booking and its money, on its page, and what the letters say."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.paying.test_booking_letters import (
    FAR,
    YOUTH,
    booked,
    fee,
    pay,
    told,
    town,  # noqa: F401 - a fixture
)
from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking, Trace
from tsunagaru.engines.bookings.offers.privacy import export
from tsunagaru.engines.bookings.queries.timeline import timeline
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.disposing import dispose
from tsunagaru.engines.bookings.services.minding import NoReason
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_free_time, a_person, a_resource
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Refund
from tsunagaru.engines.payments.testing import a_setup
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Kind

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CLERK = Actor(kind=Kind.STAFF, name="御殿 次郎")
WHY = "町内に住む方の団体ではないため、減免の対象になりません。"
LATE = {"free_until_h": 24 * 90, "percent_after": 50}


@pytest.fixture
def page(client, db):
    """Return a booking of a later day that asks for a reduction, as a clerk opens its page."""
    a_setup(at=clock.now())
    one = a_resource(reductions=[YOUTH], cancel=LATE)
    row = a_booking(a_free_time(one, clock.now()), at=clock.now(), reduction="youth")
    sign_in(client, a_clerk())
    return row


def show(client, row):
    return client.get(reverse("bookings:staff_booking", args=[row.pk])).content.decode()


def act(client, row, name, **more):
    return client.post(reverse("bookings:staff_act", args=[row.pk]), {"act": name, **more})


def today(row):
    now = clock.now()
    Booking.objects.filter(pk=row.pk).update(starts_at=now, ends_at=now + HOUR)


@pytest.mark.parametrize("why", ["", " \n", "対象外", "あ" * 501])
def test_a_reduction_is_not_refused_without_a_sentence(client, page, why):
    answer = act(client, page, "refuse", why=why)
    assert answer.status_code == 422
    assert "認めない理由" in answer.content.decode()
    assert Booking.objects.get().reduction_state == "asked"
    with pytest.raises(NoReason):
        services.judge_reduction(page.pk, granted=False, at=clock.now(), why=" ")


def test_the_reason_is_kept_sealed_with_who_and_when_and_shown_to_the_clerk(client, page):
    assert act(client, page, "refuse", why=WHY).status_code == 302
    trace = Trace.objects.get()
    assert (trace.text, trace.step, bool(trace.by)) == (WHY, "refused", True)
    assert show(client, page).count(WHY) == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", "減免は、認められませんでした。"),
        ("ja-easy", "やすく なりませんでした。"),
        ("en", "was not granted."),
    ],
)
def test_who_is_refused_hears_it_plainly_with_reason_fee_and_whom_to_ask(language, words):
    a_resource(reductions=[YOUTH])
    row = booked(language, reduction="youth")
    told()
    services.judge_reduction(row.pk, granted=False, at=MONDAY, staff=CLERK, why=WHY)
    (letter,) = told()
    assert words in letter
    assert WHY in letter
    assert "300" in letter
    assert re.search(r"(問い合わせ先|聞く ところ|please contact)[：:] ?\S", letter)


def test_who_is_granted_a_reduction_hears_that():
    a_resource(reductions=[YOUTH])
    row = booked(reduction="youth")
    told()
    services.judge_reduction(row.pk, granted=True, at=MONDAY, staff=CLERK)
    (letter,) = told()
    assert letter.startswith("使用料の減免を認めました：会議室\n")


def test_a_clerk_takes_an_arrival_back_on_the_page(client, page):
    today(page)
    act(client, page, "arrive")
    assert "来場を取り消す" in show(client, page)
    assert act(client, page, "undo").status_code == 302
    text = show(client, page)
    assert Booking.objects.get().state == "confirmed"
    assert "来場を取り消す" not in text
    assert "来場の記録を取り消し" in text


def test_the_day_after_the_clerk_still_notes_who_did_not_come(client, page):
    before = clock.now() - DAY
    Booking.objects.filter(pk=page.pk).update(starts_at=before - HOUR, ends_at=before)
    services.finish_day(before.date(), at=clock.now())
    assert 'value="miss"' in show(client, page)
    assert act(client, page, "miss").status_code == 302
    assert Booking.objects.get().state == "missed"


def test_after_a_week_it_is_said_why_not(client, page):
    before = clock.now() - 8 * DAY
    Booking.objects.filter(pk=page.pk).update(starts_at=before - HOUR, ends_at=before)
    services.finish_day(before.date(), at=clock.now())
    assert 'value="miss"' not in show(client, page)
    answer = act(client, page, "miss")
    assert (answer.status_code, "7日以内" in answer.content.decode()) == (409, True)


def test_a_day_to_pay_years_ahead_is_refused_with_a_sentence(client, page):
    act(client, page, "grant")
    address = reverse("bookings:staff_fee", args=[page.pk])
    far = f"{clock.day_of(clock.now()) + timedelta(days=366):%Y-%m-%d}"
    answer = client.post(address, {"act": "postpone", "due_on": far})
    assert answer.status_code == 422
    assert "までにしてください。" in answer.content.decode()


def test_who_gets_longer_to_pay_is_told_just_that():
    a_resource()
    row = booked()
    told()
    services.postpone(row.pk, FAR.date(), at=MONDAY, by=CLERK)
    (letter,) = told()
    assert letter.startswith("使用料の支払い期限を延ばしました：会議室\n")
    assert "2026年12月28日（月）まで延ばしました。" in letter


@pytest.mark.parametrize("name", ["cancel", "close"])
def test_cancelling_for_good_is_confirmed_first(client, page, name):
    text = show(client, page)
    assert "どちらも元に戻せません。" in text
    assert "減免が認められると、取消料も変わります。" in text
    answer = act(client, page, name)
    assert (answer.status_code, "確認しました" in answer.content.decode()) == (422, True)
    assert Booking.objects.get().state == "confirmed"
    assert act(client, page, name, sure="on").status_code == 302
    assert Booking.objects.get().state in {"cancelled", "closed"}


@pytest.mark.parametrize(
    ("slots", "says"),
    [(1, "お支払いは済んでいます。"), (2, "300円を2026年12月21日（月）までにお支払い")],
)
def test_a_change_is_told_as_a_change_with_what_was_paid_and_what_is_to_pay(slots, says):
    a_resource()
    row = booked()
    pay(row)
    told()
    services.change(row.pk, start=FAR + DAY, slots=slots, by=By.CLERK, at=MONDAY, staff=CLERK)
    (letter,) = told()
    assert letter.startswith("予約の時間を変更しました：会議室\n")
    assert "変更前：2026年12月28日（月）10:00–11:00" in letter
    assert "お支払い済みの額：300円" in letter
    assert says in letter


def test_who_cancels_while_a_reduction_is_checked_hears_that_the_fee_may_change():
    a_resource(reductions=[YOUTH], cancel=LATE)
    row = booked(reduction="youth")
    told()
    services.cancel(row.pk, by=By.PERSON, at=MONDAY)
    (letter,) = told()
    assert "減免が認められると、取消料も変わります。" in letter


def test_the_page_tells_in_order_what_was_done_and_by_whom():
    a_resource(cancel=LATE, reductions=[YOUTH])
    row = booked(reduction="youth")
    services.judge_reduction(row.pk, granted=True, at=MONDAY + HOUR, staff=CLERK)
    services.postpone(row.pk, FAR.date(), at=MONDAY + 2 * HOUR, by=CLERK)
    services.change(
        row.pk, start=FAR + DAY, slots=1, by=By.CLERK, at=MONDAY + 3 * HOUR, staff=CLERK
    )
    pay(row, at=MONDAY + 4 * HOUR)
    services.cancel(row.pk, by=By.CLERK, at=MONDAY + 5 * HOUR, staff=CLERK)
    money.hand_out(Refund.objects.get().pk, by=CLERK, at=MONDAY + 6 * HOUR)
    row = Booking.objects.get()
    told = timeline(row, fee(row))
    assert [one.at for one in told] == sorted(one.at for one in told)
    titles = [one.title for one in told]
    wanted = [
        "受付（オンライン）",
        "減免を認めた",
        "支払いの期限を延長",
        "時間を変更",
        "納付：150円",
        "予約の取消し（ご本人の申し出）",
        "返金の決定：75円",
        "返金：75円",
    ]
    assert [one for one in titles if one in wanted] == wanted
    by = {one.title: one.by for one in told}
    assert {by[one] for one in wanted[1:4]} == {CLERK.name}


def test_a_reason_is_the_persons_to_read_and_goes_with_the_person():
    a_resource(reductions=[YOUTH])
    hanako = a_resident()
    row = a_booking(FAR, person=a_person(resident=hanako.id), reduction="youth")
    services.judge_reduction(row.pk, granted=False, at=MONDAY, why=WHY)
    (told,) = export(hanako.id)
    assert [one["text"] for one in told["traces"]] == [WHY]
    services.cancel(row.pk, by=By.TOWN, at=MONDAY)
    dispose(row.pk, at=FAR)
    assert all(one.text == "" for one in Trace.objects.all())
