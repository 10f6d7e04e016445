"""The town folder, a person's data, and a simulated year (町フォルダ・開示と消去・模擬の町)."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of
from tsunagaru.kernel.folder import Folder
from tsunagaru.kernel.offers import World
from tsunagaru.services.shelters.models import Entry, Evacuee, Opening, Setup, Site
from tsunagaru.services.shelters.offers.acts import live_at_shelters
from tsunagaru.services.shelters.queries import sites
from tsunagaru.services.shelters.rules.states import OpeningAct
from tsunagaru.services.shelters.services.loading import FILE, apply, dump, read
from tsunagaru.services.shelters.services.opening import change
from tsunagaru.services.shelters.services.passes import make_pass
from tsunagaru.services.shelters.services.privacy import erase, export
from tsunagaru.services.shelters.testing import (
    NOON,
    SITE,
    a_person,
    an_opening,
    shelters_of_a_town,
)

pytestmark = pytest.mark.django_db
OYAMA = Path(__file__).resolve().parents[5] / "towns" / "oyama"


def folder_with(tmp_path, change_text):
    text = (OYAMA / FILE).read_text(encoding="utf-8")
    assert change_text(text) != text
    (tmp_path / FILE).write_text(change_text(text), encoding="utf-8")
    districts = (OYAMA / "districts.csv").read_text(encoding="utf-8")
    (tmp_path / "districts.csv").write_text(districts, encoding="utf-8")
    return Folder(tmp_path)


def in_order(parsed):
    return [sorted(str(one) for one in file.shelters) for file in parsed]


def test_what_is_loaded_is_dumped_and_loaded_again_without_a_change(tmp_path):
    apply(read(Folder(OYAMA)), at=NOON)
    dump(Folder(tmp_path))
    (tmp_path / "districts.csv").write_bytes((OYAMA / "districts.csv").read_bytes())
    again = read(Folder(tmp_path))
    assert in_order(again) == in_order(read(Folder(OYAMA)))
    assert apply(again, at=NOON) == []


def test_a_shelter_that_is_gone_cannot_be_opened_but_one_that_is_open_stays_in_sight():
    opening = an_opening("gym")
    shelters_of_a_town(shelters=[SITE | {"code": "hall"}])
    assert Site.objects.get(pk="gym").retired
    assert [one.shape.code for one in sites.views(drills=True)] == ["gym", "hall"]
    change(opening.pk, OpeningAct.CLOSE, by=actor_of(a_clerk(), at=NOON), at=NOON)
    assert [one.shape.code for one in sites.views(drills=True)] == ["hall"]


def test_a_town_without_the_file_has_no_shelters(tmp_path):
    shelters_of_a_town()
    apply(read(Folder(tmp_path)), at=NOON)
    assert not Setup.objects.exists()
    assert sites.views(drills=True) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("district: d01", "district: d99"),
        ("capacity: 400", "capacity: 0"),
        ("hazards: [flood, earthquake, fire]", "hazards: [alien]"),
        ("code: seibi", "code: bunka"),
        ("code: rice", "code: water"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, before, after):
    folder = folder_with(tmp_path, lambda text: text.replace(before, after))
    read(folder)
    assert folder.problems
    assert all(problem.file == FILE and problem.line for problem in folder.problems)


def test_a_person_is_told_all_and_forgotten_once_the_shelter_is_closed():
    opening, hanako = an_opening(), a_resident()
    row = a_person(opening, code=make_pass(hanako.id, at=NOON), note="薬")
    assert export(hanako.id)["stays"][0]["care"]["note"] == "薬"
    assert (erase(hanako.id, NOON).erased, erase(hanako.id, NOON).kept) == (0, 1)
    change(opening.pk, OpeningAct.CLOSE, by=actor_of(a_clerk(), at=NOON), at=NOON)
    assert erase(hanako.id, NOON + timedelta(days=1)).erased == 1
    row.refresh_from_db()
    assert (row.resident, row.details, row.care) == (None, {}, {})
    assert {one.effect for one in Entry.objects.all()} == {"new"}
    assert Entry.objects.get().payload == {}
    assert export(hanako.id)["stays"] == []


def test_a_simulated_year_has_a_drill_and_a_night_of_rain():
    shelters_of_a_town()
    a_clerk()
    world = World(
        rng=random.Random(1),  # noqa: S311 - to live the same life
        residents=400,
        days=365,
    )
    world.memory["residents"] = [(a_resident(account=False).id, None) for _ in range(4)]
    came = [live_at_shelters(world, date(2026, 7, 14) + timedelta(days=n)) for n in range(60)]
    assert [one for one in came if one] == [3, 3]
    drills = Opening.objects.order_by("opened_at").values_list("run__drill", "state")
    assert list(drills) == [(False, "closed"), (True, "closed")]
    assert {one["late"] for one in published("shelter.reported")} == {"no"}
    assert Evacuee.objects.count() == 6
