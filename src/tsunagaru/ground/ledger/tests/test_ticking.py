"""The clock is published once, and caught up without flooding."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.ledger.api import tick
from tsunagaru.ground.ledger.rules.ticking import days_to_end
from tsunagaru.ground.ledger.testing import published
from tsunagaru.kernel.clock import JST

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 3, 30, 22, 15, tzinfo=JST)


def days():
    return [event["day"] for event in published("clock.day_ended")]


def test_the_first_start_makes_up_no_past():
    assert tick(EVENING) == 0


def test_an_hour_passes_once():
    tick(EVENING)
    assert tick(EVENING + timedelta(hours=1)) == 1
    assert tick(EVENING + timedelta(hours=1, minutes=30)) == 0
    (hour,) = published("clock.hour_passed")
    assert hour["at"] == datetime(2026, 3, 30, 23, 0, tzinfo=JST)


def test_after_downtime_each_missed_day_comes_once_and_only_the_last_hour():
    tick(EVENING)
    tick(EVENING + timedelta(days=3))
    tick(EVENING + timedelta(days=3, minutes=1))
    assert days() == ["2026-03-30", "2026-03-31", "2026-04-01"]
    assert len(published("clock.hour_passed")) == 1
    (year,) = published("clock.fiscal_year_ended")
    assert year["fiscal_year"] == "2025"
    assert year["at"] == datetime(2026, 4, 1, tzinfo=JST)


def test_a_day_ends_at_midnight_in_japan():
    tick(EVENING)
    tick(datetime(2026, 3, 30, 23, 59, tzinfo=JST))
    assert days() == []
    tick(datetime(2026, 3, 31, 0, 0, tzinfo=JST))
    assert days() == ["2026-03-30"]


def test_a_clock_set_back_publishes_nothing():
    tick(EVENING)
    assert tick(EVENING - timedelta(days=2)) == 0


@given(st.dates(), st.integers(1, 400))
def test_days_to_end_follow_each_other_up_to_yesterday(last, ahead):
    try:
        today = last + timedelta(days=ahead)
    except OverflowError:
        return
    ended = days_to_end(last, today)
    assert len(ended) == ahead - 1
    assert ended == sorted(set(ended))
    assert not ended or (ended[0] > last and ended[-1] == today - timedelta(days=1))
