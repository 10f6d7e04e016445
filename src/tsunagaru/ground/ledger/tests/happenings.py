"""Events of the tests (試験用の出来事)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from tsunagaru.kernel.events import Event, measure

MORNING = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Happening(Event, name="ledger.happened"):
    """Something with every sort of fact (試験)."""

    outcome: str = "ok"
    case: UUID | None = None
    yen: int = measure()
    hours: float = measure()
    days: int = measure(histogram=True)


def happened(**facts):
    """Return an event, changed as asked."""
    values = {"at": MORNING, "subject": uuid4(), "yen": 0, "hours": 0.0, "days": 0}
    return Happening(**{**values, **facts})
