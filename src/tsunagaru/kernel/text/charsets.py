"""Which characters other systems and printers know (文字セット)."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
# JIS signs that Windows writes with another code point; for people they are the same sign.
_SAME_SIGN = str.maketrans("～－∥￠￡￢—", "〜−‖¢£¬―")
_EMOJI_FROM = 0x1F000
_REPLACEMENT = "\ufffd"
_JIS_0212_MARK = 0x8F
_LINE_SIGNS = frozenset("\n\t")
_REASONS = {
    "Cc": "印刷できない制御文字があります。",
    "Cf": "見えない文字があります。",
    "Cs": "文字化けした文字があります。",
    "Cn": "文字コード表にない文字があります。",
    "Co": "外字「{sign}」があります。ほかの機械では表示できないため、使える漢字に直してください。",
}


@dataclass(frozen=True, slots=True)
class CharacterReport:
    """The characters of a text that older systems do not know (文字セットの報告).

    Args:
        outside_0208: not in JIS X 0208 (第1・第2水準), in order, none twice.
        outside_0213: of these, not in JIS X 0213 (第3・第4水準) either.
        selected: sequences with a variation selector (異体字セレクタ付き).
    """

    outside_0208: tuple[str, ...]
    outside_0213: tuple[str, ...]
    selected: tuple[str, ...]


def report_characters(text: str) -> CharacterReport:
    """Return which characters lie outside JIS X 0208 and JIS X 0213 (JIS外の文字).

    Variation selectors themselves are not counted; the sequences are listed in ``selected``.
    """
    signs = [sign for sign in dict.fromkeys(text) if not _is_selector(sign)]
    outside = tuple(sign for sign in signs if not _in_0208(sign))
    return CharacterReport(
        outside_0208=outside,
        outside_0213=tuple(sign for sign in outside if not _in_0213(sign)),
        selected=tuple(
            dict.fromkeys(
                text[place - 1 : place + 1]
                for place in range(1, len(text))
                if _is_selector(text[place])
            )
        ),
    )


def printable_problem(text: str) -> str | None:
    """Return why text cannot be printed on a certificate (印刷できない理由), or None.

    Whether the fonts really have every glyph is checked where documents are made.
    """
    for sign in text:
        if sign in _LINE_SIGNS or _is_selector(sign):
            continue
        if sign == _REPLACEMENT:
            return _REASONS["Cs"]
        if reason := _REASONS.get(unicodedata.category(sign)):
            return reason.format(sign=sign)
        if ord(sign) >= _EMOJI_FROM and unicodedata.category(sign) in {"So", "Sk"}:
            return f"絵文字「{sign}」は印刷できません。ことばで入力してください。"
    return None


def _is_selector(sign: str) -> bool:
    return any(ord(sign) in codes for codes in _SELECTORS)


@lru_cache(maxsize=8192)
def _in_0208(sign: str) -> bool:
    try:
        code = sign.translate(_SAME_SIGN).encode("euc_jp")
    except UnicodeEncodeError:
        return False
    half_width_kana = len(code) == len("ｱ".encode("euc_jp")) and code[0] == _HALF_KANA_MARK
    return code[0] != _JIS_0212_MARK and not half_width_kana


@lru_cache(maxsize=8192)
def _in_0213(sign: str) -> bool:
    try:
        sign.translate(_SAME_SIGN).encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True


_HALF_KANA_MARK = 0x8E
