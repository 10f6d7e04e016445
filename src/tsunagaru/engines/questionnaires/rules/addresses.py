"""Addresses (住所) with the postal code."""

from collections.abc import Mapping

from tsunagaru.engines.questionnaires.rules import text
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.kernel.text import normalise_postal_code

NOT_POSTAL_CODE = "「{label}」の郵便番号は、7桁の数字で入力してください（例：410-1395）。"
NOT_PREFECTURE = "「{label}」の都道府県を確かめてください（例：静岡県）。"
INCOMPLETE = "「{label}」は、都道府県・市区町村・町名・番地を入力してください。"
PART_TOO_LONG = "「{label}」の{part}は、{limit}文字以内で入力してください。"
PARTS = ("postal_code", "prefecture", "city", "town", "street", "building")
NAMES = {
    "postal_code": "郵便番号",
    "prefecture": "都道府県",
    "city": "市区町村",
    "town": "町名・大字",
    "street": "番地",
    "building": "建物名・部屋番号（ある場合）",
}
MAX_PART = 80
LONGEST_POSTAL_CODE = 30
_PREFECTURES = (
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 "
    "神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 "
    "大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 "
    "福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県"
)
PREFECTURES = frozenset(_PREFECTURES.split())

Address = dict[str, str]


def read_address(parts: Mapping[str, str]) -> Address | None:
    """Return an address (住所) with all its parts, or None when nothing is filled in.

    Raises:
        CannotRead: incomplete, or a part cannot be read.
    """
    value = {name: _part(name, parts.get(name, "")) for name in PARTS}
    value["postal_code"] = read_postal_code(value["postal_code"])
    if not any(value.values()):
        return None
    if value["prefecture"] and value["prefecture"] not in PREFECTURES:
        raise CannotRead(NOT_PREFECTURE, parts=("prefecture",))
    missing = [name for name in ("prefecture", "city") if not value[name]]
    missing += [] if value["town"] or value["street"] else ["town", "street"]
    if missing:
        raise CannotRead(INCOMPLETE, parts=tuple(missing))
    return value


def _part(name: str, raw: str) -> str:
    try:
        return text.read_line(raw, max_length=MAX_PART) or ""
    except CannotRead as problem:
        message, values = problem.message, problem.values
        if message == text.TOO_LONG:
            message, values = PART_TOO_LONG, {**values, "part": NAMES[name]}
        raise CannotRead(message, parts=(name,), **values) from None


def read_postal_code(raw: str) -> str:
    """Return a postal code (郵便番号) as ``410-1395``, or empty text.

    Raises:
        CannotRead: not a postal code.
    """
    if not raw:
        return ""
    code = normalise_postal_code(raw) if len(raw) <= LONGEST_POSTAL_CODE else None
    if code is None or not code.isascii():
        raise CannotRead(NOT_POSTAL_CODE, parts=("postal_code",))
    return code


def show_address(value: Mapping[str, str]) -> str:
    """Return an address as people write it (住所の表示)."""
    postal_code = value.get("postal_code", "")
    place = "".join(value.get(name, "") for name in PARTS[1:5])
    pieces = (f"〒{postal_code}" if postal_code else "", place, value.get("building", ""))
    return " ".join(piece for piece in pieces if piece)
