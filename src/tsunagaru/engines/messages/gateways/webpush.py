"""Browser notifications (Webプッシュ): sealed for each browser, many at a time (RFC 8030)."""

import asyncio
import json
import os
from collections.abc import Iterator, Sequence
from io import BytesIO
from time import monotonic

from tsunagaru.engines.messages.gateways import push_sealing
from tsunagaru.engines.messages.gateways.channels import (
    Answer,
    CannotReach,
    Contract,
    Kind,
    Limits,
    Parcel,
    Recipient,
    Result,
)
from tsunagaru.engines.messages.gateways.http import BROKEN, BUSY, Http, Reply, wait_of
from tsunagaru.engines.messages.gateways.public_hosts import PublicResolver, origin_of
from tsunagaru.engines.messages.gateways.vapid import Vapid
from tsunagaru.engines.messages.gateways.wording import clean, cut, one_line

AT_ONCE, GOOD = 16, 300
GONE = (404, 410)
TITLE = 200
PATIENCE_S = 1.0
Salted = tuple[Recipient, bytes]
LONGEST_KEEP_S = 2_419_200  # four weeks: what services keep at most


class WebPush:
    """The push services of the residents' browsers (プッシュサービス).

    A service that hangs or asks for patience is left alone until then: its browsers are for later,
    those of other services are not kept waiting.

    Args:
        contract: ``key`` and ``subject`` of VAPID; ``loopback`` for the simulator.
    """

    kind = Kind.WEBPUSH
    limits = Limits(parcel=50, at_once=6)

    def __init__(self, contract: Contract) -> None:
        values = contract.values
        self._loopback = bool(values.get("loopback"))
        self._vapid = Vapid(values["key"], values["subject"])
        self._http = Http(
            connections=AT_ONCE * self.limits.at_once,
            timeout_s=float(values.get("timeout_s") or 10),
            resolver=PublicResolver(),
        )
        self._left_alone: dict[str, tuple[float, str]] = {}

    async def send(self, parcel: Parcel) -> Sequence[Answer]:
        """Hand a notification to each browser's service.

        Raises:
            CannotReach: no service gave any answer.
        """
        plain, answers = payload(parcel), list[Answer]()
        # Drawn at once: each call to the system lets another thread in, and waits for it.
        salts = BytesIO(os.urandom(push_sealing.SALT * len(parcel.recipients)))
        waiting = ((one, salts.read(push_sealing.SALT)) for one in parcel.recipients)
        several = min(AT_ONCE, len(parcel.recipients))
        await asyncio.gather(
            *(self._serve(parcel, plain, waiting, answers) for _ in range(several))
        )
        if answers and all(answer.code in ("timeout", "refused", "lost") for answer in answers):
            raise CannotReach(answers[0].code, PATIENCE_S)
        return answers

    async def _serve(
        self, parcel: Parcel, plain: bytes, waiting: Iterator[Salted], answers: list[Answer]
    ) -> None:
        common = _headers(parcel)
        for one, salt in waiting:
            told = payload(parcel, parcel.url_of(one)) if parcel.own_url else plain
            answers.append(await self._push(one, salt, told, common))

    async def _push(
        self, one: Recipient, salt: bytes, plain: bytes, common: dict[str, str]
    ) -> Answer:
        try:
            return await self._try(one, salt, plain, common)
        except push_sealing.CannotSeal as error:
            return Answer(one.seq, Result.REFUSED, code=str(error))
        except CannotReach as error:
            return Answer(one.seq, Result.LATER, code=error.code)

    async def _try(
        self, one: Recipient, salt: bytes, plain: bytes, common: dict[str, str]
    ) -> Answer:
        to = push_sealing.read(one.address)
        origin = origin_of(to.endpoint, loopback=self._loopback)
        if not origin:
            raise push_sealing.CannotSeal("endpoint")
        self._keep_away_from(origin)
        sealed = push_sealing.seal(plain, to, salt=salt)
        headers = {**common, "Authorization": self._vapid.header(origin)}
        try:
            reply = await self._http.post(to.endpoint, sealed, headers, read=False)
        except CannotReach as error:
            self._left_alone[origin] = (monotonic() + PATIENCE_S, error.code)
            raise
        if reply.status == BUSY and (wait_s := wait_of(reply.headers)):
            self._left_alone[origin] = (monotonic() + wait_s, str(BUSY))
        return _answer(one, reply)

    def _keep_away_from(self, origin: str) -> None:
        """A service that wants patience is not asked again before its time.

        Raises:
            CannotReach: as long as it does.
        """
        until, code = self._left_alone.get(origin, (0.0, ""))
        if monotonic() < until:
            raise CannotReach(code)
        self._left_alone.pop(origin, None)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()


def payload(parcel: Parcel, url: str | None = None) -> bytes:
    """Return what the browser is told, in JSON; the text gives way until it fits.

    Args:
        url: of one recipient's own page; the parcel's where left out.
    """
    url = parcel.url if url is None else url
    title, text = cut(one_line(parcel.title), TITLE), clean(parcel.body).strip()
    most = push_sealing.MOST_PLAIN
    while True:
        told = {"title": title, "body": cut(text, most), "url": url, "tag": parcel.key.hex}
        plain = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        over = len(plain) - push_sealing.MOST_PLAIN
        if over <= 0 or most <= 0:
            return plain
        most = min(most, len(text)) - max(1, over // 4)


def _headers(parcel: Parcel) -> dict[str, str]:
    return {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(min(max(parcel.keep_for_s, 0), LONGEST_KEEP_S)),
        "Urgency": "high" if parcel.urgent else "normal",
        "Topic": push_sealing.base64(parcel.key.bytes),
    }


def _answer(one: Recipient, reply: Reply) -> Answer:
    code = str(reply.status)
    if reply.status < GOOD:
        ref = reply.headers.get("Location", "").rstrip("/").rpartition("/")[2]
        return Answer(one.seq, Result.ACCEPTED, ref[:100], code)
    if reply.status in GONE:
        return Answer(one.seq, Result.GONE, code=code)
    if reply.status == BUSY or reply.status >= BROKEN:
        return Answer(one.seq, Result.LATER, code=code)
    return Answer(one.seq, Result.REFUSED, code=code)
