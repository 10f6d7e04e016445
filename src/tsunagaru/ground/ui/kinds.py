"""The kinds of questions and the boxes they consist of (入力欄の種類)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """What a question looks like (入力欄の種類)."""

    TEXT = "text"
    KANA = "kana"
    EMAIL = "email"
    PHONE = "phone"
    PASSWORD = "password"  # noqa: S105 - the kind of a box, not a secret
    TEXTAREA = "textarea"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    RADIO = "radio"
    CHECKBOXES = "checkboxes"
    SELECT = "select"
    ADDRESS = "address"
    PLACE = "place"
    PERSON = "person"
    FILE = "file"
    DECLARATION = "declaration"


@dataclass(frozen=True)
class PartView:
    """One box of a composite question (入力欄の部分)."""

    name: str
    label: str
    autocomplete: str = ""
    inputmode: str = ""
    width: str = ""


DATE_PARTS = (
    PartView("era", "元号"),
    PartView("year", "年", inputmode="numeric", width="4"),
    PartView("month", "月", inputmode="numeric", width="2"),
    PartView("day", "日", inputmode="numeric", width="2"),
)
PERSON_PARTS = (
    PartView("family", "姓", "family-name", width="half"),
    PartView("given", "名", "given-name", width="half"),
    PartView("family_kana", "セイ", width="half"),
    PartView("given_kana", "メイ", width="half"),
)
BIRTH_PARTS = tuple(
    PartView(f"birth_{p.name}", p.label, p.autocomplete, p.inputmode, p.width) for p in DATE_PARTS
)
ADDRESS_PARTS = (
    PartView("postal_code", "郵便番号", "postal-code", "numeric", "8"),
    PartView("prefecture", "都道府県", "address-level1", width="8"),
    PartView("city", "市区町村", "address-level2"),
    PartView("town", "町名・大字", "address-level3"),
    PartView("street", "番地", "address-line1"),
    PartView("building", "建物名・部屋番号（ある場合）", "address-line2"),
)
PLACE_PARTS = (
    PartView("area", "大字"),
    PartView("words", "場所の説明（目印など）"),
    PartView("latitude", "緯度", inputmode="decimal", width="8"),
    PartView("longitude", "経度", inputmode="decimal", width="8"),
    PartView("link", "地図アプリのリンク"),
    PartView("view", "地図の表示範囲"),
)
PARTS: Mapping[FieldKind, tuple[PartView, ...]] = {
    FieldKind.DATE: DATE_PARTS,
    FieldKind.PERSON: PERSON_PARTS + BIRTH_PARTS,
    FieldKind.ADDRESS: ADDRESS_PARTS,
    FieldKind.PLACE: PLACE_PARTS,
}
ERAS = (
    ("reiwa", "令和"),
    ("heisei", "平成"),
    ("showa", "昭和"),
    ("taisho", "大正"),
    ("meiji", "明治"),
    ("ad", "西暦"),
)
MOVES = (
    ("north", "北へ動かす"),
    ("south", "南へ動かす"),
    ("west", "西へ動かす"),
    ("east", "東へ動かす"),
    ("middle", "地図の真ん中に印を付ける"),
    ("wider", "広い範囲に戻る"),
)
"""What the buttons beside the map of a place do; with them no pointer is needed."""
INPUT_TYPES = {
    FieldKind.EMAIL: "email",
    FieldKind.PHONE: "tel",
    FieldKind.PASSWORD: "password",
}
INPUT_MODES = {FieldKind.NUMBER: "decimal", FieldKind.MONEY: "numeric"}
UNITS = {FieldKind.MONEY: "円"}


def part_name(name: str, part: str) -> str:
    """Return the name under which one box of a composite question is posted."""
    return f"{name}-{part}"


def raw_parts(name: str, kind: FieldKind, posted: Mapping[str, str]) -> dict[str, str]:
    """Read the boxes of a composite question out of a post, as typed (生の入力)."""
    return {
        part.name: str(posted.get(part_name(name, part.name), ""))
        for part in PARTS.get(FieldKind(kind), ())
    }


def look_up_name(name: str) -> str:
    """Return the name of an address's look-up button (住所を検索)."""
    return f"{name}-look-up"
