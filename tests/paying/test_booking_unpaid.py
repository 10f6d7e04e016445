"""Unpaid bookings lapse where the town wants it: warned before, told after (未納による取消し)."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.definitions import PayDefinition
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import path_of
from tsunagaru.engines.bookings.queries.charges import fee_of
from tsunagaru.engines.bookings.rules.owing import lapse_day
from tsunagaru.engines.bookings.rules.states import LIFE, Act, CannotMove, State, move
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.making import Wish, wait
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_person, a_resource
from tsunagaru.engines.messages.models import Notice
from tsunagaru.engines.messages.testing import the_town_texts
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.testing import (
    AN_ACCOUNT,
    a_setup,
    a_transfer_setup,
    paid_in_cash,
)
from tsunagaru.ground.ledger.testing import deliver_all, published
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.calendar import OfficeCalendar
from tsunagaru.kernel.clock import day_of

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FAR = MONDAY.replace(hour=10) + 40 * DAY
WEEK = {"due_days": 14, "lapse_days": 7}
DUE = MONDAY.replace(hour=1) + 15 * DAY  # the day after the last day to pay
LAPSE = DUE + 7 * DAY  # the day after the last day before it lapses


@pytest.fixture(autouse=True)
def town(db):
    a_setup(at=MONDAY)
    the_town_texts(MONDAY)
    yield
    assert books.complaints() == []


def booked(start=FAR, **changes):
    a_resource(**({"pay": WEEK} | changes))
    return a_booking(start, person=a_person(email="hanako@example.jp"))


def pass_days(until):
    """Let the hours of the worker pass, day by day."""
    at = DUE
    while at <= until:
        money.pass_due_dates(at=at)
        services.mind_unpaid(at=at)
        at += DAY


def now(row):
    return Booking.objects.get(pk=row.pk)


def told(at):
    before = set(Notice.objects.values_list("pk", flat=True))
    deliver_all(at=at)
    return [f"{one.title}\n{one.body}" for one in Notice.objects.exclude(pk__in=before)]


def test_an_unpaid_booking_is_warned_of_then_lapses_and_nothing_is_owed():
    row = booked()
    assert "2026年12月28日（月）までにお支払いがないときは" in "".join(told(MONDAY))
    pass_days(DUE)
    (warning,) = told(DUE)
    assert "【2026年12月28日（月）まで】お支払いがないと予約を取り消します" in warning
    pass_days(LAPSE - DAY)
    assert now(row).state == "confirmed"
    assert told(LAPSE - DAY) == []
    pass_days(LAPSE)
    ended = now(row)
    assert (ended.state, ended.ended_by, ended.kept_yen) == ("cancelled", "unpaid", 0)
    page = Client().get(path_of(row.pk)).content.decode()
    assert "お支払いいただくものはありません。" in page
    assert not ended.cells.exists()
    assert Invoice.objects.get().state == "cancelled"
    (letter,) = told(LAPSE)
    assert "お支払いがなかったため予約を取り消しました" in letter
    assert len(published("booking.forfeited")) == len(published("booking.warned")) == 1


def test_its_time_goes_to_who_waits():
    row = booked()
    next_one = wait(Wish("hall", FAR), a_person(2), press=row.pk, at=MONDAY)
    pass_days(LAPSE)
    assert Booking.objects.get(pk=next_one).state == "offered"


def test_without_the_towns_word_nothing_lapses():
    row = booked(pay={"due_days": 14})
    pass_days(LAPSE + 9 * DAY)
    assert now(row).state == "confirmed"
    assert any("予約はまだ取り消していません" in one for one in told(LAPSE))
    assert published("booking.warned") == []


@pytest.mark.parametrize("state", list(State))
def test_only_what_is_booked_lapses_whatever_else_is_unpaid(state):
    row = booked()
    money.pass_due_dates(at=DUE)
    Booking.objects.filter(pk=row.pk).update(state=state)
    for at in (DUE, LAPSE, LAPSE + DAY):
        services.mind_unpaid(at=at)
    assert now(row).state == ("cancelled" if state is State.CONFIRMED else state)
    assert (Invoice.objects.get().state == "cancelled") == (state is State.CONFIRMED)


@pytest.mark.parametrize("state", list(State))
def test_the_life_of_a_booking_knows_lapsing_from_booked_alone(state):
    if state is State.CONFIRMED:
        assert move(state, Act.FORFEIT) is State.CANCELLED
        return
    with pytest.raises(CannotMove):
        LIFE.move(state, Act.FORFEIT)


def test_who_pays_in_the_last_moment_keeps_the_booking():
    row = booked()
    pass_days(LAPSE - DAY)
    paid_in_cash(Invoice.objects.get(), at=LAPSE - DAY)
    pass_days(LAPSE + DAY)
    assert now(row).state == "confirmed"


def test_more_time_from_a_clerk_moves_the_end_and_is_warned_of_anew():
    row = booked()
    pass_days(DUE)
    later = day_of(DUE) + timedelta(days=6)
    services.postpone(row.pk, later, at=DUE)
    pass_days(LAPSE)
    assert now(row).state == "confirmed"
    assert len(published("booking.warned")) == 2
    pass_days(LAPSE + 7 * DAY)
    assert now(row).state == "cancelled"


def test_a_rule_made_later_gives_everybody_the_days_from_the_warning_on():
    row = booked(pay={"due_days": 14})
    pass_days(LAPSE)
    a_resource(pay=WEEK, at=LAPSE)
    services.mind_unpaid(at=LAPSE + DAY)
    services.mind_unpaid(at=LAPSE + 7 * DAY)
    assert now(row).state == "confirmed"
    services.mind_unpaid(at=LAPSE + 8 * DAY)
    assert now(row).state == "cancelled"


def test_what_cancelling_would_cost_is_owed_all_the_same():
    row = booked(start=MONDAY.replace(hour=10) + 24 * DAY,
                 cancel={"free_until_h": 24 * 5, "percent_after": 50})  # fmt: skip
    pass_days(LAPSE)
    assert (now(row).state, now(row).kept_yen) == ("cancelled", 150)
    assert fee_of(now(row)).pending.amount_yen == 150
    assert "150円を" in "".join(told(LAPSE))


def test_a_booking_of_which_something_is_paid_stays():
    row = booked()
    paid_in_cash(Invoice.objects.get(), at=MONDAY)
    services.change(row.pk, start=FAR, slots=2, by=By.CLERK, at=MONDAY)
    pass_days(LAPSE + DAY)
    assert now(row).state == "confirmed"


def test_nobody_loses_a_booking_without_a_letter():
    a_resource(pay=WEEK)
    row = a_booking(FAR, person=a_person())  # a telephone alone
    pass_days(LAPSE + DAY)
    assert now(row).state == "confirmed"


def test_a_use_that_comes_first_takes_place():
    row = booked(start=MONDAY.replace(hour=10) + 21 * DAY)
    pass_days(MONDAY + 21 * DAY)
    assert now(row).state == "confirmed"
    assert published("booking.warned") == []


def test_while_the_bank_is_asked_nothing_lapses():
    a_transfer_setup(at=MONDAY)
    person, clerk = a_resident(), Actor(name="係")
    money.record_mandate(person.id, AN_ACCOUNT, agreed_on=day_of(MONDAY), by=clerk, at=MONDAY)
    a_resource(pay=WEEK)
    row = a_booking(FAR, person=a_person(resident=person.id))
    pass_days(LAPSE - DAY)
    money.request_transfers(day_of(LAPSE + 3 * DAY), by=clerk, at=LAPSE - DAY)
    pass_days(LAPSE + DAY)
    assert now(row).state == "confirmed"


def test_the_pages_say_until_when_and_what_became_of_it(client):
    row = booked()
    assert (
        "2026年12月28日（月）までにお支払いがないときは"
        in client.get(path_of(row.pk)).content.decode()
    )
    sign_in(client, a_clerk())
    staff = f"/staff/bookings/b/{row.pk}/"
    assert "自動で取り消されます（期限が過ぎたら予告します）" in client.get(staff).content.decode()
    pass_days(LAPSE)
    shown = client.get(staff).content.decode()
    for words in ("支払いがないときは取り消すことを予告", "支払いがないための取消し"):
        assert words in shown
    client.logout()
    assert (
        "お支払いがなかったため、この予約を取り消しました。"
        in client.get(path_of(row.pk)).content.decode()
    )


def test_the_days_are_counted_from_the_due_date_or_the_warning():
    due, office = day_of(MONDAY), OfficeCalendar()
    assert lapse_day(due, 7, None, office) == due + 7 * DAY
    assert lapse_day(due, 7, due + DAY, office) == due + 7 * DAY
    assert lapse_day(due, 7, due + 4 * DAY, office) == due + 10 * DAY


def test_a_last_day_on_which_the_office_is_closed_moves_to_the_next_open_one():
    due = day_of(MONDAY)
    saturday, monday = due + 5 * DAY, due + 7 * DAY
    assert lapse_day(due, 5, None, OfficeCalendar()) == monday
    assert lapse_day(due, 5, None, OfficeCalendar(frozenset({monday}))) == monday + DAY
    the_eve = date(2026, 12, 25)
    assert lapse_day(the_eve, 5, None, OfficeCalendar()) == date(2027, 1, 4)
    assert saturday.weekday() == 5


@pytest.mark.parametrize("more", [{"asked": False}, {"after_use_days": 7}, {"lapse_days": 0}])
def test_a_rule_that_cannot_work_does_not_load(more):
    with pytest.raises(ValueError, match="lapse"):
        PayDefinition.model_validate({"lapse_days": 7} | more)
