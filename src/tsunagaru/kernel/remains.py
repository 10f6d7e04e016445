"""What a package holds of another's records (他の記録から写したもの)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Remains:
    """What a package holds of another's records (他の記録から写したもの), emptied with them.

    Args:
        kind: of the subject, such as "application".
        empty: told the subject's id and the time; empties what is held of it, and returns a mark
            without people for each thing, for the record of the disposal.
    """

    kind: str
    empty: Callable[[UUID, datetime], Sequence[str]]
