"""Reads of supplies (物資の参照)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from tsunagaru.services.shelters.models import Opening, SupplyMove, SupplyRequest
from tsunagaru.services.shelters.queries.sites import setup
from tsunagaru.services.shelters.rules.supplies import (
    ACT_NAMES,
    OF_HEADQUARTERS,
    REQUESTS,
    RequestState,
)

LATEST = 20
WAITING = (RequestState.ASKED, RequestState.ACCEPTED, RequestState.SENT)


@dataclass(frozen=True)
class StockView:
    """How much of a thing is there (在庫)."""

    name: str
    unit: str
    quantity: int


@dataclass(frozen=True)
class RequestView:
    """A request with what an actor can do (要請)."""

    row: SupplyRequest
    name: str
    acts: tuple[tuple[str, str], ...]

    @property
    def answers(self) -> bool:
        """Tell whether headquarters may add a word (一言)."""
        return any(act in OF_HEADQUARTERS for act, _ in self.acts)


def stocks(row: Opening) -> list[StockView]:
    """Return what a shelter has of each thing the town keeps (在庫の一覧)."""
    there = dict(row.stocks.values_list("item", "quantity"))
    known = setup()
    listed = known.supplies if known else ()
    return [StockView(one.name, one.unit, there.get(one.code, 0)) for one in listed]


def names() -> Mapping[str, str]:
    """Return the name of each thing by its code."""
    known = setup()
    return {one.code: one.name for one in (known.supplies if known else ())}


def moves(row: Opening) -> list[tuple[SupplyMove, str]]:
    """Return what came and went lately, with its name (最近の入出庫)."""
    named = names()
    return [(one, named.get(one.item, one.item)) for one in row.moves.all()[:LATEST]]


def requests(rows: QuerySet[SupplyRequest], *, leads: bool, runs: bool) -> list[RequestView]:
    """Return requests with what can be done.

    Args:
        leads: the actor is at headquarters; ``runs``: at the shelter.
    """
    named = names()
    return [
        RequestView(one, named.get(one.item, one.item), _acts(one, leads=leads, runs=runs))
        for one in rows.select_related("opening__site", "opening__run")
    ]


def _acts(row: SupplyRequest, *, leads: bool, runs: bool) -> tuple[tuple[str, str], ...]:
    allowed = REQUESTS.allowed(RequestState(row.state))
    mine = [one for one in ACT_NAMES if one in allowed]
    return tuple(
        (one.value, ACT_NAMES[one]) for one in mine if (leads if one in OF_HEADQUARTERS else runs)
    )


def waiting() -> QuerySet[SupplyRequest]:
    """Return what is asked for and not yet there, oldest first (終わっていない要請)."""
    return SupplyRequest.objects.filter(state__in=WAITING).order_by("asked_at", "pk")
