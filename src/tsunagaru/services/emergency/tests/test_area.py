"""An area drawn around on the map (地図での囲み): corner by corner, to the districts it meets."""

import re
from base64 import b64decode
from html import unescape
from math import cos, sin
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.people.testing import a_cast, sign_in
from tsunagaru.ground.places import api as places
from tsunagaru.ground.places.testing import the_demo_town
from tsunagaru.kernel.positions import Position
from tsunagaru.services.emergency.forms.areas import tap_in
from tsunagaru.services.emergency.models import Announcement
from tsunagaru.services.emergency.queries.mapping import Tap, town_map
from tsunagaru.services.emergency.rules.drawing import (
    MOST_CORNERS,
    CannotDraw,
    read_corners,
    written,
)
from tsunagaru.services.emergency.testing import rules_of_a_town

TRIANGLE = ("35.36000,138.98000", "35.37000,138.99000", "35.36000,139.00000")
AREA = "/staff/emergency/area/"
IN_JAPAN = st.builds(Position.of, st.floats(30, 40), st.floats(130, 140))


@pytest.mark.parametrize(
    "typed",
    [
        "\n".join(TRIANGLE),
        " ".join((*TRIANGLE, TRIANGLE[0])),
        "35.36、138.98\r\n 35.37 , 138.99\n３５．３６，１３９．０",
        ";".join(TRIANGLE),
    ],
)
def test_corners_are_read_as_people_and_other_offices_write_them(typed):
    assert written(read_corners(typed)).split() == list(TRIANGLE)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("35.36", "読み取れません"),
        ("35.36,138.98,3", "読み取れません"),
        ("東経138度", "読み取れません"),
        ("138.98,35.36", "日本の位置ではありません"),
        ("1e9,2", "読み取れません"),
        ("35.36,138.98 " * (MOST_CORNERS + 2), "100個まで"),
        ("9" * 5000, "多すぎます"),
    ],
)
def test_what_is_no_row_of_corners_is_refused_with_a_reason(typed, said):
    with pytest.raises(CannotDraw, match=said):
        read_corners(typed)


@given(st.lists(IN_JAPAN, max_size=MOST_CORNERS, unique=True))
def test_what_a_page_posts_again_is_what_was_drawn(corners):
    assert list(read_corners(written(corners))) == corners


def test_a_map_pressed_with_the_keyboard_adds_no_corner():
    assert tap_in({"small.x": "0", "small.y": "0"}) is None
    assert tap_in({"large.x": "12", "large.y": "0"}) == Tap("large", 12, 0)
    assert tap_in({"large.x": "-1", "large.y": "９"}) is None
    assert tap_in({"large.x": "9" * 400, "large.y": "x"}) is None


@pytest.fixture
def clerk(db):
    the_demo_town()
    rules_of_a_town()
    return sign_in(Client(), a_cast().clerk)


def page(client, **asked):
    return unescape(client.get(AREA, asked).content.decode())


def corners_in(shown):
    found = re.search(r"<textarea[^>]*name=\"corners\"[^>]*>([^<]*)<", shown)
    return found[1].split() if found else []


def onward(shown):
    found = re.search(r'href="([^"]+)"[^>]*>この区を選んで警報を書く', shown)
    return found[1] if found else ""


def test_three_taps_around_a_district_choose_it_in_the_alert_that_is_written(clerk):
    town, shown = town_map(), ""
    middle = town.terrain.labels[-1].place
    x, y = town.sheets["large"].pixel_of(middle)
    for right, down in ((-12, 10), (12, 10), (0, -14)):
        tap = {"large.x": str(round(x) + right), "large.y": str(round(y) + down)}
        shown = page(clerk, corners="\n".join(corners_in(shown)), text="level-4", **tap)
    assert len(corners_in(shown)) == 3
    assert "角：3個" in shown
    codes = parse_qs(urlsplit(onward(shown)).query)["districts"][0].split(",")
    written_at = clerk.get(onward(shown)).content.decode()
    ticked = re.findall(r'value="([^"]+)"[^>]*checked', written_at)
    assert set(codes) <= set(ticked)
    assert 'value="レベル4"' in written_at


def test_two_corners_are_no_area_and_the_last_can_be_taken_back(clerk):
    typed = "\n".join(TRIANGLE)
    assert onward(page(clerk, corners=typed))
    back = page(clerk, corners=typed, act="undo")
    assert corners_in(back) == list(TRIANGLE[:2])
    assert not onward(back)
    assert "3つから範囲になります" in back
    assert corners_in(page(clerk, corners=typed, act="clear")) == []


def test_an_area_beside_the_town_meets_no_district(clerk):
    shown = page(clerk, corners="34.0,135.0 34.0,135.1 34.1,135.1", act="read")
    assert "この範囲にかかる区はありません。" in shown
    assert not onward(shown)


