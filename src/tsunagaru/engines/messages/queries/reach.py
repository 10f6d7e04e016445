"""Whom a broadcast would reach (届く人数): counts that point at nobody."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from tsunagaru.engines.messages.gateways.fanning import addressed
from tsunagaru.engines.messages.gateways.resting import without_weary
from tsunagaru.engines.messages.models import Broadcast
from tsunagaru.engines.messages.models.broadcasts import Lane
from tsunagaru.engines.messages.queries.on_paper import wants_paper
from tsunagaru.engines.messages.queries.ways import KINDS
from tsunagaru.engines.messages.rules.audience import FEWEST, read, shown

FEW = f"{FEWEST}人未満"


@dataclass(frozen=True)
class Reach:
    """How many a text would reach (届く人数), in words.

    Args:
        people: how many persons.
        ways: a name and how many for each channel.
        weary: left out because they got the day's newsletters; empty where nobody is.
    """

    people: str
    ways: tuple[tuple[str, str], ...]
    weary: str


def reach_of(row: Broadcast, at: datetime) -> Reach:
    """Return how many a draft would reach if it left now (届く人数)."""
    everybody = addressed(read(row.audience))
    rows = without_weary(everybody, row.lane, at)
    people = _persons(rows)
    by_kind = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    by_kind["paper"] = wants_paper(read(row.audience)).count() if row.lane > Lane.SAFETY else 0
    left_out = _persons(everybody) - people
    return Reach(
        people=in_words(people),
        ways=tuple((KINDS[kind], in_words(by_kind.get(kind, 0))) for kind in KINDS if kind),
        weary=in_words(left_out) if left_out else "",
    )


def _persons(rows: object) -> int:
    found: int = rows.aggregate(n=Count("subscriber", distinct=True))["n"]  # type: ignore[attr-defined]  # a query set
    return found


def in_words(count: int) -> str:
    """Return a count as it may be shown (人数の表示)."""
    return FEW if shown(count) is None else f"{count:,}人"
