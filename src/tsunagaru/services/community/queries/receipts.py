"""Who has got a circular (受領の状況): counts by district, and household by household."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Circular, Delivery
from tsunagaru.services.community.queries.addressees import addressees
from tsunagaru.services.community.queries.setups import group_names, in_order


@dataclass(frozen=True)
class Received:
    """How a circular stands in one district (受領の状況)."""

    code: str
    name: str
    households: int
    on_paper: int
    opened: int
    confirmed: int
    paper_done: int
    reached: int

    @property
    def share(self) -> int:
        """Return the share of households it reached, in percent."""
        return round(100 * self.reached / self.households) if self.households else 0


def received(row: Circular) -> Sequence[Received]:
    """Return how a circular stands by district, in the folder's order (受領の状況)."""
    rows = row.deliveries.filter(left_at=None).order_by().values("district")
    counted = rows.annotate(
        households=Count("pk"),
        on_paper=Count("pk", filter=Q(on_paper=True)),
        opened=Count("pk", filter=Q(opened_at__isnull=False)),
        confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
        paper_done=Count("pk", filter=Q(paper_at__isnull=False)),
        reached=Count("pk", filter=Q(way__in=("online", "paper"))),
    )
    found = {one["district"]: _figures(one) for one in counted}
    return [Received(code=code, name=name, **found[code]) for code, name in in_order(found).items()]


def _figures(row: Mapping[str, Any]) -> dict[str, int]:
    return {name: int(value) for name, value in row.items() if name != "district"}


@dataclass(frozen=True)
class HouseholdRow:
    """One household of the receipts (世帯ごとの受領)."""

    household: UUID
    name: str
    address: str
    group: str
    delivery: Delivery


def households(row: Circular, district: str, *, at: datetime) -> Sequence[HouseholdRow]:
    """Return the households of a district with their receipts, by group and place (世帯ごと)."""
    rows = list(row.deliveries.filter(district=district).order_by("group", "pk"))
    heads, names = addressees([one.household for one in rows], day_of(at)), group_names()
    found = [
        HouseholdRow(
            household=one.household,
            name=heads[one.household].family or "（転出など）",
            address=heads[one.household].place,
            group=names.get(one.group, "組未定"),
            delivery=one,
        )
        for one in rows
    ]
    return sorted(found, key=lambda one: (one.delivery.group == "", one.group, one.address))
