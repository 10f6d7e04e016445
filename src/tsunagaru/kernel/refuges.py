"""Where people can go in a disaster (開いている避難所), for those who write alerts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Refuge:
    """A shelter that takes people in now (受入れ中の避難所).

    Args:
        names: by language: ``ja``, ``easy`` and ``en``.
        address_en: in Roman letters; empty where unknown.
        hazards: what it is fit for, by the codes of the town folder, such as ``flood``.
    """

    names: Mapping[str, str]
    address_en: str
    hazards: Collection[str]


class Refuges(Protocol):
    """Told districts, says which shelters take in their people; none is the whole town."""

    def __call__(self, districts: Collection[str]) -> Sequence[Refuge]:
        """Return them, never those of a drill."""
        ...
