"""Simulated days of districts (模擬の日々): events that fill, dues that are collected."""

from datetime import date, timedelta
from random import Random

import pytest

from tsunagaru.kernel.offers import World
from tsunagaru.services.community.models import Collection, DuesYear, Gathering, Survey
from tsunagaru.services.community.offers.dues_acts import live_with_dues
from tsunagaru.services.community.offers.gathering_acts import live_with_gatherings
from tsunagaru.services.community.offers.survey_acts import live_with_surveys
from tsunagaru.services.community.rules.gatherings import State
from tsunagaru.services.community.rules.surveys import State as SurveyState
from tsunagaru.services.community.testing import a_home, a_leader, a_town_with_districts

pytestmark = pytest.mark.django_db
FIRST = date(2026, 6, 12)


@pytest.fixture
def world():
    a_town_with_districts()
    for district in ("k1", "k2"):
        homes = [a_home(district, family=f"見本{n}") for n in range(4)]
        a_leader(homes[0].members[0], district)
    return World(rng=Random(7), residents=8, days=28)  # noqa: S311 - a simulated town


def live(act, world, days):
    return sum(act(world, FIRST + timedelta(days=n)) for n in range(days))


def test_events_are_posted_signed_up_for_and_counted(world):
    live(live_with_gatherings, world, 28)
    rows = list(Gathering.objects.all())
    assert [row.state for row in rows] == [State.HELD, State.HELD]
    assert all(row.came is not None and row.sign_ups.exists() for row in rows)


def test_dues_are_settled_once_and_collected_week_by_week(world):
    live(live_with_dues, world, 28)
    assert DuesYear.objects.count() == 2
    assert Collection.objects.exists()
    assert not Collection.objects.filter(amount_yen__lte=0).exists()


def test_one_district_asks_its_households_now_and_then(world):
    live(live_with_surveys, world, 365)
    rows = list(Survey.objects.order_by("made_at"))
    assert [row.state for row in rows] == [SurveyState.CLOSED] * 3
    assert [row.anonymous for row in rows] == [False, False, True]
    assert [row.households for row in rows] == [4, 4, 4]
