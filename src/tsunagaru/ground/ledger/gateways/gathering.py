"""Rollups that wait for the end of a block (集計の後書き), and go where their events go.

What an event adds is handed to the connection as something to do at the commit. The connection
forgets that by itself when the savepoint it belongs to is rolled back; so what is left at the end
of the block belongs to events that stand.
"""

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

RollupKey = tuple[date, str, str, str, str, int]
RollupSums = Mapping[RollupKey, tuple[int, int]]

gathering: ContextVar[bool] = ContextVar("gathering", default=False)


@dataclass(frozen=True, slots=True)
class _Waiting:
    sums: RollupSums

    def __call__(self) -> None:
        """Do nothing: it is written before the commit, not after it."""


def keep(sums: RollupSums) -> None:
    """Let sums wait for the end of the block."""
    transaction.on_commit(_Waiting(sums))


def take() -> RollupSums:
    """Return what waited and still stands, summed, and let it wait no more."""
    hooks = connection.run_on_commit
    connection.run_on_commit = [one for one in hooks if not isinstance(one[1], _Waiting)]
    return added(one[1].sums for one in hooks if isinstance(one[1], _Waiting))


def added(many: Iterator[RollupSums]) -> RollupSums:
    """Add sums up, so that each row is written once."""
    found: dict[RollupKey, tuple[int, int]] = {}
    for sums in many:
        for key, (n, total) in sums.items():
            was_n, was_total = found.get(key, (0, 0))
            found[key] = (was_n + n, was_total + total)
    return found
