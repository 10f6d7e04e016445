"""A simulated town applies through the same services."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest

from tsunagaru.engines.applications.models import Application, Cosignature, Draft
from tsunagaru.engines.applications.offers import OFFERS
from tsunagaru.engines.applications.testing import a_procedure
from tsunagaru.ground.people.testing import a_resident
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World

EXAMPLE = {
    "owner": {"family": "小山", "given": "花子", "family_kana": "コヤマ", "given_kana": "ハナコ"},
    "dog_name": "ポチ",
}
FIRST = date(2026, 6, 1)


def a_world(residents, people):
    rng = Random(1)  # noqa: S311 - a reproducible simulation, no secret
    return World(rng=rng, residents=residents, days=3, memory={"residents": people})


@pytest.mark.django_db
def test_old_people_come_to_the_counter_and_young_ones_apply_online(db):
    a_procedure(demo={"weight": 1, "examples": [EXAMPLE]})
    young = a_resident(birth_on=date(1995, 1, 1))
    old = a_resident(birth_on=date(1940, 1, 1), account=False)
    people = [(one.id, one.age_band, one.district, one.birth_on) for one in (young, old)]
    world = a_world(12_000, people)
    act = OFFERS.acts[0]
    assert act.prepare
    act.prepare(world, datetime(2026, 6, 1, tzinfo=JST))
    done = sum(act.live(world, FIRST + timedelta(days=number)) for number in range(3))
    assert done > 30
    found = Counter(Application.objects.values_list("age_band", "channel"))
    online = {band: found[band, "online"] for band in ("20-39", "80-")}
    assert online["20-39"] > 3 * online["80-"]
    assert Draft.objects.exclude(state="submitted").exists()


@pytest.mark.django_db
def test_a_second_person_signs_in_the_simulated_town_as_well(db):
    spouse = {"code": "spouse", "name": {"ja": "配偶者"}, "statement": {"ja": "同意します。"}}
    a_procedure(demo={"weight": 1, "examples": [EXAMPLE]}, cosigners=[spouse])
    world = a_world(12_000, [])
    assert OFFERS.acts[0].prepare
    OFFERS.acts[0].prepare(world, datetime(2026, 6, 1, tzinfo=JST))
    OFFERS.acts[0].live(world, FIRST)
    assert Application.objects.exists()
    assert set(Cosignature.objects.values_list("state", flat=True)) == {"signed"}


@pytest.mark.django_db
def test_a_town_without_examples_just_does_not_apply(db):
    a_procedure()
    world = a_world(100, [])
    assert OFFERS.acts[0].prepare
    OFFERS.acts[0].prepare(world, datetime(2026, 6, 1, tzinfo=JST))
    assert OFFERS.acts[0].live(world, FIRST) == 0
