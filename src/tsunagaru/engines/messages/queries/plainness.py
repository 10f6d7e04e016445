"""The words many stumble over (難しい言葉), from the package's list."""

from functools import cache
from pathlib import Path
from typing import Any

from tsunagaru.engines.messages.rules.plainness import Advice, HardWord, advise
from tsunagaru.kernel.folder import read_yaml

FILE = Path(__file__).parents[1] / "data" / "hard_words.yaml"


@cache
def hard_words() -> dict[str, HardWord]:
    """Return the hard words by their spelling, in the order of the list."""
    rows: Any = read_yaml(FILE.name, FILE.read_bytes()).data
    return {row["word"]: HardWord(**row) for row in rows}


def advice_on(text: str) -> Advice:
    """Return what could be easier in a text (読みやすさの助言)."""
    return advise(text, hard_words())
