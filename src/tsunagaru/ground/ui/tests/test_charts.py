"""Charts: the table holds exactly what was given, the drawing stays inside its frame."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.ui import charts
from tsunagaru.ground.ui.charts import SUPPRESSED, Suppressed
from tsunagaru.ground.ui.charts.scale import LEAST_SPAN, round_ticks, scale_of, write_ticks
from tsunagaru.ground.ui.phrases import Trilingual

NUMBERS = st.one_of(
    st.integers(), st.floats(), st.decimals(), st.integers(-(10**400), 10**400)
)  # fmt: skip
VALUES = st.one_of(NUMBERS, st.none(), st.just(SUPPRESSED))
MONTHS = st.builds("{:04}-{:02}".format, st.integers(1900, 2200), st.integers(1, 12))
POINTS = st.one_of(
    st.lists(st.tuples(MONTHS, VALUES), max_size=80),
    st.lists(st.tuples(st.text(max_size=30), VALUES), max_size=40),
)
DRAWERS = st.sampled_from([charts.bar, charts.line, charts.sparkline])
LANGUAGES = st.sampled_from(["ja", "ja-easy", "en"])
COORDINATES = {"x": 0, "x1": 0, "x2": 0, "cx": 0, "y": 1, "y1": 1, "y2": 1, "cy": 1}


def places(svg):
    """Return the size of a drawing and every coordinate in it, as (axis, value)."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own output
    size = [float(number) for number in root.attrib["viewBox"].split()[2:]]
    found = []
    for element in root.iter():
        for name, axis in COORDINATES.items():
            if name in element.attrib:
                found.append((axis, float(element.attrib[name])))
        for pair in element.attrib.get("points", "").split():
            found += [(axis, float(number)) for axis, number in enumerate(pair.split(","))]
        if "width" in element.attrib:
            found.append((0, float(element.attrib["x"]) + float(element.attrib["width"])))
            found.append((1, float(element.attrib["y"]) + float(element.attrib["height"])))
    return size, found


@given(DRAWERS, POINTS, LANGUAGES)
def test_any_numbers_are_drawn_inside_the_frame(draw, points, language):
    chart = draw("件数", points, unit="件", language=language)
    size, found = places(chart.svg)
    assert all(-0.01 <= value <= size[axis] + 0.01 for axis, value in found)
    assert not re.search(r'"-?(nan|inf)', chart.svg)


@given(DRAWERS, POINTS)
def test_the_table_holds_exactly_the_numbers_given(draw, points):
    rows = draw("件数", points).table.rows
    assert len(rows) == len(points)
    for (_, shown), (_, value) in zip(rows, points, strict=True):
        if isinstance(value, Suppressed):
            assert shown == "＜5"
        elif value is None or not Decimal(value).is_finite():
            assert shown == "－"
        else:
            assert type(value)(shown.replace(",", "")) == value


@given(DRAWERS, POINTS)
def test_a_hidden_value_leaves_no_trace_of_its_size(draw, points):
    hidden = [(label, SUPPRESSED) for label, _ in points]
    chart = draw("件数", hidden)
    assert 'class="bar"' not in chart.svg
    assert 'class="line"' not in chart.svg


@given(st.floats(-1e300, 1e300), st.floats(-1e300, 1e300))
def test_ticks_are_few_and_hold_the_values(one, other):
    low, high = min(one, other), max(one, other)
    ticks = round_ticks(low, high)
    room = max(abs(low), abs(high), 1) * 1e-9
    assert ticks[0] <= low + room
    assert ticks[-1] >= high - room
    assert 2 <= len(ticks) <= 8
    assert len(write_ticks(ticks, "ja")) == len(ticks)


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0, 96, ["0", "50", "100"]),
        (0, 1, ["0", "0.5", "1"]),
        (0, 180_000, ["0", "5万", "10万", "15万", "20万"]),
    ],
)
def test_ticks_are_round(low, high, labels):
    assert write_ticks(round_ticks(low, high), "ja") == labels


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12))
def test_a_share_has_no_tick_above_the_whole_and_no_leap_from_a_small_change(values):
    ticks = scale_of(values, 200, 20, from_zero=False, most=100).ticks
    assert len(ticks) >= 2
    assert 0 <= ticks[0] <= min(values)
    assert max(values) <= ticks[-1] <= 100
    assert ticks[-1] - ticks[0] >= LEAST_SPAN / 2


def test_the_sentence_tells_highest_lowest_latest_and_change():
    points = [("2026-04", 12), ("2026-05", 30), ("2026-06", 21)]
    unit = Trilingual("件", "件（けん）", "cases")
    summary = charts.line("申請", points, unit=unit, target=40).summary
    assert summary.ja == (
        "最も大きいのは2026年5月の30件、最も小さいのは2026年4月の12件です。"
        "最新の2026年6月は21件で、一つ前より減りました。目標は40件です。"
    )
    assert summary.en.startswith("The highest is 30 cases (May 2026)")
    assert "いちばん" in summary.easy


def test_the_sentence_admits_gaps_and_hidden_values():
    summary = charts.bar("人数", [("甲", 3), ("乙", None), ("丙", SUPPRESSED)], unit="人").summary
    assert summary.ja == (
        "甲は3人です。もとの件数が少ないため表示していない値が1個あります。"
        "値のないところが1個あります。"
    )


def test_nothing_measured_is_said_and_not_drawn():
    chart = charts.line("まだ測れない指標", [])
    assert chart.summary.ja == "データはまだありません。"
    assert "<line" not in chart.svg


def test_a_gap_breaks_the_line():
    points = [("2026-01", 1), ("2026-02", 2), ("2026-03", None), ("2026-04", 3), ("2026-05", 4)]
    assert charts.line("件数", points).svg.count("<polyline") == 2


def test_a_drawing_has_a_name_and_a_description():
    svg = charts.bar("申請<b>", [("甲", 1)]).svg
    title, text = re.findall(r'aria-labelledby="(\S+) (\S+)"', svg)[0]
    assert f'<title id="{title}">申請&lt;b&gt;</title>' in svg
    assert f'<desc id="{text}">甲は1です。</desc>' in svg
    assert "style=" not in svg


@pytest.mark.parametrize("values", [[9, 1], [1, 9], [5, 5, 5], [9, 8, 0], [0, 9, 4, 5, 6]])
def test_the_last_value_stands_clear_of_the_line(values):
    drawn = charts.line("件数", [(f"2026-{n + 1:02}", v) for n, v in enumerate(values)]).svg
    labels = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="end">([^<]*)<', drawn)
    x, y = next((float(x), float(y)) for x, y, text in reversed(labels) if text == str(values[-1]))
    (path,) = re.findall(r'class="line" points="([^"]*)"', drawn)
    points = [tuple(map(float, one)) for one in re.findall(r"([\d.]+)[ ,]([\d.]+)", path)]
    under = [at for across, at in points if x - 12 <= across <= x]
    assert under
    assert all(not y - 14 <= at <= y + 2 for at in under)
