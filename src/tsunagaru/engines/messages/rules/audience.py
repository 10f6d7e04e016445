"""Whom a broadcast is for (配信の対象): a rule as data, and what may be said of its size."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

FEWEST = 5  # below this, a count could point at a person


@dataclass(frozen=True)
class Audience:
    """A rule that chooses subscribers (対象の条件): each part narrows it, an empty one does not.

    Args:
        topics: interested in any of these.
        districts: living in any of these.
        facts: for each name, any of the values that a package offers of residents.
        ways: on how many channels each person is reached at once; 2 for alerts.
        silent: on every address that works, those to whom these broadcasts went and who have not
            answered any of them; nothing else narrows or widens that.
        follows: exactly those to whom these broadcasts went, on the same addresses; nothing else
            narrows or widens that.
        only: ids of subscribers; exactly these, at the address each prefers.
    """

    topics: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ways: int = 1
    follows: tuple[int, ...] = ()
    silent: tuple[int, ...] = ()
    only: tuple[str, ...] = ()

    @property
    def is_segmented(self) -> bool:
        """Tell whether anybody is left out (相手を選んだ配信)."""
        chosen = (self.topics, self.districts, self.facts, self.follows, self.silent, self.only)
        return any(chosen)


def written(audience: Audience) -> dict[str, Any]:
    """Return the rule as JSON-able data."""
    return {**asdict(audience), "facts": {name: list(values) for name, values in audience.facts}}


def read(data: Mapping[str, Any]) -> Audience:
    """Read a rule written by ``written``."""
    return Audience(
        topics=tuple(data.get("topics", ())),
        districts=tuple(data.get("districts", ())),
        facts=tuple((name, tuple(values)) for name, values in data.get("facts", {}).items()),
        ways=int(data.get("ways", 1)),
        follows=tuple(data.get("follows", ())),
        silent=tuple(data.get("silent", ())),
        only=tuple(data.get("only", ())),
    )


def shown(count: int) -> int | None:
    """Return a count that may be shown, or None where it is too small (人数の下限)."""
    return count if count == 0 or count >= FEWEST else None
