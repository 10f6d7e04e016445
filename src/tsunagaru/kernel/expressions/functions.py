"""What the functions of the language do (関数の働き). Every one is total: None where it cannot."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from tsunagaru.kernel.calendar import (
    CannotReadDate,
    FiscalYear,
    add_months,
    format_era_date,
    months_between,
    years_between,
)
from tsunagaru.kernel.expressions.values import (
    as_number,
    bounded,
    is_there,
    items_of,
    numbers_in,
)

_HALF = Fraction(1, 2)
_MOST_PLACES = 9
_MOST_MONTHS = 12_000
_MOST_DAYS = 400_000
_MOST_ZEROS = 40

Function = Callable[..., object]


def _on_dates(run: Callable[[date, date], int]) -> Function:
    def on_two(start: object, end: object) -> object:
        return run(start, end) if isinstance(start, date) and isinstance(end, date) else None

    return on_two


def _on_date(run: Callable[[date], int]) -> Function:
    return lambda day: run(day) if isinstance(day, date) else None


def _on_texts(run: Callable[[str, str], bool]) -> Function:
    return lambda text, part: isinstance(text, str) and isinstance(part, str) and run(text, part)


def is_digits(text: str) -> bool:
    """Tell whether a text is digits alone, in either width (数字だけか)."""
    return bool(text) and all(sign in "0123456789０１２３４５６７８９" for sign in text)


def _part(text: object, first: object, count: object) -> object:
    """Return some characters of a text (文字列の一部), counted from 1; None beyond its end."""
    if not (isinstance(text, str) and isinstance(first, int) and isinstance(count, int)):
        return None
    whole = first >= 1 and count >= 1 and first + count - 1 <= len(text)
    return text[first - 1 : first - 1 + count] if whole else None


def _pad(text: object, count: object) -> object:
    """Return a text with zeros in front (頭に0を付ける); one that is longer stays as it is."""
    if not (isinstance(text, str) and isinstance(count, int) and 0 <= count <= _MOST_ZEROS):
        return None
    return text.rjust(count, "0")


def _rounding(run: Callable[[int | Fraction], int]) -> Function:
    """Return a function that rounds at a decimal place, 0 if none is given (端数処理)."""

    def at_place(value: object, places: object = 0) -> object:
        number = as_number(value)
        if number is None or not isinstance(places, int) or abs(places) > _MOST_PLACES:
            return None
        scale = Fraction(10) ** places
        return bounded(run(number * scale) / scale)

    return at_place


def _round_half_up(number: int | Fraction) -> int:
    return floor(number + _HALF) if number >= 0 else -floor(_HALF - number)


def _sum(values: object) -> object:
    return bounded(sum(numbers_in(items_of(values))))


def _truths(values: object) -> tuple[bool, ...]:
    """Return the conditions of a list (一覧の条件), what is absent as not met."""
    return tuple(one is True for one in values) if isinstance(values, tuple) else ()


def _absolute(value: object) -> object:
    number = as_number(value)
    return None if number is None else abs(number)


def _extreme(pick: Callable[..., object]) -> Function:
    """Return the smallest or largest of several values or of one list (最小・最大)."""

    def among(*values: object) -> object:
        found = items_of(values[0]) if len(values) == 1 else values
        numbers, days = numbers_in(found), [day for day in found if isinstance(day, date)]
        alike = numbers if len(numbers) == len(found) else days
        return pick(alike) if alike and len(alike) == len(found) else None

    return among


def _write(value: object) -> object:
    """Return a number or a day as text (文字列にする), a day in its era."""
    if isinstance(value, date):
        try:
            return format_era_date(value)
        except CannotReadDate:
            return None
    number = as_number(value)
    if isinstance(number, Fraction):
        exact = Decimal(number.numerator) / Decimal(number.denominator)
        return f"{exact:.6f}".rstrip("0").rstrip(".")
    return None if number is None else str(number)


def _add_days(day: object, days: object) -> object:
    if not isinstance(day, date) or not isinstance(days, int) or abs(days) > _MOST_DAYS:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _add_months(day: object, months: object) -> object:
    if not isinstance(day, date) or not isinstance(months, int) or abs(months) > _MOST_MONTHS:
        return None
    try:
        return add_months(day, months)
    except ValueError:
        return None


FUNCTIONS: dict[str, Function] = {
    "abs": _absolute,
    "add_days": _add_days,
    "add_months": _add_months,
    "ceil": _rounding(ceil),
    "day": _on_date(lambda day: day.day),
    "days_between": _on_dates(lambda start, end: (end - start).days),
    "fiscal_year": _on_date(lambda day: FiscalYear.of(day).year),
    "floor": _rounding(floor),
    "length": lambda text: len(text) if isinstance(text, str) else None,
    "max": _extreme(max),
    "min": _extreme(min),
    "month": _on_date(lambda day: day.month),
    "months_between": _on_dates(months_between),
    "pad": _pad,
    "part": _part,
    "round": _rounding(_round_half_up),
    "text": _write,
    "year": _on_date(lambda day: day.year),
    "years_between": _on_dates(years_between),
}
"""Functions that are absent as soon as one argument is (未入力があれば結果も未入力)."""

CONDITIONS: dict[str, Function] = {
    "contains": _on_texts(lambda text, part: part in text),
    "ends_with": _on_texts(str.endswith),
    "is_digits": lambda text: isinstance(text, str) and is_digits(text),
    "starts_with": _on_texts(str.startswith),
}
"""Functions that are false as soon as one argument is absent (未入力があれば偽)."""

TOLERANT: dict[str, Function] = {
    "all": lambda values: all(_truths(values)),
    "any": lambda values: any(_truths(values)),
    "count": lambda values: len(items_of(values)),
    "has": lambda *values: all(map(is_there, values)),
    "sum": _sum,
}
"""Functions that take absent arguments, an absent list as an empty one (未入力を受け付ける)."""
