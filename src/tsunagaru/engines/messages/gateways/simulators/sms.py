"""A provider of short messages (模擬のSMS事業者): keys against doing it twice, signed receipts."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import time
from uuid import uuid4

from tsunagaru.engines.messages.gateways import sms_receipts
from tsunagaru.engines.messages.gateways.simulators.hooks import Hooks
from tsunagaru.engines.messages.gateways.simulators.http_server import Asked, Told
from tsunagaru.engines.messages.gateways.simulators.knobs import Desk, Mood, strikes

PLACE = "/sms/messages"
JSON = {"Content-Type": "application/json"}


class SmsDesk(Desk):
    """A provider's side of the wire (SMS事業者の窓口)."""

    def __init__(self, token: str, secret: str, hooks: Hooks) -> None:
        super().__init__()
        self._bearer, self._secret, self._hooks = f"Bearer {token}", secret, hooks

    def forget(self) -> None:
        """Begin anew; keys are forgotten as well."""
        super().forget()
        self._accepted: dict[str, bytes] = {}

    def answer(self, asked: Asked) -> Told:
        """Answer a request."""
        self.requests["sms"] += 1
        if asked.header("authorization") != self._bearer:
            return self._refuse(401)
        mood = self.mood()
        if mood is Mood.BUSY:
            return self._refuse(429)
        if mood is Mood.BROKEN:
            return self._refuse(503)
        told = self._work(asked)
        told.wait_s = self.knobs.latency_ms / 1000
        if mood is Mood.HANGING:
            told.wait_s = self.knobs.hang_s
        return told if mood is not Mood.SILENT else Told(wait_s=-1)

    def _work(self, asked: Asked) -> Told:
        key = asked.header("idempotency-key")
        if key in self._accepted:
            self.requests["repeated"] += 1
            return Told(200, self._accepted[key], dict(JSON))
        try:
            content = json.loads(asked.body)
            number, text = content["to"], content["text"]
        except (ValueError, KeyError, TypeError):
            return self._refuse(400)
        if strikes(number, self.knobs.bad_share) or not text:
            return self._refuse(400)
        ref = uuid4().hex
        body = json.dumps({"id": ref}).encode()
        if key:
            self._accepted[key] = body
        blocked = self.blocks(number)
        if not blocked:
            self.takes(text.encode(), (number,))
            self.keep(content)
        self._report(ref, delivered=not blocked)
        return Told(202, body, dict(JSON))

    def _report(self, ref: str, *, delivered: bool) -> None:
        if not self.knobs.hook_url:
            return
        at = datetime.now(tz=UTC)
        end = "delivered" if delivered else "failed"
        bodies = [_receipt(ref, "sent", at), _receipt(ref, end, at + timedelta(seconds=1))]
        self._hooks.send(bodies, self.knobs, self._signed)

    def _signed(self, body: bytes) -> dict[str, str]:
        seal = sms_receipts.sign(body, secret=self._secret, epoch=int(time()))
        return {"X-Signature": seal, **JSON}

    def _refuse(self, status: int) -> Told:
        self.requests[str(status)] += 1
        headers = {"Retry-After": f"{self.knobs.retry_after_s:.0f}"} if status in (429, 503) else {}
        return Told(status, b'{"error":true}', {**headers, **JSON})


def _receipt(ref: str, state: str, at: datetime) -> Callable[[bool], bytes]:
    told = {"id": uuid4().hex, "ref": ref, "state": state, "at": at.isoformat()}
    body = json.dumps({"receipts": [told]}).encode()
    return lambda _again: body
