"""A PAY.JP-style provider (カード決済): bearer key, idempotency key, hosted checkout page.

Source:
    PAY.JP v2: secret key as bearer, idempotency keys on every writing call. Field names beyond
    these are to be checked against the contract.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from tsunagaru.engines.payments.gateways import http
from tsunagaru.engines.payments.gateways.http import Reply
from tsunagaru.engines.payments.gateways.protocol import (
    Answer,
    CannotBelieve,
    CannotCharge,
    CannotReach,
    Checkout,
    Notice,
    Order,
    Standing,
)
from tsunagaru.engines.payments.gateways.signing import judge_notice

OK, BAD = 200, 400
SESSIONS = "/v2/checkout/sessions"
REFUNDS = "/v2/payment_refunds"
STANDINGS = {
    "open": Standing.OPEN,
    "complete": Standing.DONE,
    "expired": Standing.FAILED,
    "canceled": Standing.FAILED,
}


@dataclass(frozen=True)
class PayJp:
    """One contract with the provider (契約).

    Args:
        key: the secret key; secret: what notifications are signed with.
    """

    url: str
    key: str
    secret: str
    code: str = "payjp"

    def begin(self, order: Order) -> Checkout:
        """Open a checkout; the same idempotency key brings back the same page."""
        content = {
            "mode": "payment",
            "amount": order.amount_yen,
            "currency": "jpy",
            "client_reference_id": order.merchant_id,
            "description": order.title[:255],
            "success_url": order.return_url,
            "cancel_url": order.return_url,
        }
        data = _good(self._call("POST", SESSIONS, content, key=order.merchant_id))
        return Checkout(url=str(data["url"]), reference=str(data["id"]))

    def look_up(self, merchant_id: str) -> Answer:
        """Ask what became of a payment by our own number."""
        path = f"{SESSIONS}?client_reference_id={quote(merchant_id)}"
        found = _good(self._call("GET", path)).get("data") or []
        if not found:
            return Answer(Standing.ABSENT)
        data = found[0]
        return Answer(
            standing=STANDINGS.get(str(data.get("status")), Standing.OPEN),
            amount_yen=int(data.get("amount", 0)),
            reference=str(data.get("payment") or data.get("id") or ""),
        )

    def close(self, merchant_id: str, reference: str) -> None:
        """Let the checkout expire now."""
        if not reference:
            reference = self.look_up(merchant_id).reference
        if reference:
            _good(self._call("POST", f"{SESSIONS}/{quote(reference)}/expire", {}))

    def refund(self, refund_id: str, paid: Answer, amount_yen: int) -> Answer:
        """Give money back; the idempotency key is our own refund number."""
        content = {
            "payment": paid.reference,
            "amount": amount_yen,
            "client_reference_id": refund_id,
        }
        data = _good(self._call("POST", REFUNDS, content, key=refund_id))
        return Answer(Standing.DONE, int(data["amount"]), str(data["id"]))

    def settlement(self, day: date) -> bytes:
        """Fetch the file of a day."""
        reply = self._call("GET", f"/files/payjp/{day.isoformat()}.csv")
        if reply.status != OK:
            raise CannotReach(str(reply.status))
        return reply.body

    def read_notice(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> Notice:
        """Believe a checkout's notification."""
        if why := judge_notice(headers, body, secret=self.secret, now=at.timestamp()):
            raise CannotBelieve(why)
        try:
            content = json.loads(body)
            number, payment = content["id"], content["data"]["client_reference_id"]
        except (ValueError, KeyError, TypeError):
            raise CannotBelieve("unreadable") from None
        return Notice(str(number)[:64], str(payment)[:64])

    def _call(
        self, method: str, path: str, content: dict[str, Any] | None = None, *, key: str = ""
    ) -> Reply:
        headers = {"Authorization": f"Bearer {self.key}"}
        body = b""
        if content is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(content).encode()
        if key:
            headers["Idempotency-Key"] = key
        return http.send(method, self.url + path, headers=headers, body=body)


def _good(reply: Reply) -> dict[str, Any]:
    """Return a good answer, or say what the provider said."""
    content = reply.content
    if reply.status >= BAD:
        raise CannotCharge(str(content.get("code") or reply.status))
    return content
