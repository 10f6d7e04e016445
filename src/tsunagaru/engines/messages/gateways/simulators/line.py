"""LINE as its documentation describes it (模擬のLINE): multicast, push, retry keys, webhooks."""

import json
from collections.abc import Callable
from itertools import count
from time import time
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID, uuid4

from tsunagaru.engines.messages.gateways import line_hook
from tsunagaru.engines.messages.gateways.simulators.hooks import Hooks
from tsunagaru.engines.messages.gateways.simulators.http_server import Asked, Told
from tsunagaru.engines.messages.gateways.simulators.knobs import CannotTurn, Desk, Mood, strikes
from tsunagaru.engines.messages.gateways.simulators.line_menus import MenuShelf, is_about_menus
from tsunagaru.engines.messages.gateways.wording import units

PLACE = "/v2/bot/"
LINK_PAGE = f"{PLACE}accountLink"  # stands for access.line.me/dialog/bot/accountLink
PAGE = {"Content-Type": "text/html; charset=utf-8"}
MOST_PEOPLE, MOST_MESSAGES, MOST_LETTERS = 500, 5, 5_000
MOST_PROMPT, MOST_LABEL, MOST_DATA, MOST_ACTIONS = 160, 20, 300, 4
REASONS = {
    400: "The request body has 1 error(s)",
    401: "Authentication failed. Confirm that the access token is valid.",
    404: "Not found",
    409: "The retry key is already accepted",
    429: "You have reached the rate limit",
    500: "Internal server error",
}


