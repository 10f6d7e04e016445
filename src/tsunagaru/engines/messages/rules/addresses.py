"""Addresses in the one form that is stored and indexed (宛先の形)."""

import json

from tsunagaru.kernel.text import fold_width, normalise_phone


class CannotRead(ValueError):
    """This is no address of its kind (宛先の形が違います)."""


def address_form(kind: str, address: str) -> str:
    """Return an address in its one form (宛先をそろえる).

    Raises:
        CannotRead: it cannot be an address of this kind.
    """
    if kind == "email":
        return _email(fold_width(address).strip())
    if kind == "sms":
        return _phone(address)
    if kind == "webpush":
        return _subscription(address)
    return address.strip()


def _email(text: str) -> str:
    name, at, domain = text.rpartition("@")
    if not (name and at and "." in domain) or not text.isprintable() or " " in text:
        raise CannotRead(text)
    return f"{name}@{domain.lower()}"


def _phone(text: str) -> str:
    """Return a Japanese mobile number in E.164."""
    digits = normalise_phone(text) or ""
    if not digits.startswith(("070", "080", "090")) or len(digits) != len("09012345678"):
        raise CannotRead(text)
    return "+81" + digits[1:]


def _subscription(text: str) -> str:
    try:
        found = json.loads(text)
        keys = {name: str(found["keys"][name]) for name in ("auth", "p256dh")}
        parts = {"endpoint": str(found["endpoint"]), "keys": keys}
    except (ValueError, KeyError, TypeError) as error:
        raise CannotRead(text) from error
    return json.dumps(parts, separators=(",", ":"), sort_keys=True)
