"""Answers to our letters (メールの返信): which recipient, and the words they wrote themselves."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256

from tsunagaru.engines.messages.gateways.mail_addresses import REPLY, replied

MOST_BYTES, MOST_LETTERS = 2_000_000, 1_000
# What mail programs put before the letter that is answered.
_QUOTED = re.compile(r"^\s*(>|-{3,}|_{5,}|On .{5,80} wrote:|.{0,40}\d{4}年.{0,60}[:：]\s*$|From:)")


class CannotReadAnswer(Exception):
    """Not an answer to a letter of ours, or written by a machine (読めない返信)."""


@dataclass(frozen=True, slots=True)
class MailAnswer:
    """One answer (返信).

    Args:
        key: the same at every repetition.
        token: names the recipient of the letter that was answered.
    """

    key: str
    token: str
    text: str


def read(raw: bytes, *, envelope_to: str = "") -> MailAnswer:
    """Return what somebody answered.

    Args:
        raw: the whole mail.
        envelope_to: to whom it was handed over, where that is known; else its headers say it.

    Raises:
        CannotReadAnswer: it is none.
    """
    if len(raw) > MOST_BYTES:
        raise CannotReadAnswer("length")
    message = message_from_bytes(raw, policy=policy.default)
    if not isinstance(message, EmailMessage) or _is_automatic(message):
        raise CannotReadAnswer("automatic")
    token = _token(message, envelope_to)
    if not token:
        raise CannotReadAnswer("address")
    named = str(message.get("Message-ID", "")).strip() or sha256(raw).hexdigest()
    return MailAnswer(sha256(named.encode()).hexdigest()[:64], token, _own_words(message))


def _is_automatic(message: EmailMessage) -> bool:
    """Tell whether nobody wrote it: an absence note is no sign of life (自動応答)."""
    automatic = str(message.get("Auto-Submitted", "no")).strip().lower()
    report = message.get_content_type() == "multipart/report"
    return automatic != "no" or report or "X-Autoreply" in message


def _token(message: EmailMessage, envelope_to: str) -> str:
    names = ("X-Original-To", "Delivered-To", "Envelope-To", "To")
    said = [envelope_to, *(str(value) for name in names for value in message.get_all(name, []))]
    pattern = re.escape(REPLY) + r"[^\s<>,;\"]+"
    found = (address for text in said for address in re.findall(pattern, text, re.IGNORECASE))
    return next((token for one in found if (token := replied(one))), "")


def _own_words(message: EmailMessage) -> str:
    try:
        part = message.get_body(preferencelist=("plain", "html"))
        text = part.get_content() if part else ""
    except (KeyError, LookupError, ValueError):
        text = ""
    if part is not None and part.get_content_subtype() == "html":
        text = re.sub(r"<[^>]*>", "\n", text)
    kept: list[str] = []
    for line in str(text).splitlines():
        if _QUOTED.match(line):
            break
        kept.append(line)
    return "\n".join(kept).strip()[:MOST_LETTERS]
