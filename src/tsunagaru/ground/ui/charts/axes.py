"""What bar and line charts share (軸と目盛り): field, grid lines, labels of months."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from tsunagaru.ground.ui.charts import svg
from tsunagaru.ground.ui.charts.scale import Scale, scale_of, write_ticks
from tsunagaru.ground.ui.charts.svg import Frame
from tsunagaru.ground.ui.charts.values import MONTH, MONTHS, Point, shorten, text_width
from tsunagaru.ground.ui.charts.words import EMPTY
from tsunagaru.ground.ui.phrases import ENGLISH, Text, Trilingual, translate

WIDTH = 480.0
HEIGHT = 270.0
TOP = 24.0
BOTTOM = 214.0
RIGHT = 466.0
MOST_LABELS = 7
EMPTY_HEIGHT = 64.0
WHOLE = 100.0
EVERY = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120)


def is_empty(points: Sequence[Point]) -> bool:
    """Tell whether there is nothing to draw, not even a hidden value."""
    return all(value is None for _, value in points)


def frame_for(title: Text, summary: Trilingual, height: float, language: str) -> Frame:
    """Return the frame of a chart of full width."""
    return Frame(WIDTH, height, translate(title, language), summary.in_language(language))


def empty(language: str) -> Iterator[SafeString]:
    """Say in the drawing that there is nothing yet, instead of drawing bare axes."""
    yield svg.words(EMPTY.in_language(language), WIDTH / 2, EMPTY_HEIGHT / 2 + 6, "middle")


@dataclass(frozen=True)
class Field:
    """The area in which values are drawn."""

    left: float
    right: float
    scale: Scale
    labels: tuple[str, ...]


def field_for(known: Sequence[float], language: str, *, from_zero: bool, unit: str = "") -> Field:
    """Return the area for some values, with room for the labels at its left."""
    most = WHOLE if unit == "%" else math.inf
    scale = scale_of(known, BOTTOM, TOP, from_zero=from_zero, most=most)
    labels = tuple(write_ticks(scale.ticks, language))
    left = min(120.0, max(text_width(label) for label in labels) + 10)
    return Field(round(left, 2), RIGHT, scale, labels)


def grid(field: Field) -> Iterator[SafeString]:
    """Draw one line and one number for each tick."""
    for tick, label in zip(field.scale.ticks, field.labels, strict=True):
        y = field.scale.place(tick)
        yield svg.rule("axis" if tick == 0 else "grid", (field.left, y), (field.right, y))
        yield svg.words(label, field.left - 8, y + 5, "end")


def place_of(index: int, count: int, field: Field, *, centred: bool) -> float:
    """Return where the n-th of some points lies from left to right."""
    width = field.right - field.left
    if centred:
        return round(field.left + (index + 0.5) * width / count, 2)
    room = 14.0
    share = index / (count - 1) if count > 1 else 0.5
    return round(field.left + room + share * (width - 2 * room), 2)


def time_labels(
    labels: Sequence[str], field: Field, language: str, *, centred: bool
) -> Iterator[SafeString]:
    """Write as many labels as fit; the year stands under its first month."""
    count = len(labels)
    every = next((n for n in EVERY if count / n <= MOST_LABELS), max(1, count // MOST_LABELS))
    chosen = [index for index in range(count) if (count - 1 - index) % every == 0]
    years = _years([labels[index] for index in chosen])
    for index, year in zip(chosen, years, strict=True):
        x = place_of(index, count, field, centred=centred)
        yield svg.words(_short(labels[index], language), x, BOTTOM + 24, "middle")
        if year:
            text = year if language == ENGLISH else f"{year}年"
            yield svg.words(text, min(x, RIGHT - 20), BOTTOM + 46, "middle")


def _short(label: str, language: str) -> str:
    found = MONTH.match(label)
    if not found:
        return shorten(label, 60)
    return MONTHS[int(found[2]) - 1] if language == ENGLISH else f"{int(found[2])}月"


def _years(labels: Sequence[str]) -> list[str]:
    """Return the year where it changes; the first gives way to a change right after it."""
    found = [match[1] if (match := MONTH.match(label)) else "" for label in labels]
    shown = [
        year if index == 0 or year != found[index - 1] else "" for index, year in enumerate(found)
    ]
    if len(shown) > 1 and shown[1]:
        shown[0] = ""
    return shown
