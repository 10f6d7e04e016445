"""A button pressed twice decides once (決定の連打)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from tsunagaru.engines.cases.models import Decision
from tsunagaru.engines.cases.rules import CannotMove
from tsunagaru.engines.cases.services.handling import decide
from tsunagaru.kernel.access import Actor


def decide_once(case: UUID, how: Mapping[str, str], *, by: Actor, at: datetime) -> None:
    """Decide a case; the same from the same person once more changes nothing, and is no error.

    Args:
        how: outcome, label, reason and despite, as ``decide`` takes them.

    Raises:
        CannotMove: it was decided in another way, or by somebody else, meanwhile.
        Everything else that ``decide`` raises.

    Publishes:
        As ``decide`` does
    """
    try:
        decide(case, **how, by=by, at=at)
    except CannotMove:
        row = Decision.objects.filter(case=case, outcome=how["outcome"], by=by.staff).first()
        if row is None or row.reason != how["reason"]:
            raise
