"""Computes a formula exactly (式の計算)."""

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from tsunagaru.kernel.formula.terms import (
    Count,
    External,
    Formula,
    Median,
    Negative,
    Number,
    Operation,
    Source,
    Stock,
    Sum,
    Survey,
    Term,
)

ZERO_BELOW = "分母が0のため、計算できません。"
ARITHMETIC: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


@dataclass(frozen=True)
class Missing:
    """A number that cannot be had (値なし).

    Args:
        reason: why, in one Japanese sentence.
    """

    reason: str


Reading = Fraction | int | Missing


class Reader(Protocol):
    """Where the numbers come from (値の読み手)."""

    def count(self, event: str, where: Mapping[str, str]) -> Reading:
        """Return how often an event happened."""

    def sum(self, event: str, measure: str, where: Mapping[str, str]) -> Reading:
        """Return a measure, added up."""

    def median(self, event: str, measure: str, where: Mapping[str, str]) -> Reading:
        """Return the middle of a measure's values."""

    def stock(self, name: str, where: Mapping[str, str]) -> Reading:
        """Return how many things there are."""

    def external(self, source: str) -> Reading:
        """Return a number from outside."""

    def survey(self, question: str, answer: str) -> Reading:
        """Return the percentage of an answer."""


@dataclass(frozen=True)
class Value:
    """What a formula comes to (計算結果).

    Args:
        value: exact, or None when it cannot be computed.
        numerator: of ``A/B`` (also when multiplied by constants), A.
        denominator: of ``A/B``, B; shown as n.
        reason: why there is no value, in one Japanese sentence.
    """

    value: Fraction | None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    reason: str = ""


def evaluate(formula: Formula, read: Reader) -> Value:
    """Compute a formula (式の計算). Numerator and denominator are kept even when B is 0."""
    above, below = _fraction_of(formula.term)
    numerator = _known(_compute(above, read)) if above else None
    denominator = _known(_compute(below, read)) if below else None
    result = _compute(formula.term, read)
    if isinstance(result, Missing):
        return Value(None, numerator, denominator, result.reason)
    return Value(result, numerator, denominator)


def median_of(counts: Iterable[tuple[int, int]]) -> Reading:
    """Return the exact median of values with how often each occurs (中央値).

    Args:
        counts: (value, times) pairs, in any order, a value may come several times.
    """
    times: dict[int, int] = {}
    for value, n in counts:
        times[value] = times.get(value, 0) + n
    total = sum(times.values())
    if total <= 0:
        return Missing("値がまだありません。")
    return Fraction(_nth(times, (total - 1) // 2) + _nth(times, total // 2), 2)


def _nth(times: Mapping[int, int], place: int) -> int:
    passed = 0
    for value in sorted(times):
        passed += times[value]
        if passed > place:
            return value
    raise IndexError(place)


def _compute(term: Term, read: Reader) -> Fraction | Missing:
    if isinstance(term, Number):
        return term.value
    if isinstance(term, Negative):
        inner = _compute(term.term, read)
        return inner if isinstance(inner, Missing) else -inner
    if isinstance(term, Operation):
        return _combine(term.sign, _compute(term.left, read), _compute(term.right, read))
    reading = _read(term, read)
    return reading if isinstance(reading, Missing) else Fraction(reading)


def _combine(sign: str, left: Fraction | Missing, right: Fraction | Missing) -> Fraction | Missing:
    if isinstance(left, Missing):
        return left
    if isinstance(right, Missing):
        return right
    if sign == "/" and not right:
        return Missing(ZERO_BELOW)
    return ARITHMETIC[sign](left, right)


def _read(source: Source, read: Reader) -> Reading:
    match source:
        case Count(event, where):
            reading = read.count(event, dict(where))
        case Sum(event, measure, where):
            reading = read.sum(event, measure, dict(where))
        case Median(event, measure, where):
            reading = read.median(event, measure, dict(where))
        case Stock(name, where):
            reading = read.stock(name, dict(where))
        case External(name):
            reading = read.external(name)
        case Survey(question, answer):
            reading = read.survey(question, answer)
    return reading


def _fraction_of(term: Term) -> tuple[Term | None, Term | None]:
    """Return A and B when the formula is A/B times constants, else nothing."""
    above, below = _factors(term)
    above = [factor for factor in above if not _is_constant(factor)]
    below = [factor for factor in below if not _is_constant(factor)]
    return (above[0], below[0]) if len(above) == 1 and len(below) == 1 else (None, None)


def _factors(term: Term) -> tuple[list[Term], list[Term]]:
    if isinstance(term, Operation) and term.sign in "*/":
        left_above, left_below = _factors(term.left)
        right_above, right_below = _factors(term.right)
        if term.sign == "/":
            right_above, right_below = right_below, right_above
        return left_above + right_above, left_below + right_below
    return _factors(term.term) if isinstance(term, Negative) else ([term], [])


def _is_constant(term: Term) -> bool:
    if isinstance(term, Operation):
        return _is_constant(term.left) and _is_constant(term.right)
    return isinstance(term, Number)


def _known(result: Fraction | Missing) -> Fraction | None:
    return None if isinstance(result, Missing) else result
