"""Finding a procedure by what people call it (手続きの検索の規則). No Django, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tsunagaru.kernel.text import bigrams, search_key

IN_NAME, IN_KEYWORDS, IN_TEXT = 8, 4, 1
NEAR = 0.55
LONGEST_QUERY = 100


@dataclass(frozen=True)
class Entry:
    """What a procedure can be found by (索引).

    Args:
        code: code of the procedure.
        names: its name in every language.
        keywords: words and spellings people use for it.
        texts: sentences about it.
    """

    code: str
    names: tuple[str, ...]
    keywords: tuple[str, ...]
    texts: tuple[str, ...]


def rank(entries: Iterable[Entry], query: str) -> Sequence[str]:
    """Return the codes of the procedures that answer a query, best first (検索).

    Every word of the query must occur; when nothing has them all, what resembles the query by
    its pairs of signs (2文字組) is returned, so that a slip of the finger still finds something.
    """
    entries = list(entries)
    words = search_key(query[:LONGEST_QUERY]).split()
    if not words:
        return []
    scored = [(_score(entry, words), entry.code) for entry in entries]
    if not any(score for score, _ in scored):
        scored = [(_likeness(entry, "".join(words)), entry.code) for entry in entries]
    found = sorted(((-score, code) for score, code in scored if score))
    return [code for _, code in found]


def _score(entry: Entry, words: Sequence[str]) -> float:
    places = (
        (IN_NAME, _keys(entry.names)),
        (IN_KEYWORDS, _keys(entry.keywords)),
        (IN_TEXT, _keys(entry.texts)),
    )
    total = 0.0
    for word in words:
        weights = [weight for weight, keys in places if any(word in key for key in keys)]
        # Somebody may type more than the keyword: 「犬を飼った」 holds 「犬」.
        inside = [k for k in _keys(entry.keywords) if len(k) > 1 and k in word]
        if not weights and not inside:
            return 0.0
        total += max(weights, default=IN_KEYWORDS / 2)
    return total


def _likeness(entry: Entry, query: str) -> float:
    wanted = set(bigrams(query))
    if not wanted:
        return 0.0
    best = 0.0
    for key in (*_keys(entry.names), *_keys(entry.keywords)):
        pairs = set(bigrams(key.replace(" ", "")))
        if pairs:
            best = max(best, 2 * len(wanted & pairs) / (len(wanted) + len(pairs)))
    return best if best >= NEAR else 0.0


def _keys(texts: Iterable[str]) -> list[str]:
    return [search_key(text) for text in texts if text]
