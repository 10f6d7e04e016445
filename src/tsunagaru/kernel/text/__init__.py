"""Japanese text (文字): storing it, comparing it, searching it, printing it."""

from tsunagaru.kernel.text.charsets import CharacterReport, printable_problem, report_characters
from tsunagaru.kernel.text.contacts import (
    format_phone,
    is_email,
    normalise_email,
    normalise_phone,
    normalise_postal_code,
)
from tsunagaru.kernel.text.kana import is_katakana, kana_problem, to_hiragana, to_katakana
from tsunagaru.kernel.text.searching import bigrams, index_tokens, query_tokens, search_key
from tsunagaru.kernel.text.storing import fold_width, normalise, normalise_lines

__all__ = [
    "CharacterReport",
    "bigrams",
    "fold_width",
    "format_phone",
    "index_tokens",
    "is_email",
    "is_katakana",
    "kana_problem",
    "normalise",
    "normalise_email",
    "normalise_lines",
    "normalise_phone",
    "normalise_postal_code",
    "printable_problem",
    "query_tokens",
    "report_characters",
    "search_key",
    "to_hiragana",
    "to_katakana",
]
