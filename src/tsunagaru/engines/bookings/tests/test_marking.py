"""Noting who came: a slip is put right, and counts once (来場の記録)."""

from datetime import timedelta

import pytest

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.rules.states import CannotMove
from tsunagaru.engines.bookings.services.changing import By, TooLate
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_resource
from tsunagaru.ground.ledger.api import raw_sums
from tsunagaru.ground.ledger.testing import audited
from tsunagaru.kernel.access import Actor, Kind

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TEN = MONDAY.replace(hour=10) + DAY
MIDNIGHT = (TEN + DAY).replace(hour=0)
CLERK = Actor(kind=Kind.STAFF, name="係")


def state_of(row):
    return Booking.objects.get(pk=row.pk).state


def counted(name):
    """Return how many of an event count, those taken back left out."""
    sums = raw_sums([name], TEN.date() - DAY, TEN.date() + 30 * DAY)
    return sum(one.n for one in sums if not one.measure)


@pytest.fixture
def booked(db):
    a_resource()
    return a_booking()


def test_an_arrival_noted_by_mistake_is_taken_back_the_same_day_and_audited(booked):
    services.mark(booked.pk, came=True, at=TEN, staff=CLERK)
    services.undo_arrival(booked.pk, at=TEN + HOUR, staff=CLERK)
    assert state_of(booked) == "confirmed"
    assert counted("booking.arrived") == 0
    assert len(audited("booking.arrival_undone")) == 1
    with pytest.raises(CannotMove):
        services.undo_arrival(booked.pk, at=TEN + HOUR, staff=CLERK)
    services.cancel(booked.pk, by=By.CLERK, at=TEN + HOUR)
    assert state_of(booked) == "cancelled"


def test_on_another_day_an_arrival_stays(booked):
    services.mark(booked.pk, came=True, at=TEN)
    with pytest.raises(TooLate):
        services.undo_arrival(booked.pk, at=TEN + DAY, staff=CLERK)
    assert state_of(booked) == "arrived"


def test_who_did_not_come_is_noted_some_days_later_and_the_figures_follow(booked):
    services.finish_day(TEN.date(), at=MIDNIGHT)
    assert (state_of(booked), counted("booking.completed")) == ("completed", 1)
    services.mark(booked.pk, came=False, at=TEN + 6 * DAY, staff=CLERK)
    assert state_of(booked) == "missed"
    assert (counted("booking.completed"), counted("booking.missed")) == (0, 1)
    with pytest.raises(CannotMove):
        services.mark(booked.pk, came=False, at=TEN + 6 * DAY)
    services.finish_day((TEN + 6 * DAY).date(), at=MIDNIGHT + 6 * DAY)
    assert (counted("booking.completed"), counted("booking.missed")) == (0, 1)


def test_a_use_that_ended_long_ago_stays_one(booked):
    services.finish_day(TEN.date(), at=MIDNIGHT)
    with pytest.raises(TooLate):
        services.mark(booked.pk, came=False, at=TEN + 8 * DAY)


def test_a_use_whose_arrival_was_noted_stays_one(booked):
    services.mark(booked.pk, came=True, at=TEN)
    services.finish_day(TEN.date(), at=MIDNIGHT)
    with pytest.raises(TooLate):
        services.mark(booked.pk, came=False, at=TEN + DAY)
    assert (counted("booking.arrived"), counted("booking.completed")) == (1, 1)


def test_of_many_slips_the_last_one_counts(booked):
    for came in (True, False, True, False):
        services.mark(booked.pk, came=came, at=TEN)
    assert (counted("booking.arrived"), counted("booking.missed")) == (0, 1)
