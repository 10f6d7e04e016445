"""Many at once for the last slot: exactly one wins, on SQLite and on PostgreSQL."""

from uuid import uuid4

import pytest
from django.db import OperationalError

from tsunagaru.engines.bookings.models import Booking, Cell
from tsunagaru.engines.bookings.services.making import Wish, make
from tsunagaru.engines.bookings.services.placing import SlotTaken
from tsunagaru.engines.bookings.testing import MONDAY, a_person, a_resource

TEN = MONDAY.replace(day=8, hour=10)
AT_ONCE = 40


def press_for(start, presses=None):
    """Return what one of the crowd does: book, and when others were quicker see other times."""

    def work(number):
        press = presses or uuid4()
        person = a_person(1 if presses else number)
        for _ in range(20):
            try:
                return make(Wish("hall", start), person, press=press, at=MONDAY)
            except SlotTaken as refused:
                return refused.others
            except OperationalError:  # a busy embedded database answers: try again
                continue
        return None

    return work


def crowd(together, count):
    a_resource()
    found = []
    while count:
        now = min(count, AT_ONCE)
        found += together(now, press_for(TEN))
        count -= now
    return found


def test_of_twenty_at_once_one_gets_the_last_slot_and_the_others_see_other_times(together):
    found = crowd(together, 20)
    won = [one for one in found if not isinstance(one, list)]
    assert len(won) == 1
    assert None not in won
    assert all(others for others in found if isinstance(others, list))
    assert Booking.objects.count() == 1
    assert Cell.objects.count() == 4


@pytest.mark.drill
def test_of_two_hundred_at_once_one_gets_the_last_slot(together):
    a_resource()
    found = together(200, press_for(TEN))
    assert len([one for one in found if not isinstance(one, list)]) == 1
    assert Booking.objects.count() == 1


def test_ten_presses_at_once_make_one_booking_and_all_see_it(together):
    a_resource()
    found = together(10, press_for(TEN, presses=uuid4()))
    assert len(set(map(str, found))) == 1
    assert Booking.objects.count() == 1


def test_three_courts_go_to_three_of_a_crowd(together):
    a_resource(units=3)
    found = together(12, press_for(TEN))
    assert len([one for one in found if not isinstance(one, list)]) == 3
    assert Cell.objects.count() == 12
