"""Maps: every place is inside the drawing and in the list."""

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.ui.maps import MapPoint, project, town_map
from tsunagaru.ground.ui.tests.test_charts import places

DEGREES = st.tuples(st.floats(-180, 180), st.floats(-85, 85))
OUTLINE = ((138.8, 35.3), (139.0, 35.3), (139.0, 35.4), (138.8, 35.4))


@given(st.lists(DEGREES, max_size=30), st.lists(DEGREES, max_size=30))
def test_every_place_is_inside_the_drawing(points, outline):
    shown = [MapPoint(f"場所{index}", *place) for index, place in enumerate(points)]
    drawn = town_map("施設", shown, outline=outline)
    size, found = places(drawn.svg)
    assert all(-0.01 <= value <= size[axis] + 0.01 for axis, value in found)
    assert [point.name for point in drawn.points] == [point.name for point in shown]


def test_a_place_without_a_position_is_left_out():
    assert town_map("施設", [MapPoint("不明", float("nan"), 35.0)]).points == ()


def test_north_is_up_and_east_is_right():
    projection = project(OUTLINE)
    west, north = projection.place(138.8, 35.4)
    east, south = projection.place(139.0, 35.3)
    assert west < east
    assert north < south


def test_distances_are_alike_in_both_directions():
    projection = project(OUTLINE)
    assert 0.8 < projection.stretch < 0.83
