"""Snippets (抜粋): the place in a text where the words stand, cut into marked and plain pieces."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tsunagaru.kernel.text import search_key

LOOKED_AT = 6000
BEFORE, AFTER = 30, 90
_NOTHING = "\0"
_KATAKANA = re.compile("[ァ-ヺ]")


class _Folds(dict[int, str]):
    """The folded sign of each character, one for one, worked out when it first occurs."""

    def __missing__(self, code: int) -> str:
        folded = search_key(chr(code))
        sign = self[code] = folded[0] if folded else _NOTHING
        return sign


_folds = _Folds()


@dataclass(frozen=True)
class Piece:
    """A run of text, marked or not."""

    text: str
    marked: bool = False


def cut(text: str, words: Iterable[str]) -> list[Piece]:
    """Return the part of a text around the first word found, with every word in it marked.

    Args:
        text: as it was written.
        words: folded, as in ``Question.words``.
    """
    flat = re.sub(r"\s+", " ", text[:LOOKED_AT]).strip()
    places = sorted(_places(flat.translate(_folds), list(words)))
    start = max(0, places[0][0] - BEFORE) if places else 0
    end = min(len(flat), (places[0][1] if places else 0) + AFTER)
    pieces = [Piece("…")] if start else []
    pieces += _pieces(flat, start, end, places)
    return pieces + ([Piece("…")] if end < len(flat) or len(text) > LOOKED_AT else [])


def _places(folded: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where words stand; where none does as it is, also across 送り仮名."""
    for word in words:
        exact = re.compile(f"{_NOTHING}*".join(map(re.escape, word)))
        found = [match.span() for match in exact.finditer(folded)]
        if not found:
            found = [match.span() for match in _loose(word).finditer(folded)]
        yield from found


def _loose(word: str) -> re.Pattern[str]:
    """Return a pattern that lets 送り仮名 stand after each sign that is not itself one of them.

    Were they let in between kana as well, long runs of kana could be matched in too many ways.
    """
    gaps = (
        f"{_NOTHING}*" if _KATAKANA.match(sign) else f"[{_NOTHING}ァ-ヺ]{{0,2}}" for sign in word
    )
    inner = (re.escape(sign) + gap for sign, gap in zip(word[:-1], gaps, strict=False))
    return re.compile("".join(inner) + re.escape(word[-1:]))


def _pieces(text: str, start: int, end: int, places: list[tuple[int, int]]) -> Iterator[Piece]:
    done = start
    for first, last in places:
        first, last = max(first, done), min(last, end)  # noqa: PLW2901 - clipped to the window
        if first < last:
            if done < first:
                yield Piece(text[done:first])
            yield Piece(text[first:last], marked=True)
            done = last
    if done < end:
        yield Piece(text[done:end])
