"""The chart of accounts (勘定科目) and the entries each happening makes (仕訳): pure rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """The five kinds of accounts (科目区分)."""

    ASSET = "asset"
    LIABILITY = "liability"
    REVENUE = "revenue"
    EXPENSE = "expense"


RECEIVABLE = "receivable"
REFUNDS_PAYABLE = "refunds_payable"
BANK = "bank"
FLOAT = "float"
PROVIDER_FEES = "provider_fees"
OVER_SHORT = "over_short"
SUSPENSE = "suspense"
DIFFERENCES = "differences"
FIXED = {
    RECEIVABLE: ("未収金", Side.ASSET),
    REFUNDS_PAYABLE: ("過誤納金（返金待ち）", Side.LIABILITY),
    BANK: ("預金", Side.ASSET),
    FLOAT: ("つり銭資金", Side.ASSET),
    PROVIDER_FEES: ("決済手数料", Side.EXPENSE),
    OVER_SHORT: ("現金過不足", Side.EXPENSE),
    SUSPENSE: ("仮受金（内容の確認待ち）", Side.LIABILITY),
    DIFFERENCES: ("照合差額", Side.EXPENSE),
}
FAMILIES = {
    "revenue": ("収入", Side.REVENUE),
    "clearing": ("決済事業者への未収", Side.ASSET),
    "cash": ("現金", Side.ASSET),
}

REVENUES = {"fees": "手数料", "advertising": "広告料", "bookings": "使用料"}


class CannotBook(ValueError):
    """An entry names no account of the chart, or no amount (仕訳できません)."""


@dataclass(frozen=True)
class Line:
    """One line of a journal: the same amount on both sides (仕訳の1行).

    Args:
        debit: account on the left (借方).
        credit: account on the right (貸方).
        amount_yen: 1 or more.
    """

    debit: str
    credit: str
    amount_yen: int


def account(family: str, code: str) -> str:
    """Return an account of a family, such as ``cash:hall``."""
    return f"{family}:{code}"


def describe(code: str, names: Mapping[str, Mapping[str, str]] | None = None) -> tuple[str, Side]:
    """Return the name and side of an account (科目名と区分).

    Args:
        names: family -> member -> what staff call it; a member without a name goes by its code.

    Raises:
        CannotBook: the chart has no such account.
    """
    if code in FIXED:
        return FIXED[code]
    family, _, member = code.partition(":")
    if family not in FAMILIES or not member:
        raise CannotBook(code)
    name, side = FAMILIES[family]
    known = {"revenue": REVENUES, **(names or {})}
    return f"{name}（{known.get(family, {}).get(member, member)}）", side


def check(lines: Iterable[Line]) -> list[Line]:
    """Return lines that may be booked; nothing is left of lines of no amount (確かめる).

    Raises:
        CannotBook: a negative amount, one account on both sides, or an unknown account.
    """
    kept = [line for line in lines if line.amount_yen]
    for line in kept:
        describe(line.debit), describe(line.credit)
        if line.amount_yen < 0 or line.debit == line.credit:
            raise CannotBook(f"{line.debit} {line.credit} {line.amount_yen}")
    return kept


def requested(parts: Iterable[tuple[str, int]]) -> list[Line]:
    """Book an invoice by its parts of (revenue, yen) (請求)."""
    return [Line(RECEIVABLE, account("revenue", code), yen) for code, yen in parts]


def taken_back(parts: Iterable[tuple[str, int]]) -> list[Line]:
    """Book that an unpaid invoice is no longer asked for (請求の取消し)."""
    return [Line(account("revenue", code), RECEIVABLE, yen) for code, yen in parts]


def received(into: str, yen: int, *, kept: bool) -> list[Line]:
    """Book money that arrived, for the invoice or to be given back (入金)."""
    return [Line(into, RECEIVABLE if kept else REFUNDS_PAYABLE, yen)]


def spread(parts: list[tuple[str, int]], done_yen: int, yen: int) -> list[tuple[str, int]]:
    """Spread a refund over an invoice's parts, last part first, to the yen (返金の配分).

    Args:
        parts: the invoice's lines as (revenue, yen).
        done_yen: what was refunded before.
    """
    found, skip = [], done_yen
    for code, part in reversed(parts):
        free = max(0, part - skip)
        skip = max(0, skip - part)
        take = min(free, yen)
        if take:
            found.append((code, take))
        yen -= take
    return found


def owed_back(parts: Iterable[tuple[str, int]]) -> list[Line]:
    """Book that money of a paid invoice will go back (返金の決定)."""
    return [Line(account("revenue", code), REFUNDS_PAYABLE, yen) for code, yen in parts]


def given_back(out_of: str, yen: int) -> list[Line]:
    """Book that money went back (返金)."""
    return [Line(REFUNDS_PAYABLE, out_of, yen)]


def paid_out(provider: str, *, net_yen: int, fee_yen: int) -> list[Line]:
    """Book a provider's settlement (精算入金): what reached the bank, and the fee it kept."""
    clearing = account("clearing", provider)
    bank = Line(clearing, BANK, -net_yen) if net_yen < 0 else Line(BANK, clearing, net_yen)
    fee = (
        Line(clearing, PROVIDER_FEES, -fee_yen)
        if fee_yen < 0
        else Line(PROVIDER_FEES, clearing, fee_yen)
    )
    return [bank, fee]


def drawer_closed(cash: str, *, expected_yen: int, counted_yen: int, float_yen: int) -> list[Line]:
    """Book a drawer's closing (締め): the difference, the float put back, the rest to the bank."""
    difference = counted_yen - expected_yen
    over = Line(cash, OVER_SHORT, difference) if difference > 0 else None
    short = Line(OVER_SHORT, cash, -difference) if difference < 0 else None
    back = min(float_yen, counted_yen)
    rest = [Line(FLOAT, cash, back), Line(BANK, cash, counted_yen - back)]
    return [line for line in (over, short, *rest) if line]
