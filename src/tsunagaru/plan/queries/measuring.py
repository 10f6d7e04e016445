"""Computes indicators from rollups, stocks and outside figures (指標の計算)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache

from tsunagaru.ground.ledger.api import CellSum, Figures, channels_seen, fresh_at, rollup_sums
from tsunagaru.kernel.events import catalogue
from tsunagaru.kernel.formula import (
    Count,
    Formula,
    Median,
    Missing,
    Stock,
    Sum,
    Value,
    evaluate,
    parse,
    sources,
)
from tsunagaru.kernel.formula.evaluation import Reading
from tsunagaru.kernel.offers import installed
from tsunagaru.plan.models import ExternalFigure, Indicator
from tsunagaru.plan.rules.coverage import lacking

NO_FIGURE = "外部の統計がまだ入力されていません。"
NO_SURVEY = "調査の結果がまだ登録されていません。"
NOT_BUILT = "この数値を記録する部品がまだありません。"


@dataclass(frozen=True)
class Measured:
    """An indicator's value with what is needed to trust it (測った値)."""

    code: str
    value: Value
    measured: bool
    fresh_at: datetime | None
    channels: frozenset[str]


class Sources:
    """Everything formulas read, for one period (式の値の出所)."""

    def __init__(self, figures: Figures, at: datetime, until: date) -> None:
        self._figures = figures
        self._at = at
        self._until = until
        self._stocks: dict[str, list[tuple[Mapping[str, str], int]]] = {}
        self._readers = {s.name: s for offers in installed() for s in offers.stocks}

    def count(self, event: str, where: Mapping[str, str]) -> Reading:
        """Return how often an event happened."""
        return self._figures.count(event, where)

    def sum(self, event: str, measure: str, where: Mapping[str, str]) -> Reading:
        """Return a measure, added up."""
        return self._figures.sum(event, measure, where)

    def median(self, event: str, measure: str, where: Mapping[str, str]) -> Reading:
        """Return the middle of a measure's values."""
        return self._figures.median(event, measure, where)

    def stock(self, name: str, where: Mapping[str, str]) -> Reading:
        """Return how many things there are now."""
        if name not in self._readers:
            return Missing(NOT_BUILT)
        if name not in self._stocks:
            rows = self._readers[name].read(self._at)
            self._stocks[name] = [(row.codes, row.count) for row in rows]
        wanted = where.items()
        return sum(
            n for codes, n in self._stocks[name] if all(codes.get(k) == v for k, v in wanted)
        )

    def external(self, source: str) -> Reading:
        """Return the newest number from outside that was valid in the period."""
        row = ExternalFigure.objects.filter(name=source, on__lt=self._until).first()
        return Fraction(row.value) if row else Missing(NO_FIGURE)

    def survey(self, question: str, answer: str) -> Reading:  # noqa: ARG002 - surveys come later
        """Return the percentage of an answer."""
        return Missing(NO_SURVEY)


@lru_cache(maxsize=1000)
def formula_of(text: str) -> Formula:
    """Return a formula, parsed once."""
    return parse(text)


def events_of(formula: Formula) -> frozenset[str]:
    """Return the events a formula reads."""
    return frozenset(s.event for s in sources(formula) if isinstance(s, Count | Sum | Median))


def is_built(formula: Formula, known: Collection[str] = catalogue) -> bool:
    """Tell whether everything a formula reads exists by now."""
    stocks = {stock.name for offers in installed() for stock in offers.stocks}
    built_stocks = all(s.name in stocks for s in sources(formula) if isinstance(s, Stock))
    return built_stocks and events_of(formula) <= set(known)


def measure(
    indicators: Sequence[Indicator], *, since: date, until: date, at: datetime
) -> dict[str, Measured]:
    """Compute indicators over ``[since, until)`` in one read of the rollups (指標を測る)."""
    formulas = {row.code: formula_of(row.shape["formula"]) for row in indicators}
    names = frozenset().union(*map(events_of, formulas.values())) & set(catalogue)
    sums = rollup_sums(names, since, until)
    fresh = fresh_at(names)
    reader = Sources(Figures(sums), at, until)
    channels = channels_seen(sums)
    return {
        code: _reading(code, formula, reader, fresh, channels) for code, formula in formulas.items()
    }


def _reading(
    code: str,
    formula: Formula,
    reader: Sources,
    fresh: Mapping[str, datetime],
    channels: Mapping[str, frozenset[str]],
) -> Measured:
    names = events_of(formula)
    seen = frozenset().union(*(channels.get(name, frozenset()) for name in names))
    times = [fresh[name] for name in names if name in fresh]
    if not is_built(formula):
        value = Value(None, reason=NOT_BUILT)
    else:
        value = evaluate(formula, reader)
        if value.value is not None and (why := lacking(formula, channels)):
            value = Value(None, value.numerator, value.denominator, why)
    measured = value.value is not None
    return Measured(code, value, measured, max(times, default=None), seen)


def series_of_all(
    indicators: Sequence[Indicator], *, since: date, until: date, at: datetime
) -> dict[str, dict[str, Value]]:
    """Return several indicators month by month in one read of the rollups (推移).

    A rate that may not be shown yet because a channel was never recorded has no months either.
    """
    formulas = {row.code: formula_of(row.shape["formula"]) for row in indicators}
    built = {code: f for code, f in formulas.items() if events_of(f) and is_built(f)}
    names = frozenset[str]().union(*map(events_of, built.values()))
    rows = rollup_sums(names, since, until, by="month")
    channels = channels_seen(rows)
    months = _grouped(rows, lambda row: row.period)
    readers = {month: Sources(Figures(part), at, until) for month, part in months.items()}
    return {
        code: {month: evaluate(formula, reader) for month, reader in readers.items()}
        for code, formula in built.items()
        if not lacking(formula, channels)
    }


def over_time(indicator: Indicator) -> bool:
    """Tell whether an indicator counts what happened in a time (期間の数値), not what is now."""
    return bool(events_of(formula_of(indicator.shape["formula"])))


def breakdown(
    indicator: Indicator, dimension: str, *, since: date, until: date, at: datetime
) -> dict[str, Value]:
    """Return an indicator by age band, district or channel (内訳)."""
    formula = formula_of(indicator.shape["formula"])
    if not is_built(formula) or not events_of(formula):
        return {}
    scope = "" if dimension == "channel" else dimension
    rows = rollup_sums(events_of(formula), since, until, scope=scope)
    groups = _grouped(rows, lambda row: row.codes.get(dimension, ""))
    return {
        code: evaluate(formula, Sources(Figures(part), at, until))
        for code, part in groups.items()
        if code
    }


def _grouped(rows: Iterable[CellSum], key: Callable[[CellSum], str]) -> dict[str, list[CellSum]]:
    groups: dict[str, list[CellSum]] = {}
    for row in sorted(rows, key=key):
        groups.setdefault(key(row), []).append(row)
    return groups
