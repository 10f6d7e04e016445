"""The simulated provider itself (模擬事業者): what it knows, and how it answers or fails to."""

import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp
from aiohttp import web

from tsunagaru.engines.payments.gateways.signing import SIGNATURE, seal_notice
from tsunagaru.engines.payments.gateways.simulator.faults import Fault, Faults
from tsunagaru.engines.payments.gateways.simulator.store import Paid, Store
from tsunagaru.kernel import clock

TRIES, FIRST_WAIT_S, LATE_S, HANG_S = 5, 0.5, 1.5, 30.0
GOOD = 300


@dataclass(frozen=True)
class Contract:
    """Keys as the town's settings have them (契約の鍵)."""

    key: str
    secret: str


@dataclass
class Desk:
    """Everything the routes share (模擬事業者の窓口).

    Args:
        base: our own address; town: the town's, to which notifications go, or empty for none.
        rates_bp: each provider's fee in hundredths of a percent.
    """

    store: Store
    contracts: dict[str, Contract]
    base: str = ""
    town: str = ""
    rates_bp: dict[str, int] = field(default_factory=lambda: {"paypay": 198, "payjp": 298})
    now: Callable[[], datetime] = clock.now
    faults: Faults = field(default_factory=Faults)
    errands: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def today(self) -> str:
        """Return the day in Japan, as ISO text."""
        return clock.day_of(self.now()).isoformat()

    def capture(self, paid: Paid) -> bool:
        """Take the payer's money once; tells whether it was taken now."""
        amount = paid.amount + (1 if self.faults.strikes(Fault.WRONG_CAPTURE) else 0)
        done = self.store.move(paid.id, "paid", captured=amount, day=self.today)
        if done:
            self.notify(paid)
        return done

    def notify(self, paid: Paid) -> None:
        """Tell the town, as well or as badly as ordered (通知)."""
        if not self.town or self.faults.strikes(Fault.NOTICE_LOST):
            return
        amount = paid.amount + (999 if self.faults.strikes(Fault.NOTICE_WRONG_AMOUNT) else 0)
        body = notice_of(paid, amount, number=uuid.uuid4().hex)
        wait = LATE_S if self.faults.strikes(Fault.NOTICE_LATE) else 0.0
        if self.faults.strikes(Fault.NOTICE_REORDERED):
            self._send(paid.provider, body)
            self._send(paid.provider, notice_of(paid, amount, uuid.uuid4().hex, state="opened"))
            return
        for _ in range(2 if self.faults.strikes(Fault.NOTICE_TWICE) else 1):
            self._send(paid.provider, body, wait=wait)
        if self.faults.strikes(Fault.NOTICE_FORGED):
            self._send(paid.provider, body, secret="not the town's", tries=1)  # noqa: S106 - forged

    def _send(
        self, provider: str, body: bytes, *, wait: float = 0, secret: str = "", tries: int = TRIES
    ) -> None:
        secret = secret or self.contracts[provider].secret
        errand = self._deliver(f"{self.town}/pay/webhook/{provider}/", body, secret, wait, tries)
        task = asyncio.get_running_loop().create_task(errand)
        self.errands.add(task)
        task.add_done_callback(self.errands.discard)

    async def _deliver(self, url: str, body: bytes, secret: str, wait: float, tries: int) -> None:
        await asyncio.sleep(wait)
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
            for attempt in range(tries):
                seal = seal_notice(body, secret=secret, epoch=int(self.now().timestamp()))
                headers = {SIGNATURE: seal, "Content-Type": "application/json"}
                try:
                    async with session.post(url, data=body, headers=headers) as answer:
                        if answer.status < GOOD:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(FIRST_WAIT_S * 2**attempt)


def notice_of(paid: Paid, amount: int, number: str, *, state: str = "done") -> bytes:
    """Return a notification in the provider's own words."""
    if paid.provider == "paypay":
        content: dict[str, Any] = {
            "notification_type": "Transaction",
            "notification_id": number,
            "merchant_order_id": paid.merchant,
            "order_amount": str(amount),
            "state": "COMPLETED" if state == "done" else "CREATED",
        }
    else:
        kind = "completed" if state == "done" else "opened"
        data = {"id": paid.id, "client_reference_id": paid.merchant, "amount": amount}
        content = {"id": number, "type": f"checkout.session.{kind}", "data": data}
    return json.dumps(content).encode()


DESK = web.AppKey("desk", Desk)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def badly(handler: Handler) -> Handler:
    """Let an API call fail before or after its work, as ordered (故障)."""

    async def answer(request: web.Request) -> web.StreamResponse:
        faults = request.app[DESK].faults
        if faults.strikes(Fault.ERROR_BEFORE):
            return web.json_response({"code": "SERVICE_ERROR"}, status=503)
        done = await handler(request)
        if faults.strikes(Fault.ERROR_AFTER):
            return web.json_response({"code": "INTERNAL_ERROR"}, status=500)
        if faults.strikes(Fault.DROP_AFTER) and request.transport:
            request.transport.abort()
        elif faults.strikes(Fault.HANG_AFTER):
            await asyncio.sleep(HANG_S)
        return done

    return answer
