"""Values of a chart and how they are written (値). Nothing here draws."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from tsunagaru.ground.ui.phrases import ENGLISH, Text, Trilingual, translate

LARGEST = Decimal("1e300")
LAST_NARROW = 0x2E7F
MONTH = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ABSENT = "－"


@dataclass(frozen=True)
class Suppressed:
    """A value too small to show without naming people (秘匿)."""

    text: str = "＜5"

    def __str__(self) -> str:
        return self.text


SUPPRESSED = Suppressed()
Number = int | float | Decimal
Value = Number | Suppressed | None
Point = tuple[str, Value]


@dataclass(frozen=True)
class Table:
    """The same numbers as rows (グラフと同じ表)."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = (1,)


@dataclass(frozen=True)
class Chart:
    """A chart, its table and its sentence (グラフ)."""

    title: Text
    svg: SafeString
    table: Table
    summary: Trilingual


def measured(value: Value) -> float | None:
    """Return the number to draw, or None for what is absent, hidden or no number."""
    if value is None or isinstance(value, Suppressed):
        return None
    number = value if isinstance(value, Decimal) else Decimal(value)
    if not number.is_finite():
        return None
    return float(max(-LARGEST, min(LARGEST, number)))


def plain(text: str) -> str:
    """Return a text without characters that cannot be drawn."""
    return "".join(character for character in text if character.isprintable())


def write_value(value: Value, unit: str, language: str) -> str:
    """Write a value exactly, with thousands and unit; 「－」 where there is none."""
    if isinstance(value, Suppressed):
        return str(value)
    if value is None or measured(value) is None:
        return ABSENT
    space = " " if language == ENGLISH and unit not in ("", "%", "％") else ""
    return f"{value:,}{space}{unit}"


def is_month(label: str) -> bool:
    """Tell whether a label is a month such as ``2026-04``."""
    return bool(MONTH.match(label))


def write_label(label: str, language: str) -> str:
    """Write a label; a month as 「2026年4月」 or ``Apr 2026``."""
    found = MONTH.match(label)
    if not found:
        return plain(label)
    if language == ENGLISH:
        return f"{MONTHS[int(found[2]) - 1]} {found[1]}"
    return f"{found[1]}年{int(found[2])}月"


def table_of(
    points: Sequence[Point], headers: tuple[Text, Text], unit: Text, language: str
) -> Table:
    """Return the table that says exactly what the chart shows."""
    shown = translate(unit, language)
    rows = (
        (write_label(label, language), write_value(value, shown, language))
        for label, value in points
    )
    first, second = (translate(header, language) for header in headers)
    return Table(headers=(first, second), rows=tuple(rows))


def headers_for(points: Sequence[Point]) -> tuple[Text, Text]:
    """Return the titles of the table's columns."""
    monthly = bool(points) and all(is_month(label) for label, _ in points)
    first = Trilingual("年月", "年（ねん）と 月（つき）", "Month")
    other = Trilingual("項目", "こうもく", "Item")
    return (first if monthly else other, Trilingual("値", "数（かず）", "Value"))


def text_width(text: str, size: float = 18) -> float:
    """Return about how wide a text is, in the units of its size: kanji are square."""
    return sum(size if ord(character) > LAST_NARROW else size * 0.6 for character in text)


def shorten(text: str, width: float) -> str:
    """Return a text cut to a width, with 「…」 where it was cut."""
    if text_width(text) <= width:
        return text
    while text and text_width(text + "…") > width:
        text = text[:-1]
    return text + "…"
