"""The file of account transfers (口座振替データ): header, one record a debit, trailer, end.

What is checked when the bank's answer comes back is checked here, before anything is written down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tsunagaru.engines.payments.rules.fixed_width import (
    CannotReadRecord,
    Slot,
    read_record,
    width_of,
    write_record,
)

HEADER, DATA, TRAILER, END = "ヘッダ", "明細", "トレーラ", "エンド"


@dataclass(frozen=True)
class Layout:
    """The four records (様式), and what stands between them.

    Args:
        newline: after each record, or empty.
        done: the result code of a debit that went well.
    """

    header: Sequence[Slot]
    data: Sequence[Slot]
    trailer: Sequence[Slot]
    end: Sequence[Slot]
    newline: str = ""
    done: str = "0"


@dataclass(frozen=True)
class Answer:
    """What the bank says of one debit (振替結果)."""

    customer: str
    yen: int
    result: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answered:
    """A whole result file (結果ファイル)."""

    header: Mapping[str, str]
    answers: Sequence[Answer]


def write_file(
    layout: Layout, header: Mapping[str, str], debits: Sequence[Mapping[str, str]]
) -> str:
    """Return the file that asks for the debits (振替依頼データ).

    Args:
        debits: the fields of each data record; ``yen`` is needed for the sums.

    Raises:
        CannotWriteRecord: a value does not fit.
    """
    total = sum(int(debit["yen"]) for debit in debits)
    sums = {"count": str(len(debits)), "yen": str(total)}
    records = [
        write_record(layout.header, header),
        *(write_record(layout.data, debit) for debit in debits),
        write_record(layout.trailer, sums),
        write_record(layout.end, {}),
    ]
    return "".join(record + layout.newline for record in records)


def read_file(layout: Layout, text: str) -> Answered:
    """Return what a result file says, if its counts and sums agree (結果データを読む).

    Raises:
        CannotReadRecord: it is cut off, in another layout, or does not add up; the sentence says
            where.
    """
    records = _records(layout, text)
    kinds = [_named(layout.header, 1, records[0], HEADER)]
    answers = []
    for place, record in enumerate(records[1:-2], start=2):
        answers.append(_answer(_named(layout.data, place, record, DATA), place))
    trailer = _named(layout.trailer, len(records) - 1, records[-2], TRAILER)
    _named(layout.end, len(records), records[-1], END)
    _check_sums(trailer, answers, layout.done)
    return Answered(kinds[0], answers)


def _records(layout: Layout, text: str) -> list[str]:
    width = width_of(layout.data)
    bare = text.rstrip("\x1a").replace("\r", "").replace("\n", "")
    if len(bare) % width:
        raise CannotReadRecord(
            f"ファイルの長さ（{len(bare):,}桁）が、1件{width}桁の様式に合いません。"
            "途中で切れているか、別の様式のファイルです。"
        )
    records = [bare[place : place + width] for place in range(0, len(bare), width)]
    if len(records) < 3:  # noqa: PLR2004 - header, trailer and end at the least
        raise CannotReadRecord("ヘッダ・トレーラ・エンドがそろっていません。")
    return records


def _named(layout: Sequence[Slot], place: int, record: str, name: str) -> dict[str, str]:
    try:
        return read_record(layout, record)
    except CannotReadRecord as problem:
        raise CannotReadRecord(
            f"{place}件目（{name}レコード）を読めません。{problem.sentence}"
        ) from None


def _answer(values: Mapping[str, str], place: int) -> Answer:
    if not values.get("result"):
        raise CannotReadRecord(f"{place}件目（{DATA}レコード）に、振替結果がありません。")
    return Answer(values["customer"], int(values["yen"] or 0), values["result"], values)


def _check_sums(trailer: Mapping[str, str], answers: Sequence[Answer], done: str) -> None:
    good = [one for one in answers if one.result == done]
    bad = [one for one in answers if one.result != done]
    for name, kept in (("", answers), ("done_", good), ("failed_", bad)):
        words = {"": "合計", "done_": "振替済", "failed_": "振替不能"}[name]
        _check(trailer, f"{name}count", len(kept), f"{words}件数", "件")
        _check(trailer, f"{name}yen", sum(one.yen for one in kept), f"{words}金額", "円")


def _check(trailer: Mapping[str, str], name: str, ours: int, words: str, unit: str) -> None:
    if name not in trailer:
        return
    theirs = int(trailer[name] or 0)
    if theirs != ours:
        raise CannotReadRecord(
            f"{words}が合いません。トレーラでは{theirs:,}{unit}、明細を数えると{ours:,}{unit}です。"
            "途中で切れているか、書き換えられています。取り込まずに、金融機関に確かめてください。"
        )
