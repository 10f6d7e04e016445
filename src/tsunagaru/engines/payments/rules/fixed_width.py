"""Records of fixed width (固定長レコード): written and read by a layout that is data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NUMBER, TEXT = "n", "c"


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
            f"「{slot.name}」の「{text}」が、様式の桁数（{slot.width}桁）を超えています。"
        )
    if slot.kind == TEXT or not slot.name:
        return text.ljust(slot.width)
    if text and not (text.isascii() and text.isdigit()):
        raise CannotWriteRecord(f"「{slot.name}」の「{text}」は、数字ではありません。")
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
        raise CannotReadRecord(f"「{slot.name}」が「{part}」です。「{slot.value}」のはずです。")
    if slot.kind != NUMBER:
        return bare
    if bare and not (bare.isascii() and bare.isdigit()):
        raise CannotReadRecord(f"「{slot.name}」が数字ではありません（「{part}」）。")
    return bare
