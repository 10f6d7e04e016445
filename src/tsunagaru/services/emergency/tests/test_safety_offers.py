"""What safety and headquarters offer upwards (提供物): drills, privacy, desk and report."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.test import Client

from tsunagaru.engines.messages.testing import a_subscriber
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.kernel import clock, offers
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import Offers, World
from tsunagaru.kernel.situations import Figure, SituationPart
from tsunagaru.services.emergency.models import Answer, Person, Round, SituationReport, Supported
from tsunagaru.services.emergency.offers import privacy, safety
from tsunagaru.services.emergency.offers.acts import drill_for_a_day
from tsunagaru.services.emergency.rules.safety import Safety, Way
from tsunagaru.services.emergency.services import headquarters, support
from tsunagaru.services.emergency.services.answers import Said, Whose, answer
from tsunagaru.services.emergency.testing import a_round, rules_of_a_town

pytestmark = pytest.mark.django_db
DRILL_DAY = date(2026, 9, 1)


def test_on_the_day_of_disaster_prevention_the_town_holds_a_drill():
    before = datetime(2026, 8, 1, tzinfo=JST)
    rules_of_a_town(at=before)
    a_clerk()
    for number in range(20):
        a_subscriber(f"r{number}@example.jp", at=before)
    rng = Random(1)  # noqa: S311 - a simulated town
    world = World(rng=rng, residents=20, days=1)
    assert drill_for_a_day(world, DRILL_DAY) > 20
    assert drill_for_a_day(world, DRILL_DAY + timedelta(days=1)) == 0
    row = Round.objects.get()
    assert (row.drill, row.state) == (True, "closed")


def test_export_gives_everything_back_and_erasure_leaves_numbers_only():
    person, clerk, now = a_resident(), actor_of(a_clerk()), clock.now()
    row = a_round(clerk)
    said = Said(state=Safety.HELP, way=Way.ONLINE, place="二階")
    answer(row.pk, Whose(resident=person.id), said, at=now)
    entry = support.Entry(district="d01", reasons=["care"], consent="yes")
    support.list_person(person.id, entry, by=clerk, at=now)
    assert privacy.export_safety(person.id)["answers"][0]["place"] == "二階"
    assert privacy.export_support(person.id)["reasons"] == ["care"]
    privacy.erase_safety(person.id, now)
    privacy.erase_support(person.id, now)
    assert not Answer.objects.exists()
    assert not Supported.objects.exists()
    assert Person.objects.get().resident is None
    assert Person.objects.get().state == "help"


def test_a_call_for_help_and_a_due_step_stand_on_the_desk():
    clerk = actor_of(a_clerk())
    row = a_round(clerk)
    assert not safety.calls_for_help(clerk, clock.now())
    said = Said(state=Safety.INJURED, way=Way.PHONE)
    answer(row.pk, Whose(name="山田", district="d01"), said, at=clock.now())
    assert safety.calls_for_help(clerk, clock.now())[0].urgent
    assert len(safety.steps_due(clerk, clock.now() + timedelta(hours=1))) == 2


def test_the_real_thing_stands_above_every_page_and_a_drill_above_none():
    clerk = actor_of(a_clerk())
    a_round(clerk, drill=True)
    assert "町が安否をたずねています" not in Client().get("/").content.decode()
    a_round(clerk)
    assert "町が安否をたずねています" in Client().get("/").content.decode()
    assert "安否" in sign_in(Client(), a_resident()).get("/my/").content.decode()


def test_another_package_adds_its_figures_to_the_report(monkeypatch):
    clerk, now = actor_of(a_clerk()), clock.now()
    rules_of_a_town(at=now)
    figures = SituationPart("test", "避難所", 30, lambda _at, _drill: [Figure("開設", "3か所")])
    theirs = Offers(package="test", situations=(figures,))
    monkeypatch.setitem(offers._installed, "test", theirs)
    made = headquarters.open_headquarters("本部", "first", drill=False, by=clerk, at=now)
    report = headquarters.report(made, by=clerk, at=now)
    content = SituationReport.objects.get(pk=report).content
    assert {"title": "避難所", "figures": [["開設", "3か所"]]} in content
