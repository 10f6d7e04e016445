"""Computing an expression (評価). It never raises, and its work is bounded.

The work is at most 400 nodes times 1,000 items of a list: there are no loops or user-defined
functions, and texts, lists and numbers are bounded (see ``values``).
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import trunc

from tsunagaru.kernel.expressions.functions import CONDITIONS, FUNCTIONS, TOLERANT
from tsunagaru.kernel.expressions.tree import (
    TODAY,
    Binary,
    Call,
    Expression,
    Joined,
    Literal,
    Name,
    Several,
    Unary,
)
from tsunagaru.kernel.expressions.values import (
    LONGEST_TEXT,
    are_alike,
    as_number,
    bounded,
    give_out,
    look_up,
)


@dataclass(frozen=True, slots=True)
class _Scope:
    values: Mapping[str, object]
    today: date


def evaluate(tree: Expression, values: Mapping[str, object], *, today: date) -> object:
    """Return what an expression comes to (評価結果), None when it is absent.

    A comparison with an absent value is false, a calculation with one is absent; so is what
    cannot be computed (division by zero, more than 15 digits). A condition is always a bool.

    Args:
        tree: as ``parse_expression`` returns it, and ``check`` has accepted it.
        values: the answers by field; absent ones are None or missing. Numbers are int or
            Decimal, days date, several answers a list or tuple, records mappings.
        today: the day for ``today``.

    Returns:
        str, int, Decimal, bool, date, tuple or None.
    """
    return give_out(_run(tree, _Scope(values, today)))


def holds(tree: Expression, values: Mapping[str, object], *, today: date) -> bool:
    """Return whether a condition is met (条件の成立); an absent result is not."""
    return _run(tree, _Scope(values, today)) is True


def evaluate_yen(tree: Expression, values: Mapping[str, object], *, today: date) -> int | None:
    """Return an amount in yen (金額), fractions of a yen dropped, None when it is absent.

    Source:
        国等の債権債務等の金額の端数計算に関する法律 第2条 (1円未満の切捨て)
    """
    number = as_number(_run(tree, _Scope(values, today)))
    return None if number is None else trunc(number)


def _run(node: Expression, scope: _Scope) -> object:
    return _HANDLERS[type(node)](node, scope)


def _run_literal(node: Literal, _: _Scope) -> object:
    return node.value


def _run_name(node: Name, scope: _Scope) -> object:
    return scope.today if node.path == (TODAY,) else look_up(scope.values, node.path)


def _run_several(node: Several, scope: _Scope) -> object:
    return tuple(_run(item, scope) for item in node.items)


def _run_unary(node: Unary, scope: _Scope) -> object:
    value = _run(node.operand, scope)
    if node.operator == "not":
        return value is not True
    number = as_number(value)
    return None if number is None else -number


def _run_binary(node: Binary, scope: _Scope) -> object:
    return _OPERATORS[node.operator](_run(node.left, scope), _run(node.right, scope))


def _run_joined(node: Joined, scope: _Scope) -> bool:
    stops_at = node.operator == "or"
    for part in node.parts:
        if (_run(part, scope) is True) == stops_at:
            return stops_at
    return not stops_at


def _run_call(node: Call, scope: _Scope) -> object:
    name = node.function
    if name == "if":
        return _run_if(node.arguments, scope)
    arguments = [_run(argument, scope) for argument in node.arguments]
    if name in TOLERANT:
        return TOLERANT[name](*arguments)
    if any(argument is None for argument in arguments):
        return False if name in CONDITIONS else None
    return (FUNCTIONS.get(name) or CONDITIONS[name])(*arguments)


def _run_if(arguments: tuple[Expression, ...], scope: _Scope) -> object:
    condition, then, otherwise = arguments
    return _run(then if _run(condition, scope) is True else otherwise, scope)


def _comparing(compare: Callable[..., bool]) -> Callable[[object, object], object]:
    return lambda left, right: are_alike(left, right) and compare(left, right)


def _is_in(left: object, right: object) -> bool:
    return isinstance(right, tuple) and any(
        are_alike(left, item) and left == item for item in right
    )


def _add(left: object, right: object) -> object:
    if isinstance(left, str) and isinstance(right, str):
        return left + right if len(left) + len(right) <= LONGEST_TEXT else None
    return _calculating(operator.add)(left, right)


def _calculating(
    calculate: Callable[..., int | Fraction],
) -> Callable[[object, object], object]:
    def on_numbers(left: object, right: object) -> object:
        one, other = as_number(left), as_number(right)
        return None if one is None or other is None else bounded(calculate(one, other))

    return on_numbers


def _dividing(
    divide: Callable[..., int | Fraction],
) -> Callable[[object, object], object]:
    run = _calculating(divide)
    return lambda left, right: None if right == 0 else run(left, right)


_OPERATORS: dict[str, Callable[[object, object], object]] = {
    "==": _comparing(operator.eq),
    "!=": _comparing(operator.ne),
    "<": _comparing(operator.lt),
    "<=": _comparing(operator.le),
    ">": _comparing(operator.gt),
    ">=": _comparing(operator.ge),
    "in": _is_in,
    "+": _add,
    "-": _calculating(operator.sub),
    "*": _calculating(operator.mul),
    "/": _dividing(lambda left, right: Fraction(left) / right),
    "%": _dividing(operator.mod),
}
_HANDLERS: dict[type, Callable[..., object]] = {
    Literal: _run_literal,
    Name: _run_name,
    Several: _run_several,
    Unary: _run_unary,
    Binary: _run_binary,
    Joined: _run_joined,
    Call: _run_call,
}