def test_what_cannot_be_read_stays_in_its_box_with_the_reason(clerk):
    shown = page(clerk, corners="138.98,35.36\nここ", act="read")
    assert "日本の位置ではありません" in shown
    assert corners_in(shown) == ["138.98,35.36", "ここ"]


def test_a_tap_beside_coordinates_that_cannot_be_read_adds_no_corner(clerk):
    shown = page(clerk, corners="ここ", **{"large.x": "200", "large.y": "150"})
    assert "角：0個" in shown
    assert corners_in(shown) == ["ここ"]


def test_what_follows_an_alert_goes_on_with_the_districts_drawn(clerk):
    sent = {f"{p}_{one}": "文" for p in ("title", "body") for one in ("ja", "easy", "en")}
    more = {"level": "4", "hours": "24", "act": "alone", "because": "急ぎ", "key": str(uuid4())}
    clerk.post(reverse("emergency:new"), sent | more)
    alert = Announcement.objects.get().alert_id
    there = onward(page(clerk, corners="\n".join(TRIANGLE), alert=str(alert)))
    assert urlsplit(there).path == reverse("emergency:update", args=[alert])
    assert "checked" in clerk.get(there).content.decode()
    assert clerk.get(AREA, {"alert": "../1"}).status_code == 404


def test_a_town_without_an_outline_is_asked_for_nothing_it_cannot_show(db):
    rules_of_a_town()
    shown = page(sign_in(Client(), a_cast().clerk))
    assert "地図を表示できません" in shown
    assert 'type="image"' not in shown


def test_another_section_sees_no_map(clerk):
    assert sign_in(Client(), a_cast().other_clerk).get(AREA).status_code == 404


def view_in(shown):
    found = re.search(r'name="view" value="([^"]*)"', shown)
    return found[1] if found else ""


def test_a_closer_look_moves_the_map_and_loses_no_corner(clerk):
    shown = page(clerk, corners="\n".join(TRIANGLE))
    wide = across(shown)
    for act in ("closer", "east", "north", "wider", "fit", "near"):
        shown = page(clerk, corners="\n".join(corners_in(shown)), view=view_in(shown), act=act)
        assert corners_in(shown) == list(TRIANGLE), act
    shown = page(clerk, corners="\n".join(TRIANGLE), act="closer")
    assert across(shown) == pytest.approx(wide / 4, abs=0.1)
    assert view_in(page(clerk, view=view_in(shown), act="west")) != view_in(shown)
    assert across(page(clerk, view=view_in(shown), act="wider")) == wide


def across(shown):
    return float(re.findall(r"横およそ([\d.]+)キロメートル", shown)[0])


def test_a_tap_on_a_closer_look_is_the_place_that_is_seen_there(clerk):
    first = the_district()
    closer = page(clerk, near=first.code, act="near")
    corners = corners_in(page(clerk, view=view_in(closer), **{"small.x": "136", "small.y": "102"}))
    assert corners == [f"{first.latitude:.5f},{first.longitude:.5f}"]


def the_district():
    return next(one for one in places.districts() if one.latitude)


def test_the_middle_of_a_closer_look_is_a_corner_without_a_pointer(clerk):
    shown = page(clerk, near=the_district().code, act="near")
    for move in ("north", "east", "south"):
        shown = page(clerk, corners="\n".join(corners_in(shown)), view=view_in(shown), act="middle")
        shown = page(clerk, corners="\n".join(corners_in(shown)), view=view_in(shown), act=move)
    assert "角：3個" in shown
    assert onward(shown)


def test_the_map_is_not_moved_out_of_the_town(clerk):
    shown = page(clerk, act="closer")
    for _ in range(12):
        before, shown = shown, page(clerk, view=view_in(shown), act="east")
    assert view_in(shown) == view_in(before)


def test_a_part_that_nobody_can_look_at_is_the_whole_town(clerk):
    whole = view_in(page(clerk))
    for odd in ("35.3,138.9,9", "x", "0,0,1", "nan,nan,1", "9" * 4000):
        assert view_in(page(clerk, view=odd, act="")) == whole


def test_an_area_of_a_hundred_corners_is_drawn_and_takes_no_more(clerk):
    around_it = [
        Position.of(35.36 + 0.01 * sin(turn / 16), 138.98 + 0.01 * cos(turn / 16))
        for turn in range(MOST_CORNERS)
    ]
    typed = written(around_it)
    shown = page(clerk, corners=typed, act="fit", **{"small.x": "9", "small.y": "9"})
    assert corners_in(shown) == typed.split()
    assert drawing(shown).count("<circle") >= MOST_CORNERS
    assert 'type="image"' not in shown
    assert "これ以上は付けられません" in shown
    assert onward(shown)


def drawing(shown):
    return b64decode(re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', shown)[0]).decode()
