"""Numbers and money (数・金額)."""

import re
from collections.abc import Collection
from decimal import Decimal

from tsunagaru.engines.questionnaires.rules import text
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.kernel import money

NOT_NUMBER = "「{label}」は、数字で入力してください。"
NOT_WHOLE = "「{label}」は、小数を使わずに入力してください。"
TOO_FINE = "「{label}」は、小数点以下{limit}桁までで入力してください。"
TOO_SMALL = "「{label}」は、{limit}以上で入力してください。"
TOO_LARGE = "「{label}」は、{limit}以下で入力してください。"
NOT_MONEY = "「{label}」は、円の単位の数字で入力してください（例：1,200）。"
LONGEST = 40
COUNTERS = tuple("人名個回枚件台本歳才年日匹頭点")
"""Counters that people write after a number although nobody asked for them (助数詞)."""
_PLAIN = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3}){1,4}(\.[0-9]{1,9})?")
_MINUS = str.maketrans("−‐–△▲", "-----")
_SWAPPED = str.maketrans(".,", ",.")

Number = int | float


def read_number(
    raw: str,
    *,
    minimum: Number | None = None,
    maximum: Number | None = None,
    decimals: int = 0,
    units: Collection[str] = (),
) -> Number | None:
    """Return a number (数), whole unless decimals are allowed, or None when there is nothing.

    Raises:
        CannotRead: not a number, too fine, too small or too large.
    """
    folded = _folded(raw, NOT_NUMBER)
    if not folded:
        return None
    bare = _without_unit(folded, units)
    if not (_PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare)):
        raise CannotRead(NOT_NUMBER)
    exact = Decimal(bare.replace(",", ""))
    whole = exact == exact.to_integral_value()
    if not whole and exact != round(exact, decimals):
        raise CannotRead(TOO_FINE if decimals else NOT_WHOLE, limit=decimals)
    return within(int(exact) if whole else float(exact), minimum, maximum)


def read_digits(raw: str, *, max_length: int) -> str | None:
    """Return a number nobody counts with (口座番号・お客様番号), its zeros in front kept.

    Raises:
        CannotRead: other signs than digits, hyphens and spaces, or too long.
    """
    folded = text.fold(text.bounded(raw, max_length)).translate(_MINUS)
    bare = folded.replace("-", "").replace(" ", "")
    if bare and not (bare.isascii() and bare.isdigit()):
        raise CannotRead(NOT_NUMBER)
    if len(bare) > max_length:
        raise CannotRead(text.TOO_LONG, limit=max_length)
    return bare or None


def _without_unit(typed: str, units: Collection[str]) -> str:
    for unit in (*units, *COUNTERS):
        if typed.endswith(unit):
            return typed.removesuffix(unit).strip()
    return typed


def read_money(raw: str, *, minimum: int | None, maximum: int | None) -> int | None:
    """Return an amount in yen (金額), or None when there is nothing.

    Raises:
        CannotRead: not an amount, too small or too large.
    """
    folded = _folded(raw, NOT_MONEY)
    if not folded:
        return None
    try:
        amount = money.parse_yen(folded)
    except (money.CannotReadMoney, ValueError):
        raise CannotRead(NOT_MONEY) from None
    within(amount, minimum, maximum)
    return amount


def within(value: Number, minimum: Number | None, maximum: Number | None) -> Number:
    """Return the number if it keeps its limits (範囲).

    Raises:
        CannotRead: too small or too large.
    """
    if minimum is not None and value < minimum:
        raise CannotRead(TOO_SMALL, limit=write_number(minimum))
    if maximum is not None and value > maximum:
        raise CannotRead(TOO_LARGE, limit=write_number(maximum))
    return value


def _folded(raw: str, message: str) -> str:
    if len(raw) > LONGEST:
        raise CannotRead(message)
    return text.fold(raw).translate(_MINUS)


def show_number(value: Number, language: str) -> str:
    """Return a number as people read it (数の表示): ``1.200,5`` in Portuguese."""
    written = write_number(value)
    return written.translate(_SWAPPED) if language == "pt" else written


def write_number(value: Number) -> str:
    """Return a number as people type and read it (数の表示), such as ``1,200`` or ``0.5``."""
    if isinstance(value, float):
        exact = Decimal(repr(value))
        return f"{exact:,f}"
    return f"{value:,}"