class LineDesk(Desk):
    """LINE's side of the wire (LINEの窓口).

    Args:
        token, secret: of the town's channel.
    """

    def __init__(self, token: str, secret: str, hooks: Hooks) -> None:
        super().__init__()
        self._bearer, self._secret, self._hooks = f"Bearer {token}", secret, hooks
        self._numbers = count(1)

    def forget(self) -> None:
        """Begin anew; keys are forgotten as well."""
        super().forget()
        self._accepted: dict[str, str] = {}
        self._linking: dict[str, str] = {}
        self.menus = MenuShelf()

    def answer(self, asked: Asked) -> Told:
        """Answer a request of the Messaging API, or a person who opens LINE's page."""
        return self._link(asked) if asked.path.startswith(LINK_PAGE) else self._called(asked)

    def _called(self, asked: Asked) -> Told:
        self.requests[asked.path] += 1
        if asked.header("authorization") != self._bearer:
            return self._refuse(401)
        mood = self.mood()
        if mood is Mood.BUSY:
            return self._refuse(429)
        if mood is Mood.BROKEN:
            return self._refuse(500)
        menus = is_about_menus(asked.path)
        told = self.menus.answer(asked) or self._refuse(404) if menus else self._work(asked)
        told.wait_s = self.knobs.latency_ms / 1000
        if mood is Mood.HANGING:
            told.wait_s = self.knobs.hang_s
        return told if mood is not Mood.SILENT else Told(wait_s=-1)

    def _work(self, asked: Asked) -> Told:
        if asked.path in (f"{PLACE}message/multicast", f"{PLACE}message/push"):
            return self._send(asked)
        if asked.path == f"{PLACE}message/reply":
            return self._reply(asked)
        if asked.path.startswith(f"{PLACE}user/") and asked.path.endswith("/linkToken"):
            token = uuid4().hex
            self._linking[token] = asked.path.removeprefix(f"{PLACE}user/").partition("/")[0]
            return Told(body=json.dumps({"linkToken": token}).encode())
        return self._refuse(404)

    def _link(self, asked: Asked) -> Told:
        """The page that a person opens: it tells the town who came with which nonce."""
        said = {name: one[0] for name, one in parse_qs(urlsplit(asked.path).query).items()}
        user = self._linking.pop(said.get("linkToken", ""), "")
        if not user or not said.get("nonce"):
            return Told(400, "この連携のリンクは使えません。".encode(), dict(PAGE))
        link = {"result": "ok", "nonce": said["nonce"]}
        self.happen([{"type": "accountLink", "user": unquote(user), "link": link}])
        return Told(200, "LINEとつながりました。".encode(), dict(PAGE))

    def _send(self, asked: Asked) -> Told:
        key = asked.header("x-line-retry-key")
        if key in self._accepted:
            told = self._refuse(409)
            told.headers["x-line-accepted-request-id"] = self._accepted[key]
            return told
        try:
            if key:
                UUID(key)
            content = json.loads(asked.body)
            people = content["to"] if asked.path.endswith("multicast") else [content["to"]]
            self._check(people, content["messages"])
        except (ValueError, KeyError, TypeError):
            return self._refuse(400)
        number = self._number()
        if key:
            self._accepted[key] = number
        if self.knobs.blocked or self.knobs.blocked_share:  # 200 all the same, but nobody sees it
            people = [one for one in people if not self.blocks(one)]
        self.takes(json.dumps(content["messages"]).encode(), people)
        self.keep(content)
        return Told(body=b"{}", headers={"x-line-request-id": number})

    def _reply(self, asked: Asked) -> Told:
        try:
            content = json.loads(asked.body)
            self._check([content["replyToken"]], content["messages"])
        except (ValueError, KeyError, TypeError):
            return self._refuse(400)
        self.keep(content)
        return Told(body=b"{}", headers={"x-line-request-id": self._number()})

    def _check(self, people: list[str], messages: list[dict[str, Any]]) -> None:
        if not 0 < len(people) <= MOST_PEOPLE or not 0 < len(messages) <= MOST_MESSAGES:
            raise ValueError
        if not all(map(_is_sendable, messages)):
            raise ValueError
        share = self.knobs.bad_share
        if share and any(strikes(one, share) for one in people):
            raise ValueError
        if "" in people:
            raise ValueError

    def _number(self) -> str:
        return f"{next(self._numbers):08x}-5eed-4000-8000-{int(time()):012x}"

    def _refuse(self, status: int) -> Told:
        self.requests[str(status)] += 1
        headers = {"x-line-request-id": self._number(), "Content-Type": "application/json"}
        if status in (429, 500) and self.knobs.retry_after_s:
            headers["Retry-After"] = f"{self.knobs.retry_after_s:.0f}"
        return Told(status, json.dumps({"message": REASONS[status]}).encode(), headers)

    def happen(self, events: list[dict[str, Any]]) -> int:
        """Let something happen at LINE, and tell the town; return how many things.

        Args:
            events: each with ``type`` and ``user``, and what the type has besides.

        Raises:
            CannotTurn: an event without these.
        """
        try:
            bodies = [_event(dict(event)) for event in events]
        except (KeyError, TypeError) as error:
            raise CannotTurn("events") from error
        self._hooks.send(
            bodies,
            self.knobs,
            lambda body: {"X-Line-Signature": line_hook.sign(body, self._secret)},
        )
        return len(bodies)


def _is_sendable(one: dict[str, Any]) -> bool:
    if one["type"] == "template":
        actions = one["template"]["actions"]
        fits = all(
            0 < units(each["label"]) <= MOST_LABEL and 0 < len(each["data"]) <= MOST_DATA
            for each in actions
        )
        short = 0 < units(one["template"]["text"]) <= MOST_PROMPT and one["altText"]
        return bool(fits and short and 0 < len(actions) <= MOST_ACTIONS)
    return 0 < units(one["text"]) <= MOST_LETTERS


def _event(event: dict[str, Any]) -> Callable[[bool], bytes]:
    whole = {
        "mode": "active",
        "timestamp": int(time() * 1000),
        "webhookEventId": uuid4().hex,
        "source": {"type": "user", "userId": event.pop("user")},
        "type": event.pop("type"),
        **event,
    }

    def body(again: bool) -> bytes:  # noqa: FBT001 - told by position
        whole["deliveryContext"] = {"isRedelivery": again}
        return json.dumps({"destination": "U0", "events": [whole]}).encode()

    return body
