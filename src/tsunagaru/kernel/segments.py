"""Facts by which residents are chosen for a message (配信対象の条件)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SegmentFact:
    """Something by which residents can be chosen for a message (配信対象の条件).

    Args:
        values: code and Japanese words of each value.
        residents: told some of the codes, returns a query set of residents' ids.
    """

    name: str
    title: str
    values: Callable[[], Sequence[tuple[str, str]]]
    residents: Callable[[Sequence[str]], Any]
