"""Bar charts (棒グラフ): upright for months, lying for everything with a name."""

from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString

from tsunagaru.ground.ui.charts import axes, svg
from tsunagaru.ground.ui.charts.scale import Scale, scale_of
from tsunagaru.ground.ui.charts.values import (
    Chart,
    Point,
    Suppressed,
    headers_for,
    is_month,
    measured,
    shorten,
    table_of,
    text_width,
    write_label,
    write_value,
)
from tsunagaru.ground.ui.charts.words import summarise
from tsunagaru.ground.ui.phrases import JAPANESE, Text, translate

ROW = 34
WIDEST_LABEL = 180.0


def bar(
    title: Text,
    points: Sequence[Point],
    *,
    unit: Text = "",
    language: str = JAPANESE,
    name: str = "",
) -> Chart:
    """Draw bars (棒グラフ).

    Args:
        title: what is shown.
        points: (label, value) in order; bars stand upright when all labels are months.
        unit: written after values, e.g. 件.
        language: of the texts in drawing and table.
        name: tells two charts with the same numbers on one page apart.
    """
    summary = summarise(points, unit)
    shown = translate(unit, language)
    if axes.is_empty(points):
        height, parts = axes.EMPTY_HEIGHT, axes.empty(language)
    elif all(is_month(label) for label, _ in points):
        height, parts = axes.HEIGHT, _upright(points, language)
    else:
        height, parts = float(len(points) * ROW + 8), _lying(points, shown, language)
    frame = axes.frame_for(title, summary, height, language)
    drawn = svg.drawing(frame, parts, f"bar {name} {title} {points!r}")
    return Chart(title, drawn, table_of(points, headers_for(points), unit, language), summary)


def _upright(points: Sequence[Point], language: str) -> Iterator[SafeString]:
    known = [number for _, value in points if (number := measured(value)) is not None]
    field = axes.field_for(known, language, from_zero=True)
    yield from axes.grid(field)
    slot = (field.right - field.left) / len(points)
    zero = field.scale.place(0)
    for index, (_, value) in enumerate(points):
        x, wide = field.left + index * slot + slot * 0.15, slot * 0.7
        number = measured(value)
        if number is not None:
            top = field.scale.place(number)
            yield svg.box("bar", x, min(top, zero), wide, abs(zero - top))
        elif isinstance(value, Suppressed):
            yield svg.box("hidden-cell", x, zero - 12, wide, 12)
    yield from axes.time_labels([label for label, _ in points], field, language, centred=True)


def _lying(points: Sequence[Point], unit: str, language: str) -> Iterator[SafeString]:
    labels = [shorten(write_label(label, language), WIDEST_LABEL) for label, _ in points]
    values = [shorten(write_value(value, unit, language), WIDEST_LABEL) for _, value in points]
    left = max((text_width(label) for label in labels), default=0.0) + 10
    right = axes.WIDTH - max((text_width(value) for value in values), default=0.0) - 12
    known = [number for _, value in points if (number := measured(value)) is not None]
    scale = scale_of(known, left, max(right, left + 20), from_zero=True)
    for index, (_, value) in enumerate(points):
        y = 4 + index * ROW
        yield svg.words(labels[index], left - 10, y + 22, "end")
        yield from _lying_bar(measured(value), values[index], scale, y)
    zero = scale.place(0)
    yield svg.rule("axis", (zero, 0), (zero, len(points) * ROW + 8))


def _lying_bar(number: float | None, text: str, scale: Scale, y: float) -> Iterator[SafeString]:
    zero = scale.place(0)
    end = zero if number is None else scale.place(number)
    if number is not None:
        yield svg.box("bar", min(zero, end), y + 4, abs(end - zero), ROW - 10)
    yield svg.words(text, max(zero, end) + 6, y + 22)
