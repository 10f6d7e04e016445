"""When a household gets its circulars on paper (紙の回覧の規則).

Paper is the rule. It stops only for a household that asked for it and in which somebody who lives
there is a confirmed reader; it comes back by itself when reading stops.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class Wish(StrEnum):
    """What a household asked for (受取り方の希望)."""

    PAPER = "paper"
    DIGITAL = "digital"
    BOTH = "both"


WISH_NAMES = {
    Wish.PAPER: "紙で受け取る",
    Wish.DIGITAL: "スマートフォンなどで読み、紙は受け取らない",
    Wish.BOTH: "スマートフォンなどで読み、紙も受け取る",
}


@dataclass(frozen=True)
class PaperRule:
    """What the town decides (町の決まり).

    Args:
        missed: after so many circulars in a row that nobody had read by their deadline, paper
            comes again.
        opened: who opened so many circulars is a confirmed reader, also without the trial.
    """

    missed: int = 2
    opened: int = 2


@dataclass(frozen=True)
class Reading:
    """How a household stands (世帯の受取り方).

    Args:
        readers: residents of the household who are known to read.
        opened: how many circulars each other resident opened since paper last came back.
        missed: circulars in a row that nobody had read in time.
    """

    wish: Wish = Wish.PAPER
    readers: frozenset[UUID] = frozenset()
    opened: Mapping[UUID, int] = field(default_factory=lambda: MappingProxyType({}))
    missed: int = 0

    @property
    def on_paper(self) -> bool:
        """Tell whether the household gets paper (紙で届ける)."""
        return self.wish is not Wish.DIGITAL or not self.readers


def choose(reading: Reading, wish: Wish) -> Reading:
    """Return how a household stands after it asked for something else (希望を変える)."""
    return replace(reading, wish=wish, missed=0)


def confirm(reading: Reading, reader: UUID) -> Reading:
    """Return how it stands after somebody confirmed the trial (ためしの回覧を確認した)."""
    opened = {one: n for one, n in reading.opened.items() if one != reader}
    return replace(reading, readers=reading.readers | {reader}, opened=opened, missed=0)


def open_one(reading: Reading, reader: UUID, rule: PaperRule) -> Reading:
    """Return how it stands after somebody opened a circular for the first time (読んだ)."""
    if reader in reading.readers:
        return replace(reading, missed=0)
    times = reading.opened.get(reader, 0) + 1
    if times >= rule.opened:
        return confirm(reading, reader)
    return replace(reading, opened={**reading.opened, reader: times}, missed=0)


def miss(reading: Reading, rule: PaperRule) -> Reading:
    """Return how it stands after a deadline passed and nobody had read (読まれなかった).

    Whose paper comes back has to confirm anew before it stops again.
    """
    if reading.on_paper:
        return reading
    if reading.missed + 1 < rule.missed:
        return replace(reading, missed=reading.missed + 1)
    return replace(reading, readers=frozenset(), opened={}, missed=0)


def stay(reading: Reading, living: Iterable[UUID]) -> Reading:
    """Return how it stands with those who live there now; others read for it no more (転出など)."""
    there = frozenset(living)
    opened = {one: n for one, n in reading.opened.items() if one in there}
    return replace(reading, readers=reading.readers & there, opened=opened)
