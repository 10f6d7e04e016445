"""Characters on paper (文字): what is taken out, what is missing, what stands in for it."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

GETA = "〓"  # the printer's mark for a character that is not at hand (下駄)
_SELECTORS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
_BLANKS = frozenset("\n \u3000\u00a0")
_KANA_WITH_MARK = re.compile("[\u3041-\u30ff][\u3099\u309a]")


class Glyphs(Protocol):
    """What the fonts at hand can set."""

    def has(self, sign: str) -> bool:
        """Tell whether a character has a glyph."""
        ...

    def has_variant(self, sign: str, selector: str) -> bool:
        """Tell whether a character has this very variant (異体字)."""
        ...


def is_selector(sign: str) -> bool:
    """Tell whether a character selects a variant of the one before it (異体字セレクタ)."""
    return any(low <= ord(sign) <= high for low, high in _SELECTORS)


def texts_of(data: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    """Yield every text in a JSON value (文字列)."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for item in data.values():
            yield from texts_of(item)
    elif isinstance(data, list | tuple):
        for item in data:
            yield from texts_of(item)


def map_texts(data: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - any JSON value
    """Return a JSON value with every text changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: map_texts(item, change) for key, item in data.items()}
    if isinstance(data, list | tuple):
        return [map_texts(item, change) for item in data]
    return data


def clean(text: str) -> str:
    """Return a text without what paper cannot carry (整形).

    Controls, direction marks and other invisible characters go; a tab becomes a space; a kana and
    its separate voicing mark (as a Mac writes them) become one. Kanji are never normalised: that
    would swap variants of names.
    """
    joined = _KANA_WITH_MARK.sub(lambda m: unicodedata.normalize("NFC", m[0]), text)
    lines = joined.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in lines if sign == "\n" or not _is_invisible(sign))


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def missing_in(texts: Iterable[str], glyphs: Glyphs, *, exact: bool) -> set[str]:
    """Return the characters the fonts cannot set (表示できない文字).

    Args:
        texts: cleaned texts.
        glyphs: what the fonts can set.
        exact: a variant that the fonts lack counts as missing, with its selector; else its base
            character will do.
    """
    found: set[str] = set()
    for text in texts:
        before = ""
        for sign in text:
            if is_selector(sign):
                if exact and before and not glyphs.has_variant(before, sign):
                    found.add(before + sign)
            elif sign not in _BLANKS and not glyphs.has(sign):
                found.add(sign)
            before = sign
    return found


def stand_in(text: str, glyphs: Glyphs) -> str:
    """Return a text with 〓 for every character the fonts cannot set (下駄を履かせる)."""
    kept: list[str] = []
    for sign in text:
        if is_selector(sign) and kept and kept[-1] == GETA:
            continue
        known = is_selector(sign) or sign in _BLANKS or glyphs.has(sign)
        kept.append(sign if known else GETA)
    return "".join(kept)
