"""LINE (LINE公式アカウント): the Messaging API's multicast, 500 people a request."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tsunagaru.engines.messages.gateways.channels import (
    Answer,
    CannotReach,
    CannotTakeParcel,
    Contract,
    Kind,
    Limits,
    Parcel,
    Result,
)
from tsunagaru.engines.messages.gateways.http import Http, Reply, refuse_silence, wait_of
from tsunagaru.engines.messages.gateways.wording import cut, one_line, whole_text

ADDRESS = "https://api.line.me"
LETTERS = 5_000
OK, BAD, REPEATED, BUSY = 200, 400, 409, 429
QUOTA_WAIT_S = 3_600
PROMPT, LABEL, MOST_BUTTONS = 160, 20, 4


class Line:
    """The town's LINE account (LINE公式アカウント).

    Args:
        contract: ``token`` (channel access token); ``url``, ``timeout_s`` where they differ.

    Source:
        LINE Messaging API: multicast, retrying API requests, rate limits.
    """

    kind = Kind.LINE
    limits = Limits(parcel=500, at_once=8, a_second=200, same_recipients=True)

    def __init__(self, contract: Contract) -> None:
        values = contract.values
        self._url = f"{values.get('url') or ADDRESS}/v2/bot/message/multicast"
        self._bearer = f"Bearer {values['token']}"
        timeout_s = float(values.get("timeout_s") or 10)
        self._http = Http(connections=self.limits.at_once, timeout_s=timeout_s)

    async def send(self, parcel: Parcel) -> Sequence[Answer]:
        """Hand one text to up to 500 people; the same key is carried out once only.

        200 tells nothing about anybody: who has blocked the account is not told apart.

        Raises:
            CannotReach: nothing is known, or not now.
            CannotTakeParcel: one of several ids, or the text, is not taken.
        """
        reply = await self._http.post(self._url, _body(parcel), self._headers(parcel.key))
        if reply.status in (OK, REPEATED):
            name = "x-line-accepted-request-id" if reply.status == REPEATED else "x-line-request-id"
            ref, code = reply.headers.get(name, "")[:100], str(reply.status)
            return [Answer(one.seq, Result.ACCEPTED, ref, code) for one in parcel.recipients]
        _refuse_quota(reply)
        refuse_silence(reply)
        if not BAD <= reply.status < BUSY:  # a redirection is no answer of LINE's
            raise CannotReach(str(reply.status))
        if len(parcel.recipients) > 1:
            raise CannotTakeParcel(str(reply.status))
        return [Answer(parcel.recipients[0].seq, Result.REFUSED, code=str(reply.status))]

    def _headers(self, key: UUID) -> dict[str, str]:
        return {
            "Authorization": self._bearer,
            "Content-Type": "application/json",
            "X-Line-Retry-Key": str(key),
        }

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()


def _body(parcel: Parcel) -> bytes:
    text: dict[str, Any] = {"type": "text", "text": whole_text(parcel, LETTERS)}
    said = {
        "to": [one.address for one in parcel.recipients],
        "messages": [text, _buttons(parcel)] if parcel.choices else [text],
    }
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")


def _buttons(parcel: Parcel) -> dict[str, Any]:
    """Return the buttons as a template of their own; they stay in the talk (ボタン)."""
    title = cut(one_line(parcel.title), PROMPT)
    actions = [
        {
            "type": "postback",
            "label": cut(label, LABEL),
            "data": data,
            "displayText": cut(label, LABEL),
        }
        for label, data in parcel.choices[:MOST_BUTTONS]
    ]
    template = {"type": "buttons", "text": title, "actions": actions}
    return {"type": "template", "altText": title, "template": template}


def _refuse_quota(reply: Reply) -> None:
    """A used-up month looks like haste (429) but does not pass within seconds.

    Raises:
        CannotReach: with the code ``quota``.
    """
    if reply.status == BUSY and b"monthly limit" in reply.body:
        raise CannotReach("quota", wait_of(reply.headers) or QUOTA_WAIT_S)
