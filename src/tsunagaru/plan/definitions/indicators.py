"""Reads `indicators.yaml` and `planned_events.yaml`; every formula is held against what exists."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tsunagaru.kernel.events import catalogue
from tsunagaru.kernel.folder import Definition, Document, Folder
from tsunagaru.kernel.formula import CannotRead, EventShape, Known, check, parse, shapes_of
from tsunagaru.kernel.offers import installed
from tsunagaru.plan.definitions.shapes import Label, Number, Text

INDICATORS = "indicators.yaml"
PLANNED = "planned_events.yaml"
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$", max_length=60)]
IndicatorId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9-]{0,9}$")]


class IndicatorShape(Definition):
    """One indicator (指標): what it means, and the formula that computes it.

    Args:
        direction: whether more (``up``) or less (``down``) is better.
        target: value to reach, or null while the town has set none.
        source: where the indicator comes from.
    """

    id: IndicatorId
    initiative: Number
    name: Label
    unit: Annotated[str, StringConstraints(max_length=10)]
    direction: Literal["up", "down"]
    cadence: Literal["event", "daily", "weekly", "monthly", "quarterly", "yearly"]
    definition: Text
    formula: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    formula_words: Text
    numerator: Text | None = None
    denominator: Text | None = None
    fed_by: Label | None = None
    note: Text | None = None
    target: float | None = None
    source: Label


class IndicatorsShape(Definition):
    """`indicators.yaml`: all indicators of a town."""

    indicators: tuple[IndicatorShape, ...]


class PlannedMeasure(Definition):
    """A number that a planned event will carry."""

    name: Name
    histogram: bool = False


class PublishedTable(Definition):
    """A table that others publish and the town takes a figure from (公表された表).

    Args:
        where: headings of columns with what stands there in the town's own row.
        value: heading of the figure's column, without remarks in brackets.
        monthly_by: day of the month by which the figure of the month before is expected.
    """

    title: Label
    where: Annotated[dict[Label, Label], Field(min_length=1)]
    value: Label
    monthly_by: Annotated[int, Field(ge=1, le=28)] | None = None


class PlannedShape(Definition):
    """Something a package will record once it exists (まだ無い部品の記録)."""

    kind: Literal["event", "stock", "ext", "survey"]
    name: Name
    package: Name
    dimensions: tuple[Name, ...] = ()
    measures: tuple[PlannedMeasure, ...] = ()
    answers: tuple[Name, ...] = ()
    description: Text
    table: PublishedTable | None = None


class PlannedFile(Definition):
    """`planned_events.yaml`: what will be recorded."""

    sources: Annotated[tuple[PlannedShape, ...], Field()] = ()


@dataclass(frozen=True)
class ParsedIndicators:
    """What the two files say."""

    indicators: tuple[IndicatorShape, ...]
    planned: tuple[PlannedShape, ...]


def read(folder: Folder) -> ParsedIndicators | None:
    """Validate both files; None when one of them cannot be read. A town may have neither."""
    indicators, planned = IndicatorsShape(indicators=()), PlannedFile()
    if folder.has(INDICATORS):
        found = folder.read(INDICATORS, IndicatorsShape)
        if found is None:
            return None
        indicators = found
    if folder.has(PLANNED):
        file = folder.read(PLANNED, PlannedFile)
        if file is None:
            return None
        planned = file
        _check_planned(folder.document(PLANNED), planned.sources)
    _check_indicators(folder, indicators.indicators, planned.sources)
    return ParsedIndicators(indicators.indicators, planned.sources)


def known_names(planned: Iterable[PlannedShape]) -> Known:
    """Return everything a formula may name: what exists and what is planned."""
    planned = tuple(planned)
    events = shapes_of(catalogue) | {
        p.name: EventShape(frozenset(p.dimensions), {m.name: m.histogram for m in p.measures})
        for p in planned
        if p.kind == "event"
    }
    stocks = {s.name: set(s.dimensions) for offers in installed() for s in offers.stocks}
    stocks |= {p.name: set(p.dimensions) for p in planned if p.kind == "stock"}
    return Known(
        events=events,
        stocks=stocks,
        externals={p.name for p in planned if p.kind == "ext"},
        questions={p.name for p in planned if p.kind == "survey"},
    )


def _check_indicators(
    folder: Folder, shapes: tuple[IndicatorShape, ...], planned: Iterable[PlannedShape]
) -> None:
    known = known_names(planned)
    seen: set[str] = set()
    for place, shape in enumerate(shapes):
        document = folder.document(INDICATORS)
        path = ("indicators", place)
        if shape.id in seen:
            ja, en = f"指標「{shape.id}」が2回あります。", f"Indicator “{shape.id}” stands twice."
            document.refuse((*path, "id"), ja, en)
        seen.add(shape.id)
        _check_formula(document, shape, known, (*path, "formula"))


def _check_formula(
    document: Document, shape: IndicatorShape, known: Known, path: tuple[str | int, ...]
) -> None:
    try:
        formula = parse(shape.formula)
    except CannotRead as error:
        document.refuse(path, str(error.problem), error.problem.en)
        return
    for problem in check(formula, known):
        document.refuse(path, f"{problem.column}文字目: {problem.ja}", problem.en)


def _check_planned(document: Document, shapes: tuple[PlannedShape, ...]) -> None:
    """Refuse what is planned twice, or exists by now."""
    for place, shape in enumerate(shapes):
        path = ("sources", place, "name")
        if any((s.kind, s.name) == (shape.kind, shape.name) for s in shapes[:place]):
            document.refuse(path, f"「{shape.name}」が2回あります。", "It stands twice.")
        if shape.kind == "event" and shape.name in catalogue:
            ja = f"出来事「{shape.name}」はもうあります。ここから消してください。"
            document.refuse(path, ja, "This event exists by now; remove it here.")
        if shape.table and shape.kind != "ext":
            ja, en = "表は、外部の統計（ext）だけに書けます。", "Only an ext has a table."
            document.refuse(("sources", place, "table"), ja, en)
