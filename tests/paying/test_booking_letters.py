"""What is told of a booking's money, when, and to whom (お知らせ)."""

from datetime import timedelta

import pytest

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import path_of
from tsunagaru.engines.bookings.queries.charges import fee_of
from tsunagaru.engines.bookings.rules.slots import Slot
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_person, a_resource
from tsunagaru.engines.messages.models import Notice
from tsunagaru.engines.messages.testing import mail_server, the_town_texts
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Invoice, Refund
from tsunagaru.engines.payments.rules.agreements import Result
from tsunagaru.engines.payments.testing import (
    AN_ACCOUNT,
    a_request,
    a_setup,
    a_transfer_setup,
    paid_in_cash,
    the_bank_answers,
)
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.ground.people.testing import a_resident
from tsunagaru.kernel.access import Actor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FAR = MONDAY.replace(hour=10) + 21 * DAY
YOUTH = {"code": "youth", "name": {"ja": "青少年"}, "percent": 50}


@pytest.fixture(autouse=True)
def town(db):
    a_setup(at=MONDAY, remind_days=3)
    the_town_texts(MONDAY)


def booked(language="ja", **wish):
    person = a_person(email="hanako@example.jp", language=language)
    return a_booking(FAR, person=person, **wish)


def told(at=MONDAY):
    """Return title and text of every notice written since the last look."""
    before = set(Notice.objects.values_list("pk", flat=True))
    deliver_all(at=at)
    return [f"{one.title}\n{one.body}" for one in Notice.objects.exclude(pk__in=before)]


def fee(row):
    return fee_of(Booking.objects.get(pk=row.pk))


def pay(row, at=MONDAY):
    paid_in_cash(Invoice.objects.get(pk=fee(row).pending.id), at=at)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", "300円を2026年12月21日（月）までにお支払いください。"),
        ("ja-easy", "300円を 2026年12月21日（月）までに はらって ください。"),
        ("en", "Please pay 300 yen by Mon 21 December 2026."),
    ],
)
def test_the_confirmation_says_how_much_until_when_and_how(language, words):
    a_resource()
    booked(language)
    (letter,) = told()
    assert words in letter
    assert letter.count("役場") + letter.count("town hall") >= 1


def test_the_mail_says_the_same_and_leads_to_the_bookings_page(settings):
    settings.TSUNAGARU_LINKS = "https://town.example"
    a_resource()
    row = booked()
    with mail_server() as server:
        deliver_all(at=MONDAY)
        (letter,) = server.texts()
    assert "300円を2026年12月21日（月）までにお支払いください。" in letter
    assert f"https://town.example{path_of(row.pk)}" in letter


def test_a_visit_that_costs_nothing_says_nothing_of_paying():
    a_resource(kind="visit", fee="")
    booked()
    (letter,) = told()
    assert "お支払い" not in letter


def test_while_a_reduction_is_checked_the_letter_asks_for_nothing_and_then_it_does():
    a_resource(reductions=[YOUTH])
    row = booked(reduction="youth")
    (letter,) = told()
    assert "減免を確認しています" in letter
    assert "お支払いください" not in letter
    services.judge_reduction(row.pk, granted=True, at=MONDAY)
    (letter,) = told()
    assert "150円を2026年12月21日（月）までにお支払いください。" in letter


def test_before_and_after_the_last_day_the_payer_is_told_once_each():
    a_resource()
    row = booked()
    told()
    due = fee(row).pending.due_on
    assert money.remind_before_due(at=FAR - 9 * DAY) == 1
    (letter,) = told(FAR - 9 * DAY)
    assert "支払い期限が近づいています" in letter
    late = FAR - 5 * DAY
    assert money.pass_due_dates(at=late) == 1
    (letter,) = told(late)
    assert "支払い期限が過ぎました" in letter
    assert "予約はまだ取り消していません。" in letter
    assert f"{due.year}年{due.month}月{due.day}日" in letter
    services.postpone(row.pk, FAR.date(), at=late)
    (letter,) = told(late)
    assert "300円を2026年12月28日（月）までにお支払いください。" in letter


def test_the_reminder_of_the_day_of_use_tells_what_is_unpaid():
    a_resource()
    row = booked()
    told()
    services.remind(at=FAR - timedelta(hours=20))
    (letter,) = told(FAR)
    assert "300円を" in letter
    pay(row)
    assert any("お支払いを確認しました" in one for one in told(FAR))


def test_who_cancels_late_is_told_what_is_kept_and_what_goes_back():
    a_resource(cancel={"free_until_h": 24, "percent_after": 50})
    row = booked(slots=2)
    pay(row)
    told()
    services.cancel(row.pk, by=By.PERSON, at=FAR - timedelta(hours=1))
    (letter,) = told(FAR)
    assert "取消料：300円" in letter
    assert "お支払いいただいた600円のうち、300円をお返しします。" in letter
    money.hand_out(Refund.objects.get().pk, by=Actor(name="係"), at=FAR)
    (letter,) = told(FAR)
    assert "300円を返金しました" in letter


def test_who_is_not_collected_from_hears_why_and_how_to_pay_now():
    hanako = a_resident()
    a_transfer_setup(at=MONDAY)
    clerk, agreed = Actor(name="係"), MONDAY.date()
    money.record_mandate(hanako.id, AN_ACCOUNT, agreed_on=agreed, by=clerk, at=MONDAY)
    a_resource()
    row = a_booking(FAR, person=a_person(resident=hanako.id))
    told()
    batch = a_request([Invoice.objects.get(pk=fee(row).pending.id)])
    the_bank_answers(batch, Result.NO_FUNDS)
    (letter,) = told(FAR)
    assert "口座から引き落とせませんでした" in letter
    assert "300円を" in letter


def test_what_the_town_closes_is_said_to_go_back_in_full():
    a_resource()
    row = booked()
    pay(row)
    told()
    services.cancel(row.pk, by=By.TOWN, at=MONDAY)
    (letter,) = told()
    assert "お支払いいただいた300円は、全額をお返しします。" in letter


def test_why_something_is_closed_stands_in_the_letter_and_nothing_else_does():
    a_resource()
    booked()
    alone = a_booking(FAR + DAY, person=a_person(2, email="b@example.jp"))
    told()
    hour = timedelta(hours=1)
    services.close_resource("hall", Slot(FAR, FAR + hour), why="床の修理", at=MONDAY)
    (letter,) = told()
    assert "町の都合により" in letter
    assert "理由：床の修理" in letter
    services.cancel(alone.pk, by=By.TOWN, at=MONDAY)
    (letter,) = told()
    assert "理由" not in letter
    assert "修理" not in letter


def test_who_is_asked_again_is_told():
    a_resource()
    row = booked()
    told()
    money.cancel(fee(row).pending.id, at=MONDAY)
    assert told() == []
    services.ask_again(row.pk, by=Actor(name="係"), at=MONDAY)
    (letter,) = told()
    assert "使用料のお支払いをお願いします" in letter


def test_a_letter_about_what_was_paid_meanwhile_is_not_sent():
    a_resource()
    row = booked()
    told()
    money.remind_before_due(at=FAR - 9 * DAY)
    pay(row)
    letters = told(FAR - 9 * DAY)
    assert [one.split("\n")[0] for one in letters] == ["使用料のお支払いを確認しました：会議室"]
