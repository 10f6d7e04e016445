"""Which districts a shape on the map means (図形と区): nobody near it is left out."""

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.people.testing import a_clerk, actor_of, sign_in
from tsunagaru.ground.places.testing import the_demo_town
from tsunagaru.services.emergency.gateways.cap import read_cap
from tsunagaru.services.emergency.gateways.cap_writing import write_cap
from tsunagaru.services.emergency.gateways.xml import CannotRead
from tsunagaru.services.emergency.models import Telegram
from tsunagaru.services.emergency.queries.outgoing import cap_of
from tsunagaru.services.emergency.queries.shapes import drawn_in, of_districts, of_town
from tsunagaru.services.emergency.rules.shapes import cells, circle, touching
from tsunagaru.services.emergency.services import settling
from tsunagaru.services.emergency.testing import NOON, received, rules_of_a_town, said_alone
from tsunagaru.services.emergency.tests.test_cap import ALERT

TOWN = Path(__file__).resolve().parents[5] / "towns" / "oyama"
SQUARE = ((35.0, 139.0), (35.0, 139.1), (35.1, 139.1), (35.1, 139.0))
WEST, EAST = (35.05, 139.02), (35.05, 139.08)


def points_of(name, *columns):
    with (TOWN / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [tuple(row[one] for one in (*columns, "latitude", "longitude")) for row in rows]


OUTLINE = [(float(north), float(east)) for north, east in points_of("outline.csv")]
DISTRICTS = {
    code: (float(north), float(east)) for code, north, east in points_of("districts.csv", "code")
}
CELLS = cells(DISTRICTS, OUTLINE)


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def test_two_districts_share_the_town_half_and_half():
    found = cells({"west": WEST, "east": EAST}, SQUARE)
    assert area(found["west"]) == pytest.approx(0.005)
    assert area(found["east"]) == pytest.approx(0.005)
    assert max(east for _, east in found["west"]) == pytest.approx(139.05)


def test_two_districts_with_one_middle_share_their_part_and_no_outline_gives_none():
    found = cells({"a": WEST, "b": WEST, "c": EAST}, SQUARE)
    assert found["a"] == found["b"]
    assert cells({"a": WEST}, ()) == {}


def test_every_district_of_the_town_has_its_part_and_together_they_are_the_town():
    assert set(CELLS) == set(DISTRICTS)
    own = {code: area(ring) for code, ring in CELLS.items()}
    shared = {DISTRICTS[code]: own[code] for code in own}  # those with one middle count once
    whole = area((*OUTLINE, OUTLINE[0]))
    assert sum(shared.values()) == pytest.approx(whole, rel=1e-6)


INSIDE = st.tuples(st.sampled_from(sorted(DISTRICTS)), st.floats(-0.004, 0.004))


@given(INSIDE, st.floats(0.05, 3))
def test_a_circle_means_at_least_every_district_whose_middle_it_covers(place, radius_km):
    code, off = place
    middle = (DISTRICTS[code][0] + off, DISTRICTS[code][1])
    reach = radius_km / 111.2
    found = touching([circle(middle, radius_km)], CELLS)
    for other, (north, east) in DISTRICTS.items():
        away = ((north - middle[0]) ** 2 + ((east - middle[1]) * 0.815) ** 2) ** 0.5
        assert other in found or away > reach


def test_a_shape_within_one_part_means_that_district_and_one_far_away_means_none():
    found = cells({"west": WEST, "east": EAST}, SQUARE)
    assert touching([circle(WEST, 0.3)], found) == ("west",)
    assert touching([circle((35.05, 139.05), 0.3)], found) == ("west", "east")
    assert touching([circle((36.0, 140.0), 5)], found) == ()
    around = ((34.0, 138.0), (34.0, 140.0), (36.0, 140.0), (36.0, 138.0), (34.0, 138.0))
    assert touching([around], found) == ("west", "east")
    across = ((35.0499, 138.0), (35.0501, 138.0), (35.05, 139.04), (35.0499, 138.0))
    assert touching([across], found) == ("west",)


def with_area(inner):
    return write_cap(ALERT).replace(b"<polygon>", inner + b"<polygon>", 1)


def test_a_circle_in_a_warning_is_read_and_a_wrong_one_is_refused():
    drawn = read_cap(with_area(b"<circle>35.36,138.98 1.5</circle>")).infos[0].areas[0].polygons
    assert len(drawn) == 2
    for wrong in (b"35.36,138.98", b"35.36 1", b"35.36,138.98 -1", b"x,y 1", b"95,138.98 1"):
        with pytest.raises(CannotRead):
            read_cap(with_area(b"<circle>" + wrong + b"</circle>"))


@pytest.fixture
def town(db):
    the_demo_town()
    rules_of_a_town()


def kept(shape):
    """Let a warning with this shape come, which is held for a person."""
    raw = write_cap(ALERT)
    begin, end = raw.index(b"<polygon>"), raw.index(b"</polygon>") + len(b"</polygon>")
    return Telegram.objects.get(pk=received(raw[:begin] + shape + raw[end:]).telegram)


def around(code, km):
    north, east = DISTRICTS[code]
    return f"<circle>{north},{east} {km}</circle>".encode()


def page_of(row):
    clerk = sign_in(Client(), a_clerk(section="jumin"))
    return clerk.get(f"/staff/emergency/telegrams/{row.pk}/").content.decode()


def test_a_held_warning_says_which_districts_its_shapes_meet(town):
    row = kept(around("d01", 0.1))
    assert drawn_in(row).codes == ("d01",)
    assert re.search(r"図形にかかる区</dt><dd[^>]*>阿多野区</dd>", page_of(row))


def test_a_held_warning_whose_shapes_miss_the_town_says_so(town):
    row = kept(b"<circle>43.06,141.35 5</circle>")
    assert "町にはかかりません。" in page_of(row)


def test_a_draft_made_of_it_has_these_districts_chosen_and_tells_them_to_others(town):
    row, clerk = kept(around("d01", 0.1)), actor_of(a_clerk())
    made = settling.draft_from(row.pk, "level-4", by=clerk, at=NOON)
    page = sign_in(Client(), a_clerk(section="jumin")).get(f"/staff/emergency/drafts/{made}/")
    (box,) = re.findall(r'<input[^>]*value="d01"[^>]*>', page.content.decode())
    (other,) = re.findall(r'<input[^>]*value="d02"[^>]*>', page.content.decode())
    assert "checked" in box
    assert "checked" not in other


def test_an_alert_for_districts_is_drawn_for_others_as_their_parts(town):
    (area,) = cap_of(said_alone(actor_of(a_clerk()), districts=("d01",))).infos[0].areas
    assert area.polygons == of_districts(["d01"]) == (CELLS["d01"],)
    assert of_districts(["d01", "gone"]) == ()
    (whole,) = of_town()
    assert whole[:-1] == tuple(OUTLINE)
