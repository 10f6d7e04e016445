"""Places on the earth: read as people paste them, measured, and told inside from outside."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.positions import (
    CannotPlace,
    Position,
    is_inside,
    metres,
    nearest,
    read_position,
)

STATION = Position(35.3601, 138.9823)
RING = [Position(35.3, 138.9), Position(35.4, 138.9), Position(35.4, 139.0), Position(35.3, 139.0)]
IN_JAPAN = st.builds(Position.of, st.floats(20, 46), st.floats(122, 154))
PASTED = [
    "geo:35.3601,138.9823",
    "geo:35.3601,138.9823;u=35",
    "geo:35.3601,138.9823?z=17",
    "https://www.google.com/maps/@35.3601,138.9823,17z",
    "https://www.google.com/maps/place/X/@35.4,138.1,17z/data=!3m1!8m2!3d35.3601!4d138.9823",
    "https://www.google.com/maps/search/?api=1&query=35.3601%2C138.9823",
    "https://maps.google.com/?q=35.3601,138.9823",
    "https://maps.google.com/?ll=35.3601,138.9823&z=16",
    "https://maps.apple.com/?ll=35.3601,138.9823",
    "https://maps.gsi.go.jp/#16/35.3601/138.9823/&base=std&ls=std",
    "https://www.openstreetmap.org/#map=17/35.36010/138.98230",
    "https://www.openstreetmap.org/?mlat=35.3601&mlon=138.9823#map=9/35.1/138.1",
    "https://map.yahoo.co.jp/place?lat=35.3601&lon=138.9823&zoom=16",
    "35.3601, 138.9823",
    "３５．３６０１　１３８．９８２３",
    "北緯35.3601度 東経138.9823度",
    "北緯35.3601度東経138.9823度",
    "35.3601N, 138.9823E",
    "138.9823, 35.3601",
    "35°21'36.36\"N 138°58'56.28\"E",
    "北緯35度21分36.36秒 東経138度58分56.28秒",
]
NOT_READ = [
    "",
    "駿河小山駅",
    "https://maps.app.goo.gl/AbCdEf123",
    "nan, nan",
    "inf, -inf",
    "35.3601",
    "0, 0",
    "51.5, -0.1",
    "1e9, 138",
    "geo:999,999",
    "@35.3,",
    "35.3,138.9" + " " * 3000,
]


@pytest.mark.parametrize("text", PASTED)
def test_a_place_is_read_as_people_paste_it(text):
    assert read_position(text) == STATION


@pytest.mark.parametrize("text", NOT_READ)
def test_what_names_no_place_in_japan_is_not_read(text):
    assert read_position(text) is None


@given(st.text(st.sampled_from("0123456789.,@#/!?&=度分秒北緯東経NE°'\"- geo:lat3d4"), max_size=80))
def test_whatever_is_pasted_gives_a_place_in_japan_or_nothing(text):
    found = read_position(text)
    assert found is None or Position.of(found.latitude, found.longitude) == found


@given(IN_JAPAN)
def test_what_is_written_is_read_again(place):
    assert read_position(place.pair) == place
    assert read_position(f"geo:{place.pair}") == place


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 0.0, 1e308, -35.3])
def test_numbers_that_are_no_place_are_refused(value):
    with pytest.raises(CannotPlace):
        Position.of(value, 138.9)
    with pytest.raises(CannotPlace):
        Position.of(35.3, value)


def test_distances_are_metres():
    assert metres(Position(35.0, 139.0), Position(35.01, 139.0)) == pytest.approx(1113, abs=3)
    assert metres(Position(35.0, 139.0), Position(35.0, 139.01)) == pytest.approx(912, abs=3)


def test_inside_and_outside_are_told_apart_up_to_a_margin():
    assert is_inside(Position(35.35, 138.95), RING)
    assert not is_inside(Position(35.41, 138.95), RING)
    assert is_inside(Position(35.401, 138.95), RING, margin_m=200)
    assert not is_inside(Position(35.403, 138.95), RING, margin_m=200)
    assert not is_inside(Position(35.35, 138.95), RING[:2])


@given(IN_JAPAN, st.lists(IN_JAPAN, max_size=8))
def test_no_ring_breaks_the_question(place, ring):
    assert is_inside(place, ring, margin_m=10.0) in {True, False}


@given(IN_JAPAN, st.lists(IN_JAPAN, min_size=1, max_size=8))
def test_the_nearest_comes_first(place, places):
    order = nearest(place, places, lambda one: one)
    assert [metres(place, one) for one in order] == sorted(metres(place, one) for one in places)
