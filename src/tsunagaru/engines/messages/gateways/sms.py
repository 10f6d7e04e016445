"""Short messages (SMS): a thin way to the provider that the town chose.

Providers differ little: one request a message, a bearer token, a key against doing it twice. Where
one differs more, a small relay of the town's translates.
"""

import asyncio
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid5

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
from tsunagaru.engines.messages.gateways.http import (
    BROKEN,
    BUSY,
    FORBIDDEN,
    Http,
    Reply,
    refuse_silence,
)
from tsunagaru.engines.messages.gateways.wording import units, whole_text

AT_ONCE, GOOD, REPEATED = 8, 300, 409
GONE = (404, 410)
ONE, EACH, LETTERS = 70, 67, 660
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")


def segments(text: str) -> int:
    """Return how many messages a text costs: 70 letters, or 67 each of several (通数)."""
    length = units(text)
    return 1 if length <= ONE else -(-length // EACH)


class Sms:
    """The town's provider of short messages (SMS事業者).

    ``POST {url}/messages`` with ``{"to", "text", "segments", "valid_s"}``; the answer has ``id``.

    Args:
        contract: ``url`` and ``token``.
    """

    kind = Kind.SMS
    limits = Limits(parcel=50, at_once=4)

    def __init__(self, contract: Contract) -> None:
        values = contract.values
        self._url, self._bearer = f"{values['url']}/messages", f"Bearer {values['token']}"
        timeout_s = float(values.get("timeout_s") or 10)
        self._http = Http(connections=AT_ONCE * self.limits.at_once, timeout_s=timeout_s)

    async def send(self, parcel: Parcel) -> Sequence[Answer]:
        """Hand a message to each telephone; each has a key of its own, the same at every try.

        Raises:
            CannotReach: the provider answered nobody, or does not know us.
        """
        answers = list[Answer]()
        waiting = iter(parcel.recipients)
        several = min(AT_ONCE, len(parcel.recipients))
        done = await asyncio.gather(
            *(self._serve(parcel, waiting, answers) for _ in range(several)),
            return_exceptions=True,
        )
        silent = [error for error in done if isinstance(error, BaseException)]
        for error in silent:
            if not isinstance(error, CannotReach):
                raise error
        if silent and not answers:
            raise silent[0]
        answered = {answer.seq for answer in answers}
        left = [one for one in parcel.recipients if one.seq not in answered]
        return [*answers, *(Answer(one.seq, Result.LATER, code=str(silent[0])) for one in left)]

    async def _serve(
        self, parcel: Parcel, waiting: Iterator[Recipient], answers: list[Answer]
    ) -> None:
        """Take one recipient after another, until the provider falls silent."""
        told = _told(whole_text(parcel, LETTERS), parcel)
        for one in waiting:
            if parcel.own_url:
                told = _told(whole_text(parcel, LETTERS, parcel.url_of(one)), parcel)
            if not _NUMBER.fullmatch(one.address):
                answers.append(Answer(one.seq, Result.REFUSED, code="address"))
                continue
            headers = {
                "Authorization": self._bearer,
                "Content-Type": "application/json",
                "Idempotency-Key": str(uuid5(parcel.key, str(one.seq))),
            }
            body = json.dumps({"to": one.address, **told}, ensure_ascii=False).encode()
            reply = await self._http.post(self._url, body, headers)
            if reply.status in FORBIDDEN:
                refuse_silence(reply)
            answers.append(_answer(one, reply))

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()


def _told(text: str, parcel: Parcel) -> dict[str, Any]:
    return {"text": text, "segments": segments(text), "valid_s": parcel.keep_for_s}


def _answer(one: Recipient, reply: Reply) -> Answer:
    code = str(reply.status)
    if reply.status < GOOD or reply.status == REPEATED:
        return Answer(one.seq, Result.ACCEPTED, _ref(reply.body), code)
    if reply.status in GONE:
        return Answer(one.seq, Result.GONE, code=code)
    later = reply.status == BUSY or reply.status >= BROKEN
    return Answer(one.seq, Result.LATER if later else Result.REFUSED, code=code)


def _ref(body: bytes) -> str:
    try:
        return str(json.loads(body)["id"])[:100]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
