"""What became of short messages (SMSの受領通知): signed, perhaps twice, late and out of order."""

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

MOST_BYTES, WINDOW_S, STAMP = 1_000_000, 300, 12


class CannotReadReceipt(Exception):
    """Forged, stale or not understood (読めない受領通知)."""


class State(StrEnum):
    """What the provider knows of a message (状態)."""

    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    EXPIRED = "expired"


FINAL = frozenset({State.DELIVERED, State.FAILED, State.EXPIRED})


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt (受領通知).

    Args:
        receipt_id: the same at every repetition.
        ref: the provider's id of the message, as its answer gave it.
        at: when it happened at the provider; receipts come in any order.
        code: the provider's reason for a failure.
    """

    receipt_id: str
    ref: str
    state: State
    at: datetime
    code: str = ""


def sign(body: bytes, *, secret: str, epoch: int) -> str:
    """Return the header ``X-Signature`` of a body: ``t=epoch,v1=hex`` over ``epoch.body``."""
    mac = hmac.digest(secret.encode(), f"{epoch}.".encode() + body, sha256).hex()
    return f"t={epoch},v1={mac}"


def check(body: bytes, signature: str, *, secret: str, now: float) -> None:
    """Check that the provider has just said this (署名の確認).

    Raises:
        CannotReadReceipt: not signed, stale, or too long.
    """
    stamp = signature.partition(",")[0].removeprefix("t=")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= STAMP) or not secret:
        raise CannotReadReceipt("signature")
    wanted = sign(body, secret=secret, epoch=int(stamp))
    if not hmac.compare_digest(wanted.encode(), signature.encode("utf-8", "replace")):
        raise CannotReadReceipt("signature")
    if abs(now - int(stamp)) > WINDOW_S:
        raise CannotReadReceipt("stale")
    if len(body) > MOST_BYTES:
        raise CannotReadReceipt("length")


def read(body: bytes, signature: str, *, secret: str, now: float) -> list[Receipt]:
    """Return the receipts of one delivery; states we do not know are passed over.

    Args:
        body: exactly as it came.
        now: seconds since 1970; what was signed long ago is not believed again.

    Raises:
        CannotReadReceipt: not signed, stale, or no receipts.
    """
    check(body, signature, secret=secret, now=now)
    try:
        told = json.loads(body)["receipts"]
        return [_receipt(one) for one in told if one["state"] in set(State)]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise CannotReadReceipt("json") from None


def _receipt(one: dict[str, str]) -> Receipt:
    at = datetime.fromisoformat(one["at"])
    if at.tzinfo is None:
        raise ValueError
    number, ref, code = str(one["id"])[:100], str(one["ref"])[:100], str(one.get("code", ""))[:40]
    return Receipt(number, ref, State(one["state"]), at, code)


def last_word(receipts: Iterable[Receipt]) -> Receipt:
    """Return what counts of a message's receipts, in whatever order they came.

    What is final stays: of several final ones the first that happened, ties by their ids.

    Raises:
        ValueError: there is none.
    """
    told = list(receipts)
    final = [one for one in told if one.state in FINAL]
    if final:
        return min(final, key=lambda one: (one.at, one.receipt_id))
    return max(told, key=lambda one: (one.at, one.receipt_id))
