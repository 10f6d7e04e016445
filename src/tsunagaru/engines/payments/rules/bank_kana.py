"""How banks write names (全銀の文字): half-width kana, capitals, digits and a few signs."""

import re
import unicodedata

_SMALL = str.maketrans("ァィゥェォャュョッヮヵヶ", "アイウエオヤユヨツワカケ")
_OLD = str.maketrans(
    {"ヰ": "イ", "ヱ": "エ", "ヲ": "オ", "・": ".", "ー": "-", "、": ",", "〜": "-"}
)
_SIGNS = str.maketrans("‐‑–—―−", "------")
_HALF = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in range(0xFF71, 0xFF9E)  # ｱ … ﾝ
}
_MARKS = {"\u3099": "ﾞ", "\u309a": "ﾟ"}
_ALLOWED = re.compile(r"[0-9A-Zｱ-ﾝﾞﾟ ().,/¥「」-]*")


class CannotWriteKana(ValueError):
    """A sign that banks do not take (銀行のデータに使えない文字).

    Args:
        sign: the first such sign.
    """

    def __init__(self, sign: str) -> None:
        shown = f"「{sign}」" if sign.isprintable() else "見えない文字"
        super().__init__(f"{shown}は、銀行のデータに使えません。カタカナで入力してください。")
        self.sentence = str(self)


def to_bank_kana(text: str) -> str:
    """Return a name as it stands in a bank's record (全銀の半角カナ).

    Small kana become large ones, the long mark a hyphen, and a voicing mark is a sign of its own.

    Raises:
        CannotWriteKana: it holds kanji, hiragana or other signs that no record takes.
    """
    wide = unicodedata.normalize("NFKC", text).strip().upper()
    wide = wide.translate(_SIGNS).translate(_SMALL).translate(_OLD)
    parts = unicodedata.normalize("NFD", wide)
    half = "".join(_MARKS.get(sign) or _HALF.get(sign, sign) for sign in parts)
    if not _ALLOWED.fullmatch(half):
        raise CannotWriteKana(next(sign for sign in half if not _ALLOWED.fullmatch(sign)))
    return half
