"""The report of payments by the common tax code (納付情報のファイル): a table, by its headings."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tsunagaru.engines.payments.rules.numbers import read_number
from tsunagaru.kernel.money import CannotReadMoney, parse_yen


class CannotReadReport(ValueError):
    """The file is no such table (納付情報を読めません); the sentence says where."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Headings:
    """Which column holds what (列の見出し); ``fee`` may be empty."""

    transaction: str
    number: str
    yen: str
    paid_on: str
    fee: str = ""


@dataclass(frozen=True)
class Reported:
    """One payment that is reported (納付の1件).

    Args:
        transaction: the number of this payment; another one for the same invoice differs.
        number: our invoice number, in its proper form where it is one.
    """

    transaction: str
    number: str
    yen: int
    paid_on: date
    fee_yen: int = 0


def read_report(text: str, headings: Headings) -> list[Reported]:
    """Return what a report says (納付情報を読む).

    Raises:
        CannotReadReport: a column is missing, or a line cannot be read.
    """
    table = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    wanted = [headings.transaction, headings.number, headings.yen, headings.paid_on]
    wanted += [headings.fee] if headings.fee else []
    missing = [one for one in wanted if one not in (table.fieldnames or ())]
    if missing:
        raise CannotReadReport(f"列の見出しがありません：{'、'.join(missing)}")
    rows = list(enumerate(table, start=2))
    if not rows:
        raise CannotReadReport("納付が1件も載っていません。")
    return [_read(place, row, headings) for place, row in rows]


def _read(place: int, row: Mapping[str, str | None], headings: Headings) -> Reported:
    cell = {name: (row.get(name) or "").strip() for name in row if name}
    transaction, number = cell[headings.transaction], cell[headings.number]
    if not transaction:
        raise CannotReadReport(f"{place}行目に、納付の番号（{headings.transaction}）がありません。")
    try:
        return Reported(
            transaction=transaction[:64],
            number=read_number(number) or number,
            yen=parse_yen(cell[headings.yen]),
            paid_on=_day(cell[headings.paid_on]),
            fee_yen=parse_yen(cell[headings.fee]) if headings.fee and cell[headings.fee] else 0,
        )
    except CannotReadMoney:
        raise CannotReadReport(f"{place}行目の金額を読めません。") from None
    except ValueError:
        raise CannotReadReport(f"{place}行目の日付を読めません。") from None


def _day(text: str) -> date:
    if len(text) == len("20260401") and text.isdigit():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return date.fromisoformat(text.replace("/", "-"))


def total(lines: Sequence[Reported]) -> int:
    """Return what a report comes to."""
    return sum(line.yen for line in lines)
