"""Values while an expression runs (値): what comes in, what may be compared, what goes out.

An absent value (未入力) is None. Inside, numbers are int or Fraction, so that no yen is lost to
rounding; every value is bounded, so that no expression can run away.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

LARGEST_NUMBER = 10**15
LONGEST_TEXT = 10_000
MOST_ITEMS = 1_000
_LARGEST_DENOMINATOR = 10**30
_MOST_DECIMAL_DIGITS = 20


def take_in(value: object) -> object:
    """Return an answer as expressions see it (値の取り込み); None when it is none they know.

    Empty text is absent. Numbers beyond 15 digits, texts beyond 10,000 characters and lists
    beyond 1,000 items are absent as well. What is no known value is a file: it is only there.
    """
    for kind in type(value).__mro__:
        if take := _TAKERS.get(kind):
            return take(value)
    if isinstance(value, Sequence):
        return _take_list(value)
    return value


def _take_text(value: str) -> str | None:
    return str.__str__(value) if value and len(value) <= LONGEST_TEXT else None


def _take_decimal(value: Decimal) -> object:
    if not value.is_finite() or len(value.as_tuple().digits) > _MOST_DECIMAL_DIGITS:
        return None
    if value and abs(value.adjusted()) > _MOST_DECIMAL_DIGITS:
        return None
    return bounded(Fraction(value))


def _take_list(value: Sequence[object]) -> tuple[object, ...] | None:
    return tuple(map(take_in, value)) if len(value) <= MOST_ITEMS else None


def _take_as_is(value: object) -> object:
    return value


def _take_nothing(_: object) -> None:
    return None


def bounded(number: object) -> int | Fraction | None:
    """Return a number in its plain form, or None when it is none or too large (桁あふれ)."""
    if isinstance(number, bool) or not isinstance(number, int | Fraction):
        return None
    if not -LARGEST_NUMBER < number < LARGEST_NUMBER or number.denominator > _LARGEST_DENOMINATOR:
        return None
    return number.numerator if number.denominator == 1 else number


def as_number(value: object) -> int | Fraction | None:
    """Return the value if it is a number (数), else None."""
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def are_alike(left: object, right: object) -> bool:
    """Return whether two values are there and of one kind (比較できるか)."""
    if type(left) is type(right):
        return type(left) in _COMPARABLE
    return as_number(left) is not None and as_number(right) is not None


def items_of(value: object) -> tuple[object, ...]:
    """Return the items of a list that are there (一覧の中身); nothing for an absent list."""
    return tuple(item for item in value if item is not None) if isinstance(value, tuple) else ()


_TAKERS: dict[type, Callable[..., object]] = {
    str: _take_text,
    int: bounded,
    bool: _take_as_is,
    date: _take_as_is,
    datetime: _take_nothing,
    Fraction: bounded,
    Decimal: _take_decimal,
    list: _take_list,
    tuple: _take_list,
    dict: _take_as_is,
    type(None): _take_nothing,
    float: _take_nothing,
    complex: _take_nothing,
}
_COMPARABLE = frozenset({str, int, Fraction, bool, date})


def is_there(value: object) -> bool:
    """Return whether a value has been entered (入力済みか); an empty list has not."""
    return value is not None and value != ()


def numbers_in(values: Iterable[object]) -> list[int | Fraction]:
    """Return the numbers among values (数だけ)."""
    return [number for number in map(as_number, values) if number is not None]


def look_up(values: Mapping[str, object], path: tuple[str, ...]) -> object:
    """Return the answer that a name stands for (項目の値), None when it is absent.

    ``a.b.c`` is looked for under ``"a.b.c"``, then as ``c`` of ``"a.b"``, then inside ``"a"``.
    A field of a list is the list of that field.
    """
    for length in range(len(path), 0, -1):
        found = values.get(path[0] if length == 1 else ".".join(path[:length]))
        if found is not None:
            return _go_down(take_in(found), path[length:])
    return None


def _go_down(value: object, path: tuple[str, ...]) -> object:
    for key in path:
        if isinstance(value, Mapping):
            value = take_in(value.get(key))
        elif isinstance(value, tuple):
            value = tuple(
                take_in(item.get(key)) if isinstance(item, Mapping) else None for item in value
            )
        else:
            return None
    return value


def give_out(value: object) -> object:
    """Return a result as callers see it (結果): fractions as Decimal, lists as tuple."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return tuple(map(give_out, value)) if isinstance(value, tuple) else value
