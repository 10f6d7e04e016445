"""Readings in katakana (フリガナ)."""

import re

from tsunagaru.engines.questionnaires.rules import text
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.kernel.text import is_katakana, to_katakana

NOT_KANA = "「{label}」は、カタカナで入力してください。"
_DASHES = re.compile("(?<=[ァ-ヺ])[-‐‑‒–—―−~〜～]")


def read_kana(raw: str, *, max_length: int) -> str | None:
    """Return a reading in full-width katakana (フリガナ), or None when there is nothing.

    Hiragana and half-width kana are converted.

    Raises:
        CannotRead: too long, other signs than kana, or an individual number.
    """
    line = text.read_line(raw, max_length=max_length)
    if line is None:
        return None
    kana = "　".join(_DASHES.sub("ー", to_katakana(line)).split())
    if not is_katakana(kana):
        raise CannotRead(NOT_KANA)
    return kana
