"""Who was granted what, for messages about this matter (決定を受けた人)."""

from collections.abc import Sequence
from uuid import UUID

from tsunagaru.engines.applications.definitions.shapes import GRANTED
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.procedures import procedures
from tsunagaru.kernel.segments import SegmentFact


def _values() -> Sequence[tuple[str, str]]:
    """Return the procedures whose holders the town may write to, by what they are called."""
    return [(one.code, one.holders) for one in procedures() if one.holders]


def _residents(codes: Sequence[str]) -> Sequence[UUID]:
    named = [code for code, _ in _values() if code in codes]
    rows = Application.objects.filter(procedure__in=named, outcome=GRANTED)
    found = rows.exclude(resident=None).values_list("resident", flat=True)
    return list(found.distinct())


HOLDERS = SegmentFact("granted", "手続きで決まった人", _values, _residents)
