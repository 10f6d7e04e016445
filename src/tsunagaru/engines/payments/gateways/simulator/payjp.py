"""The PAY.JP-style side of the simulated provider (模擬のカード決済)."""

import hmac
import uuid
from typing import Any

from aiohttp import web

from tsunagaru.engines.payments.gateways.simulator.desk import DESK, Desk, Handler, badly
from tsunagaru.engines.payments.gateways.simulator.store import Paid

NAME = "payjp"
STATES = {"open": "open", "paid": "complete", "cancelled": "canceled", "expired": "expired"}


def keyed(handler: Handler) -> Handler:
    """Let in who holds the contract's key."""

    async def check(request: web.Request) -> web.StreamResponse:
        wanted = f"Bearer {request.app[DESK].contracts[NAME].key}"
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), wanted.encode()):
            return web.json_response({"code": "unauthorized"}, status=401)
        return await handler(request)

    return check


def _session(desk: Desk, paid: Paid) -> dict[str, Any]:
    return {
        "id": paid.id,
        "url": f"{desk.base}/hosted/{paid.id}",
        "status": STATES[paid.state],
        "amount": paid.captured or paid.amount,
        "payment": paid.id if paid.state == "paid" else None,
        "client_reference_id": paid.merchant,
    }


async def create(request: web.Request) -> web.StreamResponse:
    """Open a checkout; the same idempotency key brings the same one, if nothing differs."""
    desk, content = request.app[DESK], await request.json()
    merchant, amount = str(content.get("client_reference_id", "")), content.get("amount")
    if request.headers.get("Idempotency-Key") != merchant or not isinstance(amount, int):
        return web.json_response({"code": "invalid_request"}, status=400)
    fresh = Paid(
        NAME,
        merchant,
        f"cs_{uuid.uuid4().hex}",
        amount,
        0,
        "open",
        str(content.get("description", "")),
        str(content.get("success_url", "")),
        "",
    )
    made = desk.store.open(fresh) or desk.store.find(provider=NAME, merchant=merchant)
    if made is None or made.amount != amount:
        return web.json_response({"code": "idempotency_key_in_use"}, status=409)
    return web.json_response(_session(desk, made))


async def look_up(request: web.Request) -> web.StreamResponse:
    """List the checkout of a merchant's number."""
    desk = request.app[DESK]
    merchant = request.query.get("client_reference_id", "")
    found = desk.store.find(provider=NAME, merchant=merchant)
    return web.json_response({"data": [_session(desk, found)] if found else []})


async def expire(request: web.Request) -> web.StreamResponse:
    """Close a checkout that is not paid."""
    desk = request.app[DESK]
    paid = desk.store.find(id=request.match_info["id"])
    if paid is None or paid.state == "paid":
        return web.json_response({"code": "invalid_status"}, status=400)
    desk.store.move(paid.id, "expired")
    return web.json_response(_session(desk, paid))


async def refund(request: web.Request) -> web.StreamResponse:
    """Give money back, once per idempotency key."""
    desk, content = request.app[DESK], await request.json()
    paid = desk.store.find(id=str(content.get("payment", "")))
    merchant, amount = request.headers.get("Idempotency-Key", ""), int(content.get("amount", 0))
    if paid is None or paid.state != "paid" or not merchant or amount < 1:
        return web.json_response({"code": "invalid_request"}, status=400)
    known = desk.store.find_refund(NAME, merchant)
    if known is None and desk.store.refunded(paid.id) + amount > paid.captured:
        return web.json_response({"code": "over_refund"}, status=400)
    id, yen, _ = desk.store.refund(paid, merchant, amount, desk.today)
    return web.json_response({"id": id, "amount": yen, "status": "succeeded"})


ROUTES = [
    web.post("/v2/checkout/sessions", badly(keyed(create))),
    web.get("/v2/checkout/sessions", badly(keyed(look_up))),
    web.post("/v2/checkout/sessions/{id}/expire", badly(keyed(expire))),
    web.post("/v2/payment_refunds", badly(keyed(refund))),
]
