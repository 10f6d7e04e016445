"""Line charts and sparklines (折れ線グラフ); a missing value is a gap, never a guess."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.utils.safestring import SafeString

from tsunagaru.ground.ui.charts import axes, svg
from tsunagaru.ground.ui.charts.scale import scale_of
from tsunagaru.ground.ui.charts.values import (
    Chart,
    Number,
    Point,
    Suppressed,
    headers_for,
    measured,
    shorten,
    table_of,
    text_width,
    write_value,
)
from tsunagaru.ground.ui.charts.words import TARGET, summarise
from tsunagaru.ground.ui.phrases import JAPANESE, Text, translate

LABEL_ROOM, TOP_OF_LABELS = 18, 16
SPARK_WIDTH, SPARK_HEIGHT = 120.0, 32.0
Place = tuple[float, float]


def line(
    title: Text,
    points: Sequence[Point],
    *,
    unit: Text = "",
    target: Number | None = None,
    language: str = JAPANESE,
    name: str = "",
) -> Chart:
    """Draw a line over time (折れ線グラフ).

    Args:
        title: what is shown.
        points: (label, value) in order of time.
        unit: written after values, e.g. 件.
        target: a dashed line to reach, or None where none is set.
        language: of the texts in drawing and table.
        name: tells two charts with the same numbers on one page apart.
    """
    summary = summarise(points, unit, target)
    shown = translate(unit, language)
    height, parts = axes.HEIGHT, _parts(points, target, shown, language)
    if axes.is_empty(points):
        height, parts = axes.EMPTY_HEIGHT, axes.empty(language)
    frame = axes.frame_for(title, summary, height, language)
    drawn = svg.drawing(frame, parts, f"line {name} {title} {points!r}")
    return Chart(title, drawn, table_of(points, headers_for(points), unit, language), summary)


def sparkline(
    title: Text,
    points: Sequence[Point],
    *,
    unit: Text = "",
    language: str = JAPANESE,
    name: str = "",
) -> Chart:
    """Draw a line as small as a word, without axes (スパークライン)."""
    summary = summarise(points, unit)
    known = [number for _, value in points if (number := measured(value)) is not None]
    scale = scale_of(known, SPARK_HEIGHT - 5, 5, from_zero=False)
    step = (SPARK_WIDTH - 10) / max(1, len(points) - 1)
    places: list[Place | None] = []
    for index, (_, value) in enumerate(points):
        number = measured(value)
        place = None if number is None else (round(5 + index * step, 2), scale.place(number))
        places.append(place)
    frame = svg.Frame(
        SPARK_WIDTH,
        SPARK_HEIGHT,
        translate(title, language),
        summary.in_language(language),
        "chart-drawing sparkline",
    )
    drawn = svg.drawing(frame, _stroke(places), f"spark {name} {title} {points!r}")
    return Chart(title, drawn, table_of(points, headers_for(points), unit, language), summary)


def _parts(
    points: Sequence[Point], target: Number | None, unit: str, language: str
) -> Iterator[SafeString]:
    known = [number for _, value in points if (number := measured(value)) is not None]
    aim = None if target is None else measured(target)
    values = [*known, *([] if aim is None else [aim])]
    field = axes.field_for(values, language, from_zero=False, unit=unit)
    yield from axes.grid(field)
    if aim is not None:
        y = field.scale.place(aim)
        words = TARGET.in_language(language).rstrip("。.")
        text = words.replace("{value}", write_value(target, unit, language)).removesuffix("です")
        yield svg.rule("target", (field.left, y), (field.right, y))
        yield svg.words(text, field.left + 6, y - 6)
    places: list[Place | None] = []
    for index, (_, value) in enumerate(points):
        x = axes.place_of(index, len(points), field, centred=False)
        number = measured(value)
        places.append(None if number is None else (x, field.scale.place(number)))
        if isinstance(value, Suppressed):
            yield svg.box("hidden-cell", x - 6, axes.BOTTOM - 12, 12, 12)
    yield from _stroke(places)
    yield from _last(
        points, places, unit, language, None if aim is None else field.scale.place(aim)
    )
    yield from axes.time_labels([label for label, _ in points], field, language, centred=False)


def _stroke(places: Sequence[Place | None]) -> Iterator[SafeString]:
    """Draw one line for each run of known values, a dot for one alone and for the last."""
    run: list[Place] = []
    for place in (*places, None):
        if place is not None:
            run.append(place)
        elif len(run) == 1:
            yield svg.dot("dot", *run[0])
            run = []
        elif run:
            yield svg.path("line", run)
            run = []
    if places and places[-1] is not None:
        yield svg.dot("dot", *places[-1])


def _last(
    points: Sequence[Point],
    places: Sequence[Place | None],
    unit: str,
    language: str,
    line_y: float | None,
) -> Iterator[SafeString]:
    """Write the last known value over or under its point, clear of both lines."""
    index = next((i for i in range(len(places) - 1, -1, -1) if places[i] is not None), -1)
    place = places[index] if index >= 0 else None
    if place is not None:
        text = shorten(write_value(points[index][1], unit, language), 200)
        right = min(place[0] + text_width(text) / 2, axes.RIGHT)
        right = max(right, text_width(text))
        heights = _heights(places, right - text_width(text), right)
        yield svg.words(text, right, _clear(heights, line_y), "end")


def _heights(places: Sequence[Place | None], left: float, right: float) -> list[float]:
    """Return how high a line runs between two places: at its points and where it comes in."""
    found = [place[1] for place in places if place is not None and left <= place[0] <= right]
    for before, after in pairwise(places):
        if before is not None and after is not None and before[0] < left < after[0]:
            share = (left - before[0]) / (after[0] - before[0])
            found.append(before[1] + share * (after[1] - before[1]))
    return found


def _clear(heights: Sequence[float], line_y: float | None) -> float:
    """Return where a label stands: over the line, or under it where that is nearer or freer."""
    over, under = min(heights) - 10, max(heights) + 24
    fits = [y for y in (over, under) if TOP_OF_LABELS <= y <= axes.BOTTOM - 4]
    free = [y for y in fits if line_y is None or not y - LABEL_ROOM <= line_y <= y + 8]
    middle = sum(heights) / len(heights)
    near = sorted(free or fits, key=lambda y: abs(y - middle))
    return near[0] if near else max(over, TOP_OF_LABELS)
