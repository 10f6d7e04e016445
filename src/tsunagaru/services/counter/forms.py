"""What is sent to the counter (窓口の入力)."""

import unicodedata
from uuid import UUID, uuid4

LONGEST = 20


def read_press(text: str) -> UUID:
    """Return by which a second press of the same form is known; a fresh one when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def read_number(text: str) -> str:
    """Return the number of a booking as it was typed, in half width; ``12`` is ``000012``."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).strip()
    return plain.zfill(6) if plain.isdecimal() else plain
