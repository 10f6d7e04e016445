"""The PayPay-style side of the simulated provider (模擬のコード決済)."""

import uuid
from typing import Any

from aiohttp import web

from tsunagaru.engines.payments.gateways.signing import Call, opa_holds
from tsunagaru.engines.payments.gateways.simulator.desk import DESK, Handler, badly
from tsunagaru.engines.payments.gateways.simulator.store import Paid

NAME = "paypay"
STATES = {"open": "CREATED", "paid": "COMPLETED", "cancelled": "CANCELED", "expired": "EXPIRED"}


def _answer(code: str, data: dict[str, Any] | None = None, status: int = 200) -> web.Response:
    info = {"code": code, "message": code, "codeId": "0"}
    return web.json_response({"resultInfo": info, "data": data}, status=status)


def signed(handler: Handler) -> Handler:
    """Let in who signed with the contract's secret."""

    async def check(request: web.Request) -> web.StreamResponse:
        contract = request.app[DESK].contracts[NAME]
        call = Call(
            request.method,
            request.path,
            request.headers.get("Content-Type", ""),
            await request.read(),
        )
        header = request.headers.get("Authorization", "")
        if not opa_holds(header, call, key=contract.key, secret=contract.secret):
            return _answer("UNAUTHORIZED", status=401)
        return await handler(request)

    return check


async def create(request: web.Request) -> web.StreamResponse:
    """Open a code page; a known number is a duplicate."""
    desk, content = request.app[DESK], await request.json()
    merchant = str(content.get("merchantPaymentId", ""))
    amount = content.get("amount", {}).get("amount")
    if not 0 < len(merchant) <= 64 or not isinstance(amount, int) or amount < 1:  # noqa: PLR2004 - the documented limit
        return _answer("INVALID_PARAMS", status=400)
    made = desk.store.open(
        Paid(
            NAME,
            merchant,
            uuid.uuid4().hex,
            amount,
            0,
            "open",
            str(content.get("orderDescription", "")),
            str(content.get("redirectUrl", "")),
            "",
        )
    )
    if made is None:
        return _answer("DUPLICATE_DYNAMIC_QR_REQUEST", status=400)
    data = {
        "codeId": made.id,
        "url": f"{desk.base}/hosted/{made.id}",
        "merchantPaymentId": merchant,
    }
    return _answer("SUCCESS", data, status=201)


async def details(request: web.Request) -> web.StreamResponse:
    """Tell what became of a payment."""
    paid = request.app[DESK].store.find(provider=NAME, merchant=request.match_info["merchant"])
    if paid is None:
        return _answer("DYNAMIC_QR_PAYMENT_NOT_FOUND", status=404)
    amount = {"amount": paid.captured or paid.amount, "currency": "JPY"}
    data = {"status": STATES[paid.state], "amount": amount, "paymentId": paid.id}
    return _answer("SUCCESS", data)


async def close(request: web.Request) -> web.StreamResponse:
    """Take a code away, by its id or by the merchant's number."""
    store, info = request.app[DESK].store, request.match_info
    paid = (
        store.find(id=info["code"])
        if "code" in info
        else store.find(provider=NAME, merchant=info["merchant"])
    )
    if paid is None:
        return _answer("DYNAMIC_QR_NOT_FOUND", status=404)
    if paid.state == "paid":
        return _answer("DYNAMIC_QR_ALREADY_PAID", status=400)
    store.move(paid.id, "cancelled")
    return _answer("SUCCESS", {})


async def refund(request: web.Request) -> web.StreamResponse:
    """Give money back; a known number is a duplicate."""
    desk, content = request.app[DESK], await request.json()
    paid = desk.store.find(id=str(content.get("paymentId", "")))
    amount = int(content["amount"]["amount"])
    merchant = str(content["merchantRefundId"])
    if paid is None or paid.state != "paid":
        return _answer("NO_SUCH_REFUND_ORDER", status=400)
    if desk.store.find_refund(NAME, merchant):
        return _answer("DUPLICATE_REFUND_REQUEST", status=400)
    if desk.store.refunded(paid.id) + amount > paid.captured:
        return _answer("EXCEED_MAX_REFUND_AMOUNT", status=400)
    desk.store.refund(paid, merchant, amount, desk.today)
    return _refunded(merchant, amount)


async def refund_details(request: web.Request) -> web.StreamResponse:
    """Tell what became of a refund."""
    merchant = request.match_info["merchant"]
    found = request.app[DESK].store.find_refund(NAME, merchant)
    if found is None:
        return _answer("NO_SUCH_REFUND_ORDER", status=404)
    return _refunded(merchant, found[1])


def _refunded(merchant: str, amount: int) -> web.Response:
    data = {
        "status": "REFUNDED",
        "merchantRefundId": merchant,
        "amount": {"amount": amount, "currency": "JPY"},
    }
    return _answer("SUCCESS", data)


ROUTES = [
    web.post("/v2/codes", badly(signed(create))),
    web.delete("/v2/codes/{code}", badly(signed(close))),
    web.delete("/v2/payments/{merchant}", badly(signed(close))),
    web.get("/v2/codes/payments/{merchant}", badly(signed(details))),
    web.post("/v2/refunds", badly(signed(refund))),
    web.get("/v2/refunds/{merchant}", badly(signed(refund_details))),
]
