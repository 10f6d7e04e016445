"""Kana (かな・カナ): checks and conversions for readings of names."""

import re
import unicodedata

import jaconv

from tsunagaru.kernel.text.storing import fold_width

_NOT_KATAKANA = re.compile(r"[^ァ-ヺー・ヽヾ 　]")


def to_katakana(text: str) -> str:
    """Return the reading in full-width katakana (全角カタカナ); other characters stay."""
    return _composed(jaconv.hira2kata(fold_width(text)))


def to_hiragana(text: str) -> str:
    """Return the reading in hiragana (ひらがな); other characters stay."""
    return _composed(jaconv.kata2hira(fold_width(text)))


def is_katakana(text: str) -> bool:
    """Return whether text is nothing but full-width katakana, 「ー」, 「・」 and spaces."""
    return bool(text.strip()) and _NOT_KATAKANA.search(text) is None


def kana_problem(text: str) -> str | None:
    """Return why text is no reading in full-width katakana (全角カタカナ), or None."""
    if not text.strip():
        return "フリガナを入力してください。"
    if found := _NOT_KATAKANA.search(text):
        sign = found.group()
        shown = f"「{sign}」" if sign.isprintable() else "見えない文字"
        return f"フリガナは全角カタカナで入力してください。{shown}は使えません。"
    return None


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
