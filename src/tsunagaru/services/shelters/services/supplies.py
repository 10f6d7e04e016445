"""Supplies of a shelter (物資): stock and requests to headquarters."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.shelters.events import SupplyMoved, SupplyRequested, SupplyRequestMoved
from tsunagaru.services.shelters.models import Opening, Stock, SupplyMove, SupplyRequest
from tsunagaru.services.shelters.queries import sites
from tsunagaru.services.shelters.rules.supplies import (
    OF_HEADQUARTERS,
    REQUESTS,
    MoveKind,
    RequestAct,
    RequestState,
    after,
)
from tsunagaru.services.shelters.services.opening import codes

MINUTE_S = 60


class CannotRequest(Exception):
    """The town has no such thing, or it is another's part (要請できません)."""


@dataclass(frozen=True)
class Moving:
    """What came, went or was counted (入出庫).

    Args:
        key: comes with the form, so that a form sent twice counts once.
    """

    item: str
    kind: MoveKind
    quantity: int
    key: UUID
    reason: str = ""


@transaction.atomic
def move_supply(opening: UUID, what: Moving, *, by: Actor, at: datetime) -> int:
    """Change a stock and return what is left (入出庫).

    Raises:
        CannotTakeOut: there is less; a count with its reason corrects the stock first.
        CannotCount: a count without a reason.
        CannotRequest: the town keeps no such thing.

    Publishes:
        SupplyMoved
    """
    _must_know(what.item)
    row = _locked(opening)
    again = SupplyMove.objects.filter(pk=what.key).first()
    if again is not None:
        return again.left
    stocks = Stock.objects.select_for_update(no_key=True)
    stock, _ = stocks.get_or_create(opening=row, item=what.item)
    stock.quantity = after(stock.quantity, what.kind, what.quantity, what.reason)
    stock.save(update_fields=["quantity"])
    made = SupplyMove.objects.create(
        pk=what.key,
        opening=row,
        item=what.item,
        kind=what.kind,
        quantity=what.quantity,
        left=stock.quantity,
        reason=what.reason,
        by=by.staff,
        at=at,
    )
    told = codes(row) | {"item": what.item, "kind": what.kind.value, "quantity": what.quantity}
    publish(SupplyMoved(at=at, subject=made.pk, **told))
    if what.kind is MoveKind.COUNT:
        audit(actor=by, action="shelter.supply_counted", subject=made.pk, at=at, facts=codes(row))
    return stock.quantity


def _locked(opening: UUID) -> Opening:
    rows = Opening.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("run").get(pk=opening)


def _must_know(item: str) -> None:
    known = sites.setup()
    if known is None or item not in {one.code for one in known.supplies}:
        raise CannotRequest


@dataclass(frozen=True)
class Wanted:
    """What a shelter asks for (要請の内容)."""

    item: str
    quantity: int
    key: UUID
    note: str = ""


@transaction.atomic
def request_supply(opening: UUID, what: Wanted, *, by: Actor, at: datetime) -> None:
    """Ask headquarters for something (要請する); a form sent twice asks once.

    Publishes:
        SupplyRequested
    """
    _must_know(what.item)
    row = _locked(opening)
    if SupplyRequest.objects.filter(pk=what.key).exists():
        return
    made = SupplyRequest.objects.create(
        pk=what.key,
        opening=row,
        item=what.item,
        quantity=what.quantity,
        note=what.note,
        state=RequestState.ASKED,
        asked_by=by.staff,
        asked_at=at,
        changed_at=at,
    )
    publish(SupplyRequested(at=at, subject=made.pk, item=what.item, **codes(row)))


@transaction.atomic
def move_request(
    request: UUID, act: RequestAct, *, by: Actor, at: datetime, answer: str = ""
) -> None:
    """Accept, send, decline, receive or withdraw a request (要請を進める).

    What is received comes into the shelter's stock in the same moment.

    Raises:
        CannotRequest: only headquarters accept, send and decline.
        CannotMoveRequest: it does not stand so.

    Publishes:
        SupplyRequestMoved; received, also SupplyMoved
    """
    row = SupplyRequest.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "opening__run"
    )
    found = row.get(pk=request)
    if act in OF_HEADQUARTERS and not sites.leads(by):
        raise CannotRequest
    found.state = REQUESTS.move(RequestState(found.state), act)
    found.changed_by, found.changed_at = by.staff, at
    found.answer = answer or found.answer
    found.save(update_fields=["state", "changed_by", "changed_at", "answer"])
    minutes = round((at - found.asked_at).total_seconds() / MINUTE_S)
    told = codes(found.opening) | {"item": found.item, "to": found.state, "minutes": minutes}
    publish(SupplyRequestMoved(at=at, subject=found.pk, **told))
    facts = {**codes(found.opening), "to": str(found.state)}
    audit(actor=by, action="shelter.supply_request_moved", subject=found.pk, at=at, facts=facts)
    if act is RequestAct.RECEIVE:
        came = Moving(found.item, MoveKind.IN, found.quantity, key=found.pk)
        move_supply(found.opening_id, came, by=by, at=at)
