"""Records of fixed width (固定長レコード): written and read by a layout that is data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NUMBER, TEXT = "n", "c"
# How people call the fields that a sentence may have to name.
WORDS = {
    "record": "データ区分",
    "business": "種別コード",
    "code_set": "コード区分",
    "consignor_code": "委託者コード",
    "consignor_name": "委託者名",
    "day": "引落日",
    "bank": "金融機関コード",
    "bank_name": "金融機関名",
    "branch": "支店コード",
    "branch_name": "支店名",
    "account_kind": "預金種目",
    "account": "口座番号",
    "holder": "口座名義",
    "yen": "金額",
    "customer": "顧客番号",
    "result": "振替結果",
}


class CannotWriteRecord(ValueError):
    """A value does not fit its field (項目に入りません)."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class CannotReadRecord(ValueError):
    """A record is not what the layout says (レコードを読めません)."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Slot:
    """One field of a record (項目).

    Args:
        name: what stands in it; empty for a filler.
        width: signs.
        kind: ``n`` for digits, zeros on the left; ``c`` for signs, blanks on the right.
        value: what always stands there, or empty.
    """

    name: str
    width: int
    kind: str = TEXT
    value: str = ""

    @property
    def called(self) -> str:
        """Return what people call it (項目名)."""
        return WORDS.get(self.name, self.name)


def width_of(layout: Sequence[Slot]) -> int:
    """Return the width of a record."""
    return sum(slot.width for slot in layout)


def write_record(layout: Sequence[Slot], values: Mapping[str, str]) -> str:
    """Return a record (レコードを書く).

    Raises:
        CannotWriteRecord: a value is too long, or no number where one belongs.
    """
    return "".join(_write(slot, slot.value or values.get(slot.name, "")) for slot in layout)


def _write(slot: Slot, text: str) -> str:
    if len(text) > slot.width:
        raise CannotWriteRecord(
            f"「{slot.called}」の「{text}」が、様式の桁数（{slot.width}桁）を超えています。"
        )
    if slot.kind == TEXT or not slot.name:
        return text.ljust(slot.width)
    if text and not (text.isascii() and text.isdigit()):
        raise CannotWriteRecord(f"「{slot.called}」の「{text}」は、数字ではありません。")
    return text.rjust(slot.width, "0")


def read_record(layout: Sequence[Slot], text: str) -> dict[str, str]:
    """Return the values of a record by name, without what fills them up (レコードを読む).

    Raises:
        CannotReadRecord: it has another width, or says something else where the layout is fixed.
    """
    if len(text) != width_of(layout):
        raise CannotReadRecord(f"長さが{len(text)}桁です。様式では{width_of(layout)}桁です。")
    found: dict[str, str] = {}
    place = 0
    for slot in layout:
        part = text[place : place + slot.width]
        place += slot.width
        if slot.name:
            found[slot.name] = _read(slot, part)
    return found


def _read(slot: Slot, part: str) -> str:
    bare = part.strip()
    if slot.value and bare.lstrip("0") != slot.value.lstrip("0"):
        raise CannotReadRecord(f"「{slot.called}」が「{part}」です。「{slot.value}」のはずです。")
    if slot.kind != NUMBER:
        return bare
    if bare and not (bare.isascii() and bare.isdigit()):
        raise CannotReadRecord(f"「{slot.called}」が数字ではありません（「{part}」）。")
    return bare
