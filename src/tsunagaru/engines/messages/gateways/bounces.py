"""Letters that come back (不達通知): delivery status notifications (RFC 3464)."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from enum import StrEnum

from tsunagaru.engines.messages.gateways.mail_addresses import ReturnPath, bounced

MOST_BYTES, MOST_PARTS = 2_000_000, 300
_STATUS = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})")
# Lasting refusals (5.x.x) that say nothing about whether the address exists: a full box, trouble
# on the way, rules about us.
_NOT_THE_ADDRESS = {"5.2.2", "5.2.3", "5.2.4"}
_OTHER_SUBJECTS = ("5.3.", "5.4.", "5.5.", "5.6.", "5.7.")


class CannotReadBounce(Exception):
    """Not a notification about a letter of ours (読めない不達通知)."""


class Fate(StrEnum):
    """What became of a letter (結末)."""

    HARD = "hard"
    SOFT = "soft"
    DELAYED = "delayed"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a mail server reports of one recipient (不達).

    Args:
        path: which parcel, and which recipient where the letter had only one.
        address: whom the report names; for a letter to many.
        status: such as ``5.1.1``.
    """

    path: ReturnPath
    fate: Fate
    address: str
    status: str


def read(raw: bytes, *, secret: str, envelope_to: str = "") -> list[Bounce]:
    """Return what a notification says, one bounce a recipient.

    Args:
        raw: the whole mail.
        envelope_to: to whom it was handed over, where that is known; else its headers say it.

    Raises:
        CannotReadBounce: no notification, or none of ours.
    """
    if len(raw) > MOST_BYTES:
        raise CannotReadBounce("length")
    message = message_from_bytes(raw, policy=policy.compat32)
    path = _path(message, secret, envelope_to)
    if path is None:
        raise CannotReadBounce("address")
    found = []
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            raise CannotReadBounce("parts")
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            blocks = [block for block in _blocks(part) if block.get("Action")]
            found += [bounce for block in blocks if (bounce := _bounce(path, block))]
    if not found:
        raise CannotReadBounce("report")
    return found


def _path(message: Message, secret: str, envelope_to: str) -> ReturnPath | None:
    names = ("X-Original-To", "Delivered-To", "Envelope-To", "To")
    said = [envelope_to, *(str(value) for name in names for value in message.get_all(name, []))]
    candidates = (address for text in said for address in re.findall(r"bounce\+[^\s<>,;]+", text))
    return next((path for text in candidates if (path := bounced(text, secret=secret))), None)


def _blocks(part: Message) -> list[Message]:
    payload = part.get_payload()
    if isinstance(payload, list):
        return [block for block in payload if isinstance(block, Message)]
    return []


def _bounce(path: ReturnPath, block: Message) -> Bounce | None:
    found = _STATUS.match(str(block.get("Status", "")))
    status = ".".join(found.groups()) if found else ""
    fate = _fate(str(block["Action"]).strip().lower(), status)
    if fate is None:
        return None
    named = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "")
    address = named.partition(";")[2].strip().strip("<>")
    return Bounce(path, fate, address[:254], status)


def _fate(action: str, status: str) -> Fate | None:
    if action == "delayed":
        return Fate.DELAYED
    if action in ("delivered", "relayed", "expanded"):
        return Fate.DELIVERED if action == "delivered" else None
    if action != "failed":
        return None
    lasting = not status or status.startswith("5.")
    elsewhere = status in _NOT_THE_ADDRESS or status.startswith(_OTHER_SUBJECTS)
    return Fate.HARD if lasting and not elsewhere else Fate.SOFT
