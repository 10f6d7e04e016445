"""What a formula is made of (式の項)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

Where: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Number:
    """A constant (定数)."""

    value: Fraction


@dataclass(frozen=True)
class Count:
    """How often an event happened under these codes (件数)."""

    event: str
    where: Where = ()
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Sum:
    """A measure of an event, added up (合計)."""

    event: str
    measure: str
    where: Where = ()
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Median:
    """The middle value of a measure with a histogram (中央値)."""

    event: str
    measure: str
    where: Where = ()
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Stock:
    """How many things exist now under these codes (現在数)."""

    name: str
    where: Where = ()
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class External:
    """A number from outside the house (外部の統計)."""

    source: str
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Survey:
    """The share of one answer to a survey's question, in percent (調査の回答率)."""

    question: str
    answer: str
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Operation:
    """Two terms joined by ``+``, ``-``, ``*`` or ``/`` (四則演算)."""

    sign: str
    left: "Term"
    right: "Term"


@dataclass(frozen=True)
class Negative:
    """A term with its sign turned (符号反転)."""

    term: "Term"


Source: TypeAlias = Count | Sum | Median | Stock | External | Survey
Term: TypeAlias = Source | Number | Operation | Negative


@dataclass(frozen=True)
class Formula:
    """A formula as written and as understood (式)."""

    text: str
    term: Term


def sources(formula: Formula) -> tuple[Source, ...]:
    """Return what a formula reads, in order, each once (式の出所)."""
    return tuple(dict.fromkeys(_leaves(formula.term)))


def _leaves(term: Term) -> Iterator[Source]:
    if isinstance(term, Operation):
        yield from _leaves(term.left)
        yield from _leaves(term.right)
    elif isinstance(term, Negative):
        yield from _leaves(term.term)
    elif not isinstance(term, Number):
        yield term
