"""What a word without quotes is in YAML 1.2 (値の種類): ``no`` is a word, ``true`` is a truth."""

import math
import re

TRUTH = re.compile(r"true|True|TRUE|false|False|FALSE")
NOTHING = re.compile(r"~|null|Null|NULL|")
WHOLE = re.compile(r"[-+]?(0b[01_]+|0o?[0-7_]+|[0-9][0-9_]*|0x[0-9a-fA-F_]+)")
BROKEN = re.compile(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*([eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
    r"|[-+]?\.[0-9_]+([eE][-+][0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
STARTS_A_NUMBER = frozenset("-+.0123456789")
WORDS = {"null": NOTHING, "bool": TRUTH}
NUMBERS = {"int": WHOLE, "float": BROKEN}


def kind_of(text: str) -> str:
    """Return ``str``, ``bool``, ``null``, ``int`` or ``float`` for a word without quotes."""
    shapes = NUMBERS if text and text[0] in STARTS_A_NUMBER else WORDS
    return next((kind for kind, shape in shapes.items() if shape.fullmatch(text)), "str")


def number(kind: str, text: str) -> int | float | None:
    """Return a finite number, or None where the text is none."""
    try:
        value = _whole(text) if kind == "int" else float(text.replace("_", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _whole(text: str) -> int:
    base = {"0x": 16, "0o": 8}.get(text[:2].lower(), 10)
    return int(text, base)
