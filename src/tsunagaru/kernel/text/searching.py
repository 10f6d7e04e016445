"""Search keys and tokens (検索キー): one rule for what is indexed and what is asked.

Rule: text is folded sign by sign, so that whatever is a part of a text is also a part of its
folded form. Indexed are every single sign and every pair of neighbouring signs (bigram) of the
folded text without spaces and punctuation, once more with the spelling variants of common words
(申し込み, 申込み, 申込) folded. Asked are, for each word of a query, all its bigrams; all must be
there.
"""

import re
import unicodedata

from tsunagaru.kernel.text.variants import KANJI_VARIANTS, OKURIGANA_VARIANTS

_LONGEST_QUERY = 200
_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_SMALL_KE = {ord("ヶ"): "ガ", ord("ケ"): "ガ", ord("ヵ"): "カ"}
_DROPPED = dict.fromkeys(map(ord, "ー-‐‑‒–—―−〜～~゛゜\u3099\u309a・·･"))
_VARIATION_SELECTORS = dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
_FOLDS = {
    **_VARIATION_SELECTORS,
    **_HIRAGANA_TO_KATAKANA,
    **{ord(old): new for old, new in KANJI_VARIANTS.items()},
    **_DROPPED,
}
_NOT_A_WORD = re.compile(r"[\W_]+")


def search_key(text: str) -> str:
    """Return text folded for comparison (検索キー).

    Folded away are width, case, hiragana against katakana, long vowel marks and hyphens,
    ヶ・ケ・が, old and variant kanji, 送り仮名 of common words. Words stay apart by one space.
    """
    return _fold_okurigana(_fold(text))


def bigrams(text: str) -> list[str]:
    """Return every pair of neighbouring signs (2文字組) of an already folded text, in order."""
    return [text[place : place + 2] for place in range(len(text) - 1)]


def index_tokens(text: str) -> list[str]:
    """Return the tokens (索引語) under which a text is found: no token twice."""
    folded = _fold(text)
    tokens: dict[str, None] = {}
    for key in (folded, _fold_okurigana(folded)):
        joined = key.replace(" ", "")
        tokens.update(dict.fromkeys(joined))
        tokens.update(dict.fromkeys(bigrams(joined)))
    return list(tokens)


def query_tokens(query: str) -> list[str]:
    """Return the tokens that a text must all have (検索条件) to answer a query.

    A word of one sign asks for that sign, a longer one for its bigrams. Of a query longer than
    200 characters the rest is left out.
    """
    tokens: dict[str, None] = {}
    for word in search_key(query[:_LONGEST_QUERY]).split():
        tokens.update(dict.fromkeys(bigrams(word) if len(word) > 1 else [word]))
    return list(tokens)


def _fold(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text.translate(_VARIATION_SELECTORS))
    folded = composed.casefold().translate(_FOLDS).translate(_SMALL_KE)
    return _NOT_A_WORD.sub(" ", folded).strip()


def _fold_okurigana(folded: str) -> str:
    return OKURIGANA_VARIANTS.sub(lambda found: _STEM_ONLY.sub("", found.group()), folded)


_STEM_ONLY = re.compile(r"[ァ-ヺ]")
