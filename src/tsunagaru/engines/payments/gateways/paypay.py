"""A PayPay-style provider (コード決済): signed requests, our own payment ids, hosted code page.

The notification's signature stands in no reference we have; the simulator and this profile use
the same one, and a notification only ever makes us ask. Check it against the contract.

Source:
    PayPay OPA v2 conventions: HMAC-SHA256 ``OPA-Auth``, ``merchantPaymentId`` of at most 64
    signs, ``DUPLICATE_DYNAMIC_QR_REQUEST``, ``merchantRefundId``.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tsunagaru.engines.payments.gateways import http
from tsunagaru.engines.payments.gateways.http import Reply
from tsunagaru.engines.payments.gateways.protocol import (
    AlreadyThere,
    Answer,
    CannotBelieve,
    CannotCharge,
    CannotReach,
    Checkout,
    Notice,
    Order,
    Standing,
)
from tsunagaru.engines.payments.gateways.signing import Call, judge_notice, opa_header
from tsunagaru.kernel import clock

JSON = "application/json;charset=UTF-8"
OK, NOT_FOUND, BAD = 200, 404, 400
DUPLICATE = frozenset({"DUPLICATE_DYNAMIC_QR_REQUEST", "DUPLICATE_REFUND_REQUEST"})
STANDINGS = {
    "CREATED": Standing.OPEN,
    "AUTHORIZED": Standing.OPEN,
    "COMPLETED": Standing.DONE,
    "REFUNDED": Standing.DONE,
    "FAILED": Standing.FAILED,
    "EXPIRED": Standing.FAILED,
    "CANCELED": Standing.FAILED,
}


@dataclass(frozen=True)
class PayPay:
    """One contract with the provider (契約)."""

    url: str
    key: str
    secret: str
    merchant: str
    code: str = "paypay"

    def begin(self, order: Order) -> Checkout:
        """Open a code page; a number the provider knows is refused as a duplicate."""
        content = {
            "merchantPaymentId": order.merchant_id,
            "amount": {"amount": order.amount_yen, "currency": "JPY"},
            "codeType": "ORDER_QR",
            "orderDescription": order.title[:255],
            "redirectUrl": order.return_url,
            "redirectType": "WEB_LINK",
        }
        data = _data(self._call("POST", "/v2/codes", content))
        return Checkout(url=str(data["url"]), reference=str(data["codeId"]))

    def look_up(self, merchant_id: str) -> Answer:
        """Ask what became of a payment by our own number."""
        reply = self._call("GET", f"/v2/codes/payments/{merchant_id}")
        if reply.status == NOT_FOUND:
            return Answer(Standing.ABSENT)
        data = _data(reply)
        return Answer(
            standing=STANDINGS.get(str(data.get("status")), Standing.OPEN),
            amount_yen=int(data.get("amount", {}).get("amount", 0)),
            reference=str(data.get("paymentId") or ""),
        )

    def close(self, merchant_id: str, reference: str) -> None:
        """Take the code away, so that nobody pays it any more."""
        path = f"/v2/codes/{reference}" if reference else f"/v2/payments/{merchant_id}"
        reply = self._call("DELETE", path)
        if reply.status != NOT_FOUND:
            _data(reply)

    def refund(self, refund_id: str, paid: Answer, amount_yen: int) -> Answer:
        """Give money back under our own refund number."""
        content = {
            "merchantRefundId": refund_id,
            "paymentId": paid.reference,
            "amount": {"amount": amount_yen, "currency": "JPY"},
            "requestedAt": int(clock.now().timestamp()),
        }
        try:
            data = _data(self._call("POST", "/v2/refunds", content))
        except AlreadyThere:
            data = _data(self._call("GET", f"/v2/refunds/{refund_id}"))
        return Answer(Standing.DONE, int(data["amount"]["amount"]), str(data["merchantRefundId"]))

    def settlement(self, day: date) -> bytes:
        """Fetch the file of a day."""
        reply = self._call("GET", f"/files/paypay/{day.isoformat()}.csv")
        if reply.status != OK:
            raise CannotReach(str(reply.status))
        return reply.body

    def read_notice(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> Notice:
        """Believe a ``Transaction`` notification."""
        if why := judge_notice(headers, body, secret=self.secret, now=at.timestamp()):
            raise CannotBelieve(why)
        try:
            content = json.loads(body)
            number, payment = content["notification_id"], content["merchant_order_id"]
        except (ValueError, KeyError, TypeError):
            raise CannotBelieve("unreadable") from None
        return Notice(str(number)[:64], str(payment)[:64])

    def _call(self, method: str, path: str, content: dict[str, Any] | None = None) -> Reply:
        body = json.dumps(content).encode() if content else b""
        header = opa_header(
            Call(method, path, JSON, body),
            key=self.key,
            secret=self.secret,
            nonce=secrets.token_hex(8),
            epoch=str(int(clock.now().timestamp())),
        )
        headers = {"Authorization": header, "X-ASSUME-MERCHANT": self.merchant}
        if body:
            headers["Content-Type"] = JSON
        return http.send(method, self.url + path, headers=headers, body=body)


def _data(reply: Reply) -> dict[str, Any]:
    """Return the data of a good answer, or say what the provider said."""
    content = reply.content
    info = content.get("resultInfo") or {}
    code = str(info.get("code", ""))
    if reply.status < BAD and code == "SUCCESS":
        data = content.get("data")
        return data if isinstance(data, dict) else {}
    if code in DUPLICATE:
        raise AlreadyThere(code)
    raise CannotCharge(code or str(reply.status))
