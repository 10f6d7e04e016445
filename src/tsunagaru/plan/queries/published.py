"""Which figures come from published tables, and which of them are due (公表された表の参照)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse

from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.kernel.desk import WorkItem
from tsunagaru.plan.definitions.indicators import PublishedTable
from tsunagaru.plan.models import ExternalFigure, PlannedSource
from tsunagaru.plan.rules.published import Place

ENTERS = (Role.DX_OFFICE, Role.CIO)
"""Who enters figures from outside (外部の統計を入力する人)."""


@dataclass(frozen=True)
class Source:
    """A figure that stands in a published table (表から取り込む統計)."""

    name: str
    description: str
    table: PublishedTable

    @property
    def place(self) -> Place:
        """Return where the figure stands, as the rules see it."""
        return Place(self.table.where, self.table.value)


def sources() -> list[Source]:
    """Return the figures that are taken from tables, in the town folder's order."""
    rows = PlannedSource.objects.filter(kind="ext")
    return [
        Source(row.name, row.shape["description"], PublishedTable.model_validate(table))
        for row in rows
        if (table := row.shape.get("table"))
    ]


def source(name: str) -> Source | None:
    """Return one of them, or None."""
    return next((one for one in sources() if one.name == name), None)


def items(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the figures of last month that should be published by now (取り込みの時期)."""
    if not actor.has(*ENTERS):
        return []
    today, section = day_of(at), min(actor.sections(*ENTERS), default="")
    due = [one for one in sources() if _expected(one.table, today)]
    return [_item(one, today, section) for one in due if not _is_there(one, today)]


def _expected(table: PublishedTable, today: date) -> bool:
    return table.monthly_by is not None and today.day >= table.monthly_by


def _is_there(one: Source, today: date) -> bool:
    since = _month_before(today)
    return ExternalFigure.objects.filter(name=one.name, on__gte=since).exists()


def _month_before(today: date) -> date:
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def _item(one: Source, today: date, section: str) -> WorkItem:
    month = _month_before(today).month
    since = today.replace(day=one.table.monthly_by or 1)
    return WorkItem(
        title=f"統計の取り込み：{one.table.title}（{month}月分）",
        url=f"{reverse('plan:bring_in')}?name={one.name}",
        state="未入力",
        received_at=datetime.combine(since, time(0), JST),
        section=section,
    )
