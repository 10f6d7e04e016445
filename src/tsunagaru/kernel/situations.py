"""What packages count for a report on a disaster (被害状況報告の数字), such as shelters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Figure:
    """One line of the report (報告の行), such as 「開設中の避難所」 and 「3か所」.

    Args:
        label, value: in Japanese; nobody's name.
    """

    label: str
    value: str


@dataclass(frozen=True)
class SituationPart:
    """A package's part of the report on a disaster (被害状況報告の一部).

    Args:
        order: parts stand in this order; 10 alerts, 20 safety, 30 shelters, 40 damage.
        read: told the moment, and whether it is a drill; a drill's figures are a drill's only.
    """

    name: str
    title: str
    order: int
    read: Callable[[datetime, bool], Sequence[Figure]]
