"""An event made ready for the database (記録する1件)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from tsunagaru.ground.ledger.rules.facts import Fact, Rollups

ACCEPTED = "delivery.accepted"  # the rollup that counts deliveries, beside the table of them


class Entry(NamedTuple):
    """One event ready to be written (記録する1件).

    Args:
        due_at: when its reactions may begin at the earliest; at once when None.
    """

    id: UUID
    at: datetime
    day: date
    name: str
    subject: UUID
    facts: Mapping[str, Fact]
    rollups: Rollups
    reactions: Sequence[str]
    weight: int = 1
    corrects: UUID | None = None
    due_at: datetime | None = None
