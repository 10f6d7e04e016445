"""Holds a formula against what exists (式の点検)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from tsunagaru.kernel.events import BREAKDOWNS, Event, dimensions_of, measures_of
from tsunagaru.kernel.formula.problems import Problem
from tsunagaru.kernel.formula.terms import (
    Count,
    External,
    Formula,
    Median,
    Source,
    Stock,
    Sum,
    Survey,
    sources,
)


@dataclass(frozen=True)
class EventShape:
    """What may be asked of an event (出来事の形).

    Args:
        dimensions: codes to filter by.
        measures: numbers to add up, each with whether a histogram is kept (for medians).
    """

    dimensions: frozenset[str]
    measures: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """Everything a formula may name (使える名前). ``None`` leaves a kind unchecked."""

    events: Mapping[str, EventShape]
    stocks: Mapping[str, Collection[str]] | None = None
    externals: Collection[str] | None = None
    questions: Collection[str] | None = None


def shapes_of(catalogue: Mapping[str, type[Event]]) -> dict[str, EventShape]:
    """Return the shapes of a catalogue's events. Channel counts as a dimension of each."""
    return {
        name: EventShape(frozenset(dimensions_of(event)) | set(BREAKDOWNS), measures_of(event))
        for name, event in catalogue.items()
    }


def check(formula: Formula, known: Known) -> list[Problem]:
    """Return what a formula names that does not exist, in order of place (式の点検)."""
    found = [problem for source in sources(formula) for problem in _check_one(source, known)]
    return sorted(found)


def _check_one(source: Source, known: Known) -> list[Problem]:
    match source:
        case Count() | Sum() | Median():
            return _check_event(source, known.events)
        case Stock():
            return _check_stock(source, known.stocks)
        case External():
            return _check_name(
                source.column, source.source, known.externals, "外部の統計", "source"
            )
        case Survey():
            return _check_name(
                source.column, source.question, known.questions, "調査の設問", "question"
            )


def _check_event(source: Count | Sum | Median, events: Mapping[str, EventShape]) -> list[Problem]:
    shape = events.get(source.event)
    if shape is None:
        return _check_name(source.column, source.event, events, "出来事", "event")
    found = _check_where(source, shape.dimensions, source.event)
    if isinstance(source, Count):
        return found
    wrong = _check_name(source.column, source.measure, shape.measures, "計量値", "measure")
    if not wrong and isinstance(source, Median) and not shape.measures[source.measure]:
        ja = f"「{source.measure}」は分布を記録していないので、中央値を出せません。"
        wrong = [Problem(source.column, ja, f"{source.measure!r} keeps no histogram")]
    return found + wrong


def _check_stock(source: Stock, stocks: Mapping[str, Collection[str]] | None) -> list[Problem]:
    if stocks is None:
        return []
    if source.name not in stocks:
        return _check_name(source.column, source.name, stocks, "現在数", "stock")
    return _check_where(source, stocks[source.name], source.name)


def _check_where(
    source: Count | Sum | Median | Stock, dimensions: Collection[str], name: str
) -> list[Problem]:
    return [
        problem
        for dimension, _ in source.where
        for problem in _check_name(
            source.column, dimension, dimensions, f"「{name}」の区分", "dimension"
        )
    ]


def _check_name(
    column: int, name: str, names: Collection[str] | None, ja: str, en: str
) -> list[Problem]:
    if names is None or name in names:
        return []
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    hint = f"「{close[0]}」ではありませんか。" if close else ""
    return [Problem(column, f"{ja}に「{name}」はありません。{hint}", f"unknown {en} {name!r}")]
