"""A booking and its money: asked, paid, changed, cancelled, closed, given back (使用料)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking, Charge, Round
from tsunagaru.engines.bookings.queries.charges import fee_of
from tsunagaru.engines.bookings.rules.owing import Standing
from tsunagaru.engines.bookings.rules.slots import Slot
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.charging import NothingToAsk
from tsunagaru.engines.bookings.services.making import Wish, make, wait
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_person, a_resource
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Invoice, Refund
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.testing import a_setup, paid_in_cash
from tsunagaru.ground.ledger.testing import published
from tsunagaru.kernel.access import Actor, Kind

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TEN = MONDAY.replace(hour=10) + DAY
FAR = TEN + 20 * DAY
CLERK = Actor(kind=Kind.STAFF, name="係")
HALF = {"free_until_h": 24, "percent_after": 50}


@pytest.fixture(autouse=True)
def the_books_balance(db):
    a_setup(at=MONDAY)
    yield
    assert books.complaints() == []


def fee(row):
    return fee_of(Booking.objects.get(pk=row.pk))


def stands(row):
    """Return how it stands: standing, what is held, what is asked for."""
    now = fee(row)
    return now.standing.value, now.held_yen, now.pending.amount_yen if now.pending else 0


def pay(row, at=MONDAY):
    paid_in_cash(Invoice.objects.get(pk=fee(row).pending.id), at=at)


def backs():
    return list(Refund.objects.order_by("requested_at").values_list("amount_yen", flat=True))


def test_a_booking_asks_for_its_fee_with_the_name_of_who_booked():
    a_resource()
    row = a_booking(FAR, slots=2)
    assert stands(row) == ("waiting", 0, 600)
    invoice = Invoice.objects.get()
    assert (invoice.kind, invoice.subject, invoice.section, invoice.payer) == (
        "booking",
        Charge.objects.get().pk,
        "jumin",
        "小山 花子",
    )
    assert (invoice.lines.get().revenue, invoice.lapses) == ("bookings", False)
    assert row.number in invoice.words.ja
    (told,) = published("booking.charged")
    assert (told["cause"], told["fee_yen"], told["asked_yen"]) == ("booked", 600, 600)


def test_what_is_free_asks_nobody():
    a_resource(fee="")
    row = a_booking()
    services.cancel(row.pk, by=By.PERSON, at=MONDAY)
    assert not Charge.objects.exists()
    assert stands(row) == ("", 0, 0)


def test_where_it_is_paid_on_the_spot_nobody_is_asked():
    a_resource(pay={"asked": False})
    assert stands(a_booking()) == ("on_site", 0, 0)


def test_the_last_day_to_pay_is_the_resources_and_never_after_the_use():
    a_resource(pay={"due_days": 5})
    a_booking(FAR)
    assert Invoice.objects.get().due_on == date(2026, 12, 14)  # the 12th is a Saturday
    a_booking(TEN, person=a_person(2))
    assert Invoice.objects.latest("number").due_on == TEN.date()


def test_a_press_of_a_clerk_twice_asks_once():
    a_resource()
    row = a_booking()
    for at in (TEN, TEN + HOUR):
        services.mark(row.pk, came=False, at=at)
        services.mark(row.pk, came=True, at=at)
    services.finish_day(TEN.date(), at=(TEN + DAY).replace(hour=0))
    assert Charge.objects.count() == Invoice.objects.count() == 1
    assert stands(row) == ("waiting", 0, 300)


def test_who_stays_away_still_owes_the_fee():
    a_resource()
    row = a_booking()
    services.mark(row.pk, came=False, at=TEN)
    assert stands(row) == ("waiting", 0, 300)


def test_waiting_costs_nothing_until_the_offer_is_taken():
    a_resource()
    first = a_booking()
    id_ = wait(Wish("hall", TEN), a_person(2), press=uuid4(), at=MONDAY)
    second = Booking.objects.get(pk=id_)
    assert stands(second) == ("", 0, 0)
    services.cancel(first.pk, by=By.PERSON, at=MONDAY)
    assert stands(second) == ("", 0, 0)
    services.accept(id_, at=MONDAY)
    assert stands(second) == ("waiting", 0, 300)


def test_an_unpaid_booking_that_is_cancelled_early_asks_for_nothing():
    a_resource(cancel=HALF)
    row = a_booking(FAR)
    services.cancel(row.pk, by=By.PERSON, at=MONDAY)
    assert stands(row) == ("", 0, 0)
    assert Invoice.objects.get().state == "cancelled"


def test_an_unpaid_booking_that_is_cancelled_late_asks_for_what_is_kept():
    a_resource(cancel=HALF)
    row = a_booking(slots=2)
    services.cancel(row.pk, by=By.PERSON, at=TEN - HOUR)
    assert stands(row) == ("waiting", 0, 300)
    kept = Invoice.objects.get(state="requested")
    assert kept.lines.get().words.ja == "取消料"
    assert kept.due_on > TEN.date()


def test_of_what_was_paid_the_rest_goes_back_when_cancelled_late_and_all_when_early():
    a_resource(cancel=HALF)
    late, early = a_booking(slots=2), a_booking(FAR, person=a_person(2))
    pay(late), pay(early)
    services.cancel(late.pk, by=By.CLERK, at=TEN - HOUR, staff=CLERK)
    services.cancel(early.pk, by=By.PERSON, at=TEN - HOUR)
    assert stands(late) == ("paid", 300, 0)
    assert stands(early) == ("refunded", 0, 0)
    assert backs() == [300, 300]
    assert sorted(Refund.objects.values_list("cause", flat=True)) == ["rule", "staff"]
    assert "予約の取消し" in Refund.objects.get(by_name="係").reason


def test_what_the_town_closes_goes_back_in_full():
    a_resource(cancel=HALF)
    paid, unpaid = a_booking(slots=2), a_booking(TEN + 3 * HOUR, person=a_person(2))
    pay(paid)
    span = Slot(TEN, TEN + 6 * HOUR)
    services.close_resource("hall", span, why="床の修理", at=TEN - HOUR)
    assert stands(paid) == ("refunded", 0, 0)
    assert stands(unpaid) == ("", 0, 0)
    assert backs() == [600]


@pytest.mark.parametrize(
    ("start", "was_paid", "after", "back"),
    [
        (TEN + 7 * HOUR, False, ("waiting", 0, 500), []),
        (TEN + 7 * HOUR, True, ("waiting", 300, 200), []),
        (TEN + 2 * HOUR, True, ("paid", 300, 0), []),
    ],
)
def test_a_change_to_a_dearer_time_asks_for_the_difference(start, was_paid, after, back):
    a_resource(fee="hours * 300 + if(evening, 200, 0)")
    row = a_booking(TEN)
    if was_paid:
        pay(row)
    services.change(row.pk, start=start, slots=1, by=By.PERSON, at=MONDAY)
    assert stands(row) == after
    assert backs() == back


def test_a_change_to_a_cheaper_time_gives_the_difference_back():
    a_resource(fee="hours * 300 + if(evening, 200, 0)")
    row = a_booking(TEN + 7 * HOUR)
    pay(row)
    services.change(row.pk, start=TEN, slots=1, by=By.PERSON, at=MONDAY)
    assert stands(row) == ("paid", 300, 0)
    assert backs() == [200]


def test_to_change_the_time_moves_the_last_day_and_wins_no_time_to_pay():
    a_resource()
    row = a_booking(TEN + 2 * DAY)
    assert fee(row).pending.due_on == (TEN + 2 * DAY).date()
    services.change(row.pk, start=FAR, slots=1, by=By.PERSON, at=MONDAY + DAY)
    assert fee(row).pending.due_on == date(2026, 12, 21)
    services.change(row.pk, start=FAR + HOUR, slots=1, by=By.PERSON, at=MONDAY + 5 * DAY)
    assert fee(row).pending.due_on == date(2026, 12, 21)
    assert Invoice.objects.count() == 2


def test_more_time_that_a_clerk_gave_is_not_lost_by_a_change():
    a_resource()
    row = a_booking(FAR)
    services.postpone(row.pk, date(2026, 12, 25), at=MONDAY)
    services.change(row.pk, start=FAR + HOUR, slots=1, by=By.PERSON, at=MONDAY)
    assert Invoice.objects.count() == 1
    services.change(row.pk, start=FAR + HOUR, slots=2, by=By.PERSON, at=MONDAY)
    assert fee(row).pending.due_on == date(2026, 12, 25)


def test_who_wins_a_lottery_is_asked_and_who_waits_is_not():
    rule = {"months_before": 2, "from_day": 1, "until_day": 10}
    a_resource(code="drawn", lottery=rule, horizon_days=92, units=2)
    applying, wanted = MONDAY.replace(year=2027, month=1), FAR.replace(year=2027, month=3, day=6)
    services.open_rounds(at=applying)
    for number in range(3):
        make(Wish("drawn", wanted), a_person(number), press=uuid4(), at=applying)
    assert not Invoice.objects.exists()
    services.draw(Round.objects.get().pk, at=applying + 5 * DAY)
    for row in Booking.objects.all():
        won = row.state == "confirmed"
        assert stands(row) == (("waiting", 0, 300) if won else ("", 0, 0))
    assert Invoice.objects.count() == 2


def test_what_a_clerk_no_longer_asks_for_does_not_come_back_by_itself():
    a_resource()
    row = a_booking()
    money.cancel(fee(row).pending.id, at=MONDAY)
    services.mark(row.pk, came=True, at=TEN)
    assert stands(row) == ("called_off", 0, 0)
    services.ask_again(row.pk, by=CLERK, at=TEN)
    assert stands(row) == ("waiting", 0, 300)
    assert Charge.objects.last().by_name == "係"
    with pytest.raises(NothingToAsk):
        services.ask_again(row.pk, by=CLERK, at=TEN)


def test_a_late_booking_stands_and_can_be_paid_or_given_more_time():
    a_resource()
    row = a_booking(FAR)
    money.pass_due_dates(at=FAR)
    assert stands(row) == ("overdue", 0, 300)
    assert Booking.objects.get().state == "confirmed"
    services.postpone(row.pk, FAR.date() + 5 * DAY, at=FAR)
    assert stands(row)[0] == Standing.WAITING
    money.pass_due_dates(at=FAR + 9 * DAY)
    pay(row, at=FAR + 9 * DAY)
    assert stands(row) == ("paid", 300, 0)
    with pytest.raises(NothingToAsk):
        services.postpone(row.pk, FAR.date() + 30 * DAY, at=FAR)


def test_money_that_a_clerk_gave_back_by_hand_is_not_given_back_twice():
    a_resource(cancel=HALF)
    row = a_booking(slots=2)
    pay(row)
    money.refund(fee(row).paid[0].id, yen=500, reason="誤り", by=CLERK, at=MONDAY)
    services.cancel(row.pk, by=By.TOWN, at=TEN - HOUR)
    assert backs() == [500, 100]
    assert stands(row) == ("refunded", 0, 0)
