"""What a query means (検索語の解釈): spaces are AND, quotes hold words together."""

import re
from dataclasses import dataclass
from enum import StrEnum

from tsunagaru.kernel.text import query_tokens, search_key

LONGEST_QUERY = 200
MOST_WORDS = 10
_QUOTED = re.compile(r'["“”＂「『]([^"“”＂「」『』]+)["“”＂」』]')


@dataclass(frozen=True)
class Question:
    """A query, folded (検索条件).

    Args:
        words: each must be there, anywhere in the document, by its tokens.
        phrases: each must be there as it stands, in one piece.
        tokens: everything the index is asked for; none means that nothing can be found.
    """

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    tokens: tuple[str, ...]

    @property
    def whole(self) -> str:
        """Return everything asked for in one piece."""
        return "".join(self.words)


def key_of(text: str) -> str:
    """Return the folded form in which texts are compared: without any space (検索キー)."""
    return search_key(text).replace(" ", "")


def understand(query: str) -> Question:
    """Return what a person asked for; any text is fine (解釈する)."""
    query = query[:LONGEST_QUERY]
    phrases = [key for key in map(key_of, _QUOTED.findall(query)) if key]
    loose = search_key(_QUOTED.sub(" ", query)).split()
    words = list(dict.fromkeys(phrases + loose))[:MOST_WORDS]
    tokens = dict.fromkeys(token for word in words for token in query_tokens(word))
    return Question(tuple(words), tuple(p for p in phrases if p in words), tuple(tokens))


class Mark(StrEnum):
    """What a code in the index stands for (索引の符号)."""

    SIGNS = "t"
    AUDIENCE = "a"
    KIND = "k"
    LANGUAGE = "l"


def code_of(mark: Mark, text: str) -> str:
    """Return a text in letters and digits that no database's own word rules can change."""
    return mark.value + text.encode().hex()
