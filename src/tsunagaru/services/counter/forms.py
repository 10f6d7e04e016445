"""What is sent to the counter (窓口の入力)."""

import unicodedata

LONGEST = 20


def read_number(text: str) -> str:
    """Return the number of a booking as it was typed, in half width; ``12`` is ``000012``."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).strip()
    return plain.zfill(6) if plain.isdecimal() else plain
