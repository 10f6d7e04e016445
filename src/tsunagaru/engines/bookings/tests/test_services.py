"""What booking promises: limits, money, waiting list, closing, the end of the day."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking, Cell, Share
from tsunagaru.engines.bookings.queries.bookings import admits
from tsunagaru.engines.bookings.queries.turns import turn_of
from tsunagaru.engines.bookings.rules.slots import Slot
from tsunagaru.engines.bookings.rules.states import CannotMove
from tsunagaru.engines.bookings.services.changing import By, TooLate
from tsunagaru.engines.bookings.services.making import StillFree, Wish, make, wait
from tsunagaru.engines.bookings.services.marking import TooEarly
from tsunagaru.engines.bookings.services.placing import NoSuchSlot, OverLimit, SlotTaken
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_person, a_resource
from tsunagaru.ground.ledger.testing import published

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TEN = MONDAY.replace(hour=10) + DAY


def state_of(row):
    return Booking.objects.get(pk=row.pk).state


def waiting(number, start=TEN):
    id_ = wait(Wish("hall", start), a_person(number), press=uuid4(), at=MONDAY)
    return Booking.objects.get(pk=id_)


def test_a_booking_takes_its_cells_and_is_told_with_its_fee():
    a_resource()
    row = a_booking(slots=2)
    assert (row.state, row.fee_yen, Cell.objects.count()) == ("confirmed", 600, 8)
    (event,) = published("booking.made")
    assert (event["channel"], event["kind"], event["fee_yen"]) == ("online", "facility", 600)


def test_names_and_numbers_never_enter_an_event():
    a_resource()
    a_booking(person=a_person(name="ひみつ"), note="ないしょ")
    text = str(published("booking.made"))
    assert "ひみつ" not in text
    assert "0550" not in text


def test_who_comes_second_gets_the_nearest_free_times():
    a_resource()
    a_booking(slots=2)
    with pytest.raises(SlotTaken) as refused:
        a_booking(TEN + HOUR, person=a_person(2))
    assert refused.value.others[0].start in {TEN - HOUR, TEN + 2 * HOUR}
    assert Booking.objects.count() == 1


def test_the_same_press_makes_one_booking_and_a_stranger_learns_nothing():
    a_resource(units=3)
    press = uuid4()
    first = make(Wish("hall", TEN), a_person(), press=press, at=MONDAY)
    assert make(Wish("hall", TEN), a_person(), press=press, at=MONDAY) == first
    assert Booking.objects.count() == 1


@pytest.mark.parametrize(
    "start", [TEN + timedelta(minutes=5), TEN - 3 * HOUR, TEN - DAY - 2 * HOUR]
)
def test_a_time_that_is_no_slot_cannot_be_booked(start):
    a_resource()
    with pytest.raises(NoSuchSlot):
        a_booking(start)


def test_a_person_has_no_more_bookings_than_the_limit_and_one_comes_back():
    a_resource(units=5, limit={"bookings": 2, "per": "open"})
    first = a_booking()
    a_booking(TEN + HOUR)
    with pytest.raises(OverLimit):
        a_booking(TEN + 2 * HOUR)
    a_booking(TEN + 2 * HOUR, person=a_person(2))
    services.cancel(first.pk, by=By.PERSON, at=MONDAY)
    assert a_booking(TEN + 2 * HOUR).state == "confirmed"


def test_cancelling_gives_the_time_back_and_keeps_a_share_of_the_fee_when_late():
    a_resource(cancel={"free_until_h": 24, "percent_after": 50})
    row = a_booking(slots=2)
    assert services.cancel(row.pk, by=By.PERSON, at=TEN - 2 * HOUR) == 300
    assert Cell.objects.count() == Share.objects.count() == 0
    with pytest.raises(CannotMove):
        services.cancel(row.pk, by=By.PERSON, at=TEN - HOUR)
    assert len(published("booking.cancelled")) == 1


def test_the_town_never_charges_for_what_it_cancels():
    a_resource(cancel={"free_until_h": 24, "percent_after": 50})
    assert services.cancel(a_booking().pk, by=By.TOWN, at=TEN - HOUR) == 0


def test_after_the_last_hour_only_a_clerk_cancels():
    a_resource(cancel={"closes_h": 2})
    row = a_booking()
    with pytest.raises(TooLate):
        services.cancel(row.pk, by=By.PERSON, at=TEN - HOUR)
    services.cancel(row.pk, by=By.CLERK, at=TEN - HOUR)


def test_a_change_keeps_the_old_time_when_the_new_one_is_full():
    a_resource()
    row, _ = a_booking(), a_booking(TEN + HOUR, person=a_person(2))
    with pytest.raises(SlotTaken):
        services.change(row.pk, start=TEN + HOUR, slots=1, by=By.PERSON, at=MONDAY)
    assert Booking.objects.get(pk=row.pk).starts_at == TEN
    assert row.cells.count() == 4
    services.change(row.pk, start=TEN + 2 * HOUR, slots=1, by=By.PERSON, at=MONDAY)
    assert min(row.cells.values_list("at", flat=True)) == TEN + 2 * HOUR


def test_what_becomes_free_is_offered_in_turn_and_goes_on_when_not_taken():
    a_resource(offer_h=2)
    row = a_booking()
    first, second = waiting(2), waiting(3)
    services.cancel(row.pk, by=By.PERSON, at=MONDAY)
    assert (state_of(first), state_of(second)) == ("offered", "waiting")
    with pytest.raises(SlotTaken):
        a_booking(person=a_person(4))
    services.lapse(at=MONDAY + HOUR)
    assert state_of(first) == "offered"
    services.lapse(at=MONDAY + 2 * HOUR)
    assert (state_of(first), state_of(second)) == ("lapsed", "offered")
    services.accept(second.pk, at=MONDAY + 3 * HOUR)
    assert state_of(second) == "confirmed"
    assert len(published("booking.offered")) == 2


def test_an_offer_cannot_be_taken_after_its_time():
    a_resource(offer_h=1)
    row, next_one = a_booking(), waiting(2)
    services.cancel(row.pk, by=By.PERSON, at=MONDAY)
    with pytest.raises(TooLate):
        services.accept(next_one.pk, at=MONDAY + HOUR)


def test_an_offer_is_never_good_for_longer_than_the_time_can_be_booked():
    a_resource(offer_h=24, lead_min=60)
    row, first, second = a_booking(), waiting(2), waiting(3)
    assert [turn_of(one) for one in (first, second)] == [1, 2]
    services.cancel(row.pk, by=By.CLERK, at=TEN - 3 * HOUR)
    first.refresh_from_db()
    assert (first.state, first.offered_until) == ("offered", TEN - HOUR)
    assert turn_of(second) == 1
    services.lapse(at=TEN - HOUR)
    assert (state_of(first), state_of(second)) == ("lapsed", "waiting")  # too near for anybody


def test_nobody_waits_for_what_is_free():
    a_resource()
    with pytest.raises(StillFree):
        waiting(2)


def test_closing_cancels_what_lies_in_it_and_keeps_the_time_shut():
    a_resource()
    inside, outside = a_booking(), a_booking(TEN + 3 * HOUR, person=a_person(2))
    span = Slot(TEN, TEN + 2 * HOUR)
    closure = services.close_resource("hall", span, why="床の修理", at=MONDAY)
    assert (state_of(inside), state_of(outside)) == ("closed", "confirmed")
    with pytest.raises(SlotTaken):
        a_booking(person=a_person(3))
    services.reopen(closure, at=MONDAY)
    assert a_booking(person=a_person(3)).state == "confirmed"


@pytest.mark.parametrize(
    ("came", "at"), [(True, TEN - DAY), (False, TEN - HOUR / 60), (False, TEN - DAY)]
)
def test_nobody_came_before_the_day_or_stayed_away_before_the_hour(came, at):
    a_resource()
    row = a_booking()
    with pytest.raises(TooEarly):
        services.mark(row.pk, came=came, at=at)
    assert state_of(row) == "confirmed"


def test_the_end_of_a_day_counts_hours_used_and_hours_there_were():
    a_resource()
    row = a_booking(slots=2)
    missed = a_booking(TEN + 3 * HOUR, person=a_person(2))
    services.mark(missed.pk, came=False, at=TEN + 4 * HOUR)
    midnight = (TEN + DAY).replace(hour=0)
    assert services.finish_day(TEN.date(), at=midnight) == 1
    assert services.finish_day(TEN.date(), at=midnight) == 0
    (done,) = published("booking.completed")
    assert (done["hours"], done["repeat"]) == (2, "no")
    assert published("slot.offered")[0]["hours"] == 12
    assert (state_of(row), state_of(missed)) == ("completed", "missed")


def test_a_door_opens_for_the_code_during_the_time_only():
    a_resource(key={"digits": 6})
    row = a_booking()
    assert len(row.key_code) == 6
    assert admits("hall", row.key_code, at=TEN)
    assert not admits("hall", row.key_code, at=TEN - HOUR)
    assert not admits("hall", "000", at=TEN)
    services.cancel(row.pk, by=By.PERSON, at=MONDAY)
    assert not admits("hall", row.key_code, at=TEN)


def test_a_reduction_counts_after_a_clerk_has_seen_it():
    youth = {"code": "youth", "name": {"ja": "青少年"}, "percent": 50}
    a_resource(reductions=[youth])
    row = a_booking(slots=2, reduction="youth")
    assert (row.fee_yen, row.reduction_state) == (600, "asked")
    services.judge_reduction(row.pk, granted=True, at=MONDAY)
    assert Booking.objects.get(pk=row.pk).fee_yen == 300


def test_a_reminder_comes_once_and_not_to_those_who_just_booked():
    a_resource()
    a_booking(TEN + DAY)
    a_booking(TEN, person=a_person(2), at=TEN - 3 * HOUR)
    assert services.remind(at=TEN + 2 * HOUR) == 1
    assert services.remind(at=TEN + 3 * HOUR) == 0
