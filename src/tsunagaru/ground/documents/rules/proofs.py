"""Numbers and words by which a paper is checked (確認番号と合言葉)."""

from collections.abc import Callable
from datetime import timedelta

# Neither 0/O, 1/I/L, 2/Z, 5/S, 8/B nor U/V can be mistaken for another here.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
CODE_LENGTH, WORD_LENGTH, GROUP = 16, 6, 4
TRIES, WINDOW = 10, timedelta(hours=1)

Draw = Callable[[int], int]


def draw(length: int, below: Draw) -> str:
    """Return a random text; ``below(n)`` gives a random number below n."""
    return "".join(ALPHABET[below(len(ALPHABET))] for _ in range(length))


def read(text: str) -> str:
    """Return a code or word as it is kept, however it was typed (表記のゆれ)."""
    folded = text.translate(_HALF).upper()
    return "".join(sign for sign in folded if sign in ALPHABET)


_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def shown(code: str) -> str:
    """Return a code in groups of four, as it stands on paper."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
