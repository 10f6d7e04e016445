"""The tree of an expression (構文木): frozen, so it may be kept and shared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import assert_never

TODAY = "today"


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the expression (定数)."""

    value: str | int | Fraction | bool | date
    column: int


@dataclass(frozen=True, slots=True)
class Name:
    """A field, or a field of a field (項目名), such as ``children.amount``."""

    path: tuple[str, ...]
    column: int

    @property
    def dotted(self) -> str:
        """The name as it is written (表記)."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Several:
    """Values in square brackets (値の並び)."""

    items: tuple["Expression", ...]
    column: int


@dataclass(frozen=True, slots=True)
class Unary:
    """``not`` or a minus sign before a value (否定・符号)."""

    operator: str
    operand: "Expression"
    column: int


@dataclass(frozen=True, slots=True)
class Binary:
    """A comparison, a calculation or ``in`` (比較・計算)."""

    operator: str
    left: "Expression"
    right: "Expression"
    column: int


@dataclass(frozen=True, slots=True)
class Joined:
    """Conditions joined by ``and`` or by ``or`` (条件の結合), two or more."""

    operator: str
    parts: tuple["Expression", ...]
    column: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments (関数)."""

    function: str
    arguments: tuple["Expression", ...]
    column: int


Expression = Literal | Name | Several | Unary | Binary | Joined | Call


def children_of(node: Expression) -> tuple[Expression, ...]:
    """Return the parts a node is made of (子)."""
    match node:
        case Literal() | Name():
            return ()
        case Several(items=parts) | Joined(parts=parts) | Call(arguments=parts):
            return parts
        case Unary(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
        case _:
            assert_never(node)


def walk(tree: Expression) -> Iterator[tuple[Expression, int]]:
    """Yield every node with its depth (深さ), 1 for the root, without recursion."""
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in children_of(node)]


def names(tree: Expression) -> frozenset[str]:
    """Return the fields an expression refers to (参照している項目), dotted, without ``today``."""
    return frozenset(
        node.dotted for node, _ in walk(tree) if isinstance(node, Name) and node.path != (TODAY,)
    )
