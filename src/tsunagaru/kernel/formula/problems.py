"""What is wrong in a formula (式の誤り)."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake (誤り).

    Args:
        column: place in the formula's text, from 1.
        ja: what is wrong and what to do, in plain Japanese.
        en: the same in English.
    """

    column: int
    ja: str
    en: str

    def __str__(self) -> str:
        return f"{self.column}文字目: {self.ja} ({self.en})"
