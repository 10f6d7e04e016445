"""Money is integer yen (金額): how it is written and read."""

import re
import unicodedata

MAX_DIGITS = 15
_PLAIN = re.compile(r"-?[0-9]+")
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+")
_MINUS_SIGNS = str.maketrans("−‐–△▲", "-----")


class CannotReadMoney(ValueError):
    """The text is not an amount in yen; the message says why in Japanese."""


def format_yen(amount_yen: int) -> str:
    """Return the amount as people read it (金額の表示), such as ``1,200円``."""
    return f"{amount_yen:,}円"


def parse_yen(text: str) -> int:
    """Return the amount (金額) a person wrote, such as ``1,200円``, ``￥1200`` or ``１，２００``.

    Raises:
        CannotReadMoney: no number, commas in odd places, fractions or too many digits.
    """
    folded = unicodedata.normalize("NFKC", text).strip().translate(_MINUS_SIGNS)
    bare = folded.removeprefix("¥").removesuffix("也").removesuffix("円").strip()
    if not bare:
        raise CannotReadMoney("金額を入力してください。")
    if not (_PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare)):
        raise CannotReadMoney("金額は「1,200」のように、円の単位の数字で入力してください。")
    digits = bare.replace(",", "")
    if len(digits.lstrip("-")) > MAX_DIGITS:
        raise CannotReadMoney(f"金額は{MAX_DIGITS}桁以内で入力してください。")
    return int(digits)
