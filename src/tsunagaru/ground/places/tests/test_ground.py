"""Where in the town a place lies: inside or outside, in which area, near which district."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.places import queries
from tsunagaru.ground.places.api import TOWN_PART
from tsunagaru.ground.places.rules.ground import Ground
from tsunagaru.ground.places.tests.test_town import AT, TOWNS
from tsunagaru.kernel.folder import Folder
from tsunagaru.kernel.positions import Position

STATION = Position(35.3601, 138.9823)
IN_JAPAN = st.builds(Position.of, st.floats(20, 46), st.floats(122, 154))


def read(path: Path) -> Ground:
    parsed = TOWN_PART.read(Folder(path))
    assert parsed is not None
    TOWN_PART.apply(parsed, at=AT)
    return queries.ground()


@pytest.fixture
def oyama(db):
    return read(TOWNS / "oyama")


def test_every_area_and_district_lies_in_the_town(oyama):
    assert (len(oyama.areas), len(oyama.spots), len(oyama.districts)) == (23, 23, 40)
    assert [one.name for one in (*oyama.spots, *oyama.districts) if not oyama.has(one.middle)] == []


def test_the_nearest_middle_names_area_and_district(oyama):
    assert oyama.area_of(STATION) == "藤曲"
    assert oyama.district_of(STATION) == "藤曲第二区"


def test_a_person_may_name_a_neighbouring_area_but_not_one_far_away(oyama):
    assert oyama.area_of(STATION, "菅沼") == "菅沼"
    assert oyama.area_of(STATION, "須走") == "藤曲"
    assert oyama.area_of(STATION, "どこか") == "藤曲"


def test_the_neighbouring_city_is_outside_and_has_no_area(oyama):
    gotemba = Position(35.3086, 138.9346)
    assert not oyama.has(gotemba)
    assert (oyama.area_of(gotemba), oyama.district_of(gotemba)) == ("", "")


def test_a_town_without_an_outline_takes_every_place(db):
    assert Ground().has(STATION)
    assert (Ground().area_of(STATION, "菅沼"), Ground().district_of(STATION)) == ("", "")


def test_the_small_town_has_a_ground_as_well(db):
    assert read(TOWNS / "minimal").has(STATION) in {True, False}


@given(IN_JAPAN, st.text(max_size=5))
def test_an_area_is_always_one_of_the_town_s(oyama, place, named):
    assert oyama.area_of(place, named) in {"", *oyama.areas}
