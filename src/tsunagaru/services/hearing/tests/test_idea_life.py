"""In a simulated town people propose ideas, vote, and are answered."""

from datetime import timedelta
from random import Random

import pytest

from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.offers import World
from tsunagaru.services.hearing.models import IdeaRound
from tsunagaru.services.hearing.offers.idea_acts import live_with_ideas
from tsunagaru.services.hearing.queries.rounds import counted
from tsunagaru.services.hearing.rules.rounds import Phase
from tsunagaru.services.hearing.testing.ideas import a_pair, a_voter, an_idea_town
from tsunagaru.services.hearing.testing.inquiries import NOON, a_hearing_town

pytestmark = pytest.mark.django_db
FIRST = day_of(NOON)


def a_world(people=40):
    """Return a town of some residents whose days can be lived."""
    world = World(rng=Random(7), residents=2_000, days=240)  # noqa: S311 - a simulated town
    world.memory["residents"] = [(a_voter().id,) for _ in range(people)]
    return world


def live(world, days):
    return sum(live_with_ideas(world, FIRST + timedelta(days=n)) for n in range(days))


def test_a_round_goes_from_the_call_to_the_answers():
    an_idea_town()
    a_pair()
    assert live(a_world(), 60) > 10
    row = IdeaRound.objects.get()
    assert row.phase(FIRST + timedelta(days=60)) is Phase.DONE
    found = counted(row, FIRST + timedelta(days=60))
    assert found
    assert all(one.idea.answer and one.idea.reason for one in found)
    assert sum(one.count or 0 for one in found) > (row.voters or 0) > 0
    assert row.result_by not in {row.result_published_by, None}


def test_the_next_round_comes_half_a_year_later():
    an_idea_town()
    a_pair()
    live(a_world(10), 215)
    first, second = IdeaRound.objects.order_by("number")
    assert (second.ideas_from - first.ideas_from) > timedelta(days=160)
    assert first.title != second.title


def test_a_town_without_rules_for_ideas_has_no_rounds():
    a_hearing_town(NOON)
    a_pair()
    assert live(a_world(3), 5) == 0
    assert not IdeaRound.objects.exists()
