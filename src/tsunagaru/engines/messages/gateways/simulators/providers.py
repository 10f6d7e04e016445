"""All simulated providers in one process (模擬事業者), and the way to order faults."""

import asyncio
import json
import ssl
from collections.abc import Callable
from dataclasses import asdict
from urllib.parse import parse_qs, urlsplit

from tsunagaru.engines.messages.gateways.channels import Kind
from tsunagaru.engines.messages.gateways.simulators import demo, line, push, sms
from tsunagaru.engines.messages.gateways.simulators.hooks import Hooks
from tsunagaru.engines.messages.gateways.simulators.http_server import (
    Asked,
    Handler,
    HttpServer,
    Told,
)
from tsunagaru.engines.messages.gateways.simulators.knobs import CannotTurn, Desk
from tsunagaru.engines.messages.gateways.simulators.line import LineDesk
from tsunagaru.engines.messages.gateways.simulators.mail import MailDesk, MailServer
from tsunagaru.engines.messages.gateways.simulators.push import PushDesk
from tsunagaru.engines.messages.gateways.simulators.sms import SmsDesk

JSON = {"Content-Type": "application/json"}
HERE = "127.0.0.1"


class Providers:
    """LINE, a push service, a mail relay and an SMS provider (模擬事業者).

    Args:
        chunking: whether the relay offers BDAT.
        relay_tls: the relay's certificate, where it insists on STARTTLS.
    """

    def __init__(self, *, chunking: bool = True, relay_tls: ssl.SSLContext | None = None) -> None:
        self.hooks = Hooks()
        self.line = LineDesk(demo.LINE_TOKEN, demo.LINE_SECRET, self.hooks)
        self.push = PushDesk()
        self.mail = MailDesk(chunking=chunking, context=relay_tls)
        self.sms = SmsDesk(demo.SMS_TOKEN, demo.SMS_SECRET, self.hooks)
        self.desks: dict[str, Desk] = {
            Kind.LINE: self.line,
            Kind.WEBPUSH: self.push,
            Kind.EMAIL: self.mail,
            Kind.SMS: self.sms,
        }
        self._places: dict[str, Handler] = {
            push.PLACE: self.push.answer,
            line.PLACE: self.line.answer,
            sms.PLACE: self.sms.answer,
        }
        self.http = self.smtp = 0
        self._servers: list[asyncio.Server] = []

    @property
    def ports(self) -> dict[str, int]:
        """Return where we listen; orders go to the same port as LINE, push and SMS."""
        return {"http": self.http, "smtp": self.smtp}

    async def listen(self, *, http: int = 0, smtp: int = 0) -> None:
        """Listen on this machine alone; 0 for any free port."""
        loop = asyncio.get_running_loop()
        web = await loop.create_server(lambda: HttpServer(self.answer), HERE, http, backlog=512)
        post = await loop.create_server(lambda: MailServer(self.mail), HERE, smtp, backlog=512)
        self._servers = [web, post]
        self.http, self.smtp = (one.sockets[0].getsockname()[1] for one in self._servers)
        self.push.origin = f"http://{HERE}:{self.http}"

    async def stop(self) -> None:
        """Listen no longer."""
        for server in self._servers:
            server.close()
        await self.hooks.stop()

    def answer(self, asked: Asked) -> Told:
        """Answer whichever provider's request this is."""
        for place, answer in self._places.items():
            if asked.path.startswith(place):
                return answer(asked)
        try:
            told = self._control(asked)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return Told(400, json.dumps({"error": str(error)}).encode(), dict(JSON))
        body = json.dumps(told, ensure_ascii=False, default=str).encode()
        return Told(404 if told is None else 200, body, dict(JSON))

    def _control(self, asked: Asked) -> object:
        parts = urlsplit(asked.path)
        wanted = {name: values[0] for name, values in parse_qs(parts.query).items()}
        order = self._orders(asked.body, wanted).get((asked.method, parts.path))
        return order() if order else None

    def _orders(
        self, body: bytes, wanted: dict[str, str]
    ) -> dict[tuple[str, str], Callable[[], object]]:
        return {
            ("GET", "/control"): self._state,
            ("POST", "/control"): lambda: self._turn(body),
            ("POST", "/control/reset"): self._reset,
            ("POST", "/control/line/events"): lambda: self._happen(body),
            ("GET", "/control/received"): lambda: self._desk(wanted).received(wanted["address"]),
            ("GET", "/control/last"): lambda: self._desk(wanted).last,
        }

    def _desk(self, wanted: dict[str, str]) -> Desk:
        return self.desks[wanted["channel"]]

    def _happen(self, body: bytes) -> dict[str, int]:
        return {"told": self.line.happen(json.loads(body)["events"])}

    def _reset(self) -> dict[str, object]:
        for desk in self.desks.values():
            desk.forget()
        return self._state()

    def _state(self) -> dict[str, object]:
        return {
            name: {"knobs": asdict(desk.knobs), **desk.report()}
            for name, desk in self.desks.items()
        }

    def _turn(self, body: bytes) -> dict[str, object]:
        for channel, knobs in json.loads(body).items():
            if channel not in self.desks:
                raise CannotTurn(channel)
            self.desks[channel].knobs.turn(knobs)
        return self._state()


async def serve(*, http: int = 0, smtp: int = 0) -> None:
    """Answer until told to stop; print the ports as JSON, on one line."""
    providers = Providers()
    await providers.listen(http=http, smtp=smtp)
    print(json.dumps(providers.ports), flush=True)  # noqa: T201 - read by whoever started us
    try:
        await asyncio.Event().wait()
    finally:
        await providers.stop()
