"""What plan and services tell one another about initiatives (取組), without knowing each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class InitiativeName:
    """An initiative of the plan as others name it (取組の名前).

    Args:
        title: a phrase, to be said in the reader's language.
        url: of its public page.
    """

    number: int
    title: str
    url: str

    @property
    def code(self) -> str:
        """Return the number as the plan writes it, such as ``05``."""
        return f"{self.number:02}"


@dataclass(frozen=True)
class Voice:
    """Something people said or may say about an initiative (取組への声): one line with its page.

    Args:
        note: how it stands, in the reader's language.
    """

    title: str
    url: str
    note: str = ""


Names = Callable[[], Sequence[InitiativeName]]
Voices = Callable[[int, str], Sequence[Voice]]
"""Told an initiative's number and a language, returns what there is to read about it."""
