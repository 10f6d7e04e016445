"""What LINE tells us (LINEのWebhook): read only when signed, as plain facts."""

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

MOST_BYTES = 1_000_000


class CannotReadHook(Exception):
    """Not signed by LINE with our secret, or no JSON that LINE would send (読めない通知)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that happened at LINE (LINEでの出来事).

    Args:
        event_id: the same at every repetition of the same event.
        user: LINE's id of the person.
        at: when it happened; repetitions come late, and not in order.
        repeated: LINE says it has sent this before.
    """

    event_id: str
    user: str
    at: datetime
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed(Told):
    """Became a friend, or came back (友だち追加・ブロック解除)."""

    unblocked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfollowed(Told):
    """Blocked the account (ブロック)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote(Told):
    """Wrote a text (メッセージ)."""

    text: str
    reply_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed(Told):
    """Pressed a button of ours (ポストバック)."""

    data: str
    reply_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked(Told):
    """Came back from linking their account (アカウント連携)."""

    nonce: str
    linked: bool


@dataclass(frozen=True, slots=True)
class Hook:
    """One delivery of LINE (通知のまとまり).

    Args:
        passed_over: events of other kinds, of groups, or cut short; nothing is lost by them.
    """

    events: tuple[Told, ...]
    passed_over: int = 0


def sign(body: bytes, secret: str) -> str:
    """Return the signature of a body, as ``X-Line-Signature`` carries it (署名)."""
    return base64.b64encode(hmac.digest(secret.encode(), body, sha256)).decode()


def read(body: bytes, signature: str, *, secret: str) -> Hook:
    """Return what LINE tells.

    Args:
        body: exactly as it came; read anew and written again it would not match.

    Raises:
        CannotReadHook: forged, too long, or no list of events.
    """
    wanted = sign(body, secret)
    if not secret or not hmac.compare_digest(wanted.encode(), signature.encode("utf-8", "replace")):
        raise CannotReadHook("signature")
    if len(body) > MOST_BYTES:
        raise CannotReadHook("length")
    try:
        events = json.loads(body)["events"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise CannotReadHook("json") from None
    if not isinstance(events, list):
        raise CannotReadHook("events")
    told = [found for event in events if (found := _told(event)) is not None]
    return Hook(tuple(told), len(events) - len(told))


def _told(event: Any) -> Told | None:  # noqa: ANN401 - somebody else's JSON
    try:
        source = event["source"]
        if source["type"] != "user" or event.get("mode", "active") != "active":
            return None  # a group has no account with us; "standby": another program answers
        common = {
            "event_id": _text(event["webhookEventId"], 100),
            "user": _text(source["userId"], 100),
            "at": datetime.fromtimestamp(event["timestamp"] / 1000, UTC),
            "repeated": event.get("deliveryContext", {}).get("isRedelivery") is True,
        }
        return _KINDS[event["type"]](event, common)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
        return None


def _text(value: object, most: int) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= most:
        raise ValueError
    return value


def _followed(event: Any, common: Mapping[str, Any]) -> Told:  # noqa: ANN401 - somebody else's JSON
    return Followed(unblocked=event.get("follow", {}).get("isUnblocked") is True, **common)


def _unfollowed(_event: object, common: Mapping[str, Any]) -> Told:
    return Unfollowed(**common)


def _wrote(event: Any, common: Mapping[str, Any]) -> Told | None:  # noqa: ANN401 - as above
    if event["message"]["type"] != "text":
        return None
    text = _text(event["message"]["text"], 10_000)
    return Wrote(text=text, reply_token=str(event.get("replyToken", "")), **common)


def _pressed(event: Any, common: Mapping[str, Any]) -> Told:  # noqa: ANN401 - as above
    data = _text(event["postback"]["data"], 300)
    return Pressed(data=data, reply_token=str(event.get("replyToken", "")), **common)


def _linked(event: Any, common: Mapping[str, Any]) -> Told:  # noqa: ANN401 - as above
    link = event["link"]
    return Linked(nonce=_text(link["nonce"], 255), linked=link["result"] == "ok", **common)


_KINDS: dict[str, Callable[[Any, Mapping[str, Any]], Told | None]] = {
    "follow": _followed,
    "unfollow": _unfollowed,
    "message": _wrote,
    "postback": _pressed,
    "accountLink": _linked,
}
