"""What an event becomes in the ledger (出来事の記録): its facts, its cell, its rollup rows.

A *cell* is the canonical JSON of an event's codes. Breakdowns (age band, district) never enter
the base cell and never meet each other in one cell, so that a day holds few rows.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from tsunagaru.kernel.events import BREAKDOWNS, COMMON, Event, is_measure

Fact = str | int | float
THOUSANDTHS = 1000
LONGEST_CODE = 64
CODE = re.compile(r"[A-Za-z0-9._:/+@-]*")
NO_CODES = (UUID, date, datetime)


class CannotPublishText(ValueError):
    """A fact is free text, not a code (自由記述は記録できません)."""


class CannotPublishFraction(ValueError):
    """A measure whose values are counted one by one is not whole (整数ではありません)."""


class RollupRow(NamedTuple):
    """What one event adds to one row of its day (日次集計の1行)."""

    scope: str
    cell: str
    measure: str
    bucket: int
    n: int
    total: int


class Figure(NamedTuple):
    """What one event adds to every cell it counts in (加算する値)."""

    measure: str
    bucket: int
    n: int
    total: int


class Rollups(NamedTuple):
    """Every row of its day that one event changes: each cell, as (scope, cell), by each figure."""

    cells: Sequence[tuple[str, str]]
    figures: Sequence[Figure]

    def rows(self) -> list[RollupRow]:
        """Return the rows one by one (行の一覧)."""
        return [
            RollupRow(scope, cell, f.measure, f.bucket, f.n, f.total)
            for scope, cell in self.cells
            for f in self.figures
        ]


@dataclass(frozen=True)
class Shape:
    """How the fields of an event class are kept (出来事の形)."""

    facts: tuple[str, ...]
    codes: tuple[str, ...]
    sums: tuple[str, ...]
    histograms: tuple[str, ...]


_shapes: dict[type[Event], Shape] = {}


def shape_of(event: type[Event]) -> Shape:
    """Return how the fields of an event class are kept. Ids and dates are facts, never codes."""
    if event not in _shapes:
        _shapes[event] = _shape(event)
    return _shapes[event]


def _shape(event: type[Event]) -> Shape:
    own = [f for f in fields(event) if f.name not in COMMON]
    measures = [f for f in own if is_measure(f)]
    plain = [f for f in own if not is_measure(f) and f.name not in BREAKDOWNS]
    return Shape(
        facts=tuple(f.name for f in own),
        codes=tuple(sorted(f.name for f in plain if f.type not in NO_CODES)),
        sums=tuple(f.name for f in measures if not f.metadata.get("histogram")),
        histograms=tuple(f.name for f in measures if f.metadata.get("histogram")),
    )


def facts_to_keep(event: Event) -> dict[str, Fact]:
    """Return the facts of an event as they are stored, empty ones left out.

    Raises:
        CannotPublishText: a fact is text that is no code.
    """
    found: dict[str, Fact] = {}
    for name in shape_of(type(event)).facts:
        value = getattr(event, name)
        if value is None or value == "":
            continue
        kept = value if type(value) in (int, float) else _code(name, value)
        found[name] = kept
    return found


def _code(name: str, value: object) -> str:
    text = _plain(value)
    if not _is_code(text):
        message = f"{name}: only codes of at most {LONGEST_CODE} ASCII characters"
        raise CannotPublishText(message)
    return text


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)


@lru_cache(maxsize=4096)
def _is_code(text: str) -> bool:
    return len(text) <= LONGEST_CODE and CODE.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def cell_of(codes: tuple[tuple[str, str], ...]) -> str:
    """Return the canonical JSON of codes, sorted by name (区分の組)."""
    return json.dumps(dict(sorted(codes)), separators=(",", ":"), ensure_ascii=False)


def thousandths(value: float) -> int:
    """Return a measured number as whole thousandths, so that sums are exact (千分の一単位)."""
    if isinstance(value, int):
        return value * THOUSANDTHS
    scaled = Decimal(str(value)) * THOUSANDTHS
    return int(scaled.to_integral_value(rounding=ROUND_HALF_EVEN))


def rollups(shape: Shape, facts: Mapping[str, Fact], *, weight: int = 1) -> Rollups:
    """Return what an event changes in the rows of its day (日次集計への加算).

    Args:
        shape: of the event's class.
        facts: as stored; a measure that is absent (older event) adds nothing.
        weight: 1, or -1 for a compensating event.

    Raises:
        CannotPublishFraction: a measure with a histogram is not whole.
    """
    codes = tuple((name, str(facts[name])) for name in shape.codes if name in facts)
    cells = [("", cell_of(codes))]
    cells += [(b, cell_of((*codes, (b, str(facts[b]))))) for b in BREAKDOWNS if b in facts]
    return Rollups(cells, list(_figures(shape, facts, weight)))


def _figures(shape: Shape, facts: Mapping[str, Fact], weight: int) -> Iterator[Figure]:
    yield Figure("", 0, weight, 0)
    for name in shape.sums:
        if name in facts:
            yield Figure(name, 0, weight, weight * thousandths(float_or_int(facts[name])))
    for name in shape.histograms:
        if name in facts:
            value = facts[name]
            if not isinstance(value, int):
                raise CannotPublishFraction(name)
            yield Figure(name, value, weight, weight * thousandths(value))


def float_or_int(value: Fact) -> int | float:
    """Return a stored measure as a number."""
    return value if isinstance(value, int | float) else float(value)


def rebuild(event: type[Event], stored: Mapping[str, Any], facts: Mapping[str, Any]) -> Event:
    """Return the event of a stored row (出来事の復元).

    Code and data deploy apart: facts that the class does not know are ignored, missing ones get
    the field's default, or the empty value of their type.

    Args:
        event: the class in the catalogue.
        stored: ``id``, ``at`` and ``subject`` of the row.
        facts: as stored.
    """
    values = dict(stored)
    for one in fields(event):
        if one.name in facts:
            values[one.name] = _typed(one.type, facts[one.name])
        elif one.name not in COMMON and _has_no_default(one):
            values[one.name] = _empty(one.type)
    return event(**values)


def _has_no_default(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _typed(kind: object, value: Fact) -> object:
    if kind is bool:
        return value == "yes"
    if kind in (date, datetime) and isinstance(value, str):
        return datetime.fromisoformat(value) if kind is datetime else date.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, UUID | Enum):
        return kind(str(value))
    return value


def _empty(kind: object) -> object:
    return kind() if kind in (int, float, bool, str) else "" if isinstance(kind, str) else None
