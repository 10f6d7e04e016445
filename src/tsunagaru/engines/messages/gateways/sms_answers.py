"""Short messages that people send us (SMSの返信): signed by the provider, like receipts."""

import json
from dataclasses import dataclass
from datetime import datetime

from tsunagaru.engines.messages.gateways.sms_receipts import (
    MOST_BYTES,
    CannotReadReceipt,
    check,
)

LONGEST = 1_000
__all__ = ["MOST_BYTES", "ShortAnswer", "read"]


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """One short message from a telephone (届いたSMS).

    Args:
        key: the same at every repetition.
        sender: the telephone, in E.164.
    """

    key: str
    sender: str
    text: str
    at: datetime


def read(body: bytes, signature: str, *, secret: str, now: float) -> list[ShortAnswer]:
    """Return what people wrote: ``{"messages": [{"id", "from", "text", "at"}]}``.

    Raises:
        CannotReadReceipt: not signed, stale, or no messages.
    """
    check(body, signature, secret=secret, now=now)
    try:
        return [_answer(one) for one in json.loads(body)["messages"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise CannotReadReceipt("json") from None


def _answer(one: dict[str, str]) -> ShortAnswer:
    at = datetime.fromisoformat(one["at"])
    if at.tzinfo is None:
        raise ValueError
    return ShortAnswer(str(one["id"])[:80], str(one["from"])[:40], str(one["text"])[:LONGEST], at)
