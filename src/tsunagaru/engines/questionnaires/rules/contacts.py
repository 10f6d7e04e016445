"""Telephone numbers and e-mail addresses (連絡先)."""

import re

from tsunagaru.engines.questionnaires.rules import text
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.kernel.text import format_phone, normalise_email, normalise_phone

NOT_PHONE = "「{label}」は、市外局番から入力してください（例：0550-12-3456、090-1234-5678）。"
NOT_EMAIL = (
    "「{label}」を、メールアドレスとして読めません。入力し直してください（例：oyama@example.jp）。"
)
LONGEST_PHONE = 40
LONGEST_EMAIL = 254
_ABROAD = re.compile(r"\+(?!81|0)[0-9]{8,15}")
_JOINTS = re.compile(r"[\s().\-‐‑–—−]")


def read_phone(raw: str) -> str | None:
    """Return a telephone number (電話番号) as digits, abroad with ``+``; None for nothing.

    Raises:
        CannotRead: not a telephone number.
    """
    if len(raw) > LONGEST_PHONE:
        raise CannotRead(NOT_PHONE)
    typed = text.fold(raw)
    if not typed:
        return None
    joined = _JOINTS.sub("", typed)
    digits = joined if _ABROAD.fullmatch(joined) else normalise_phone(typed)
    if digits is None:
        raise CannotRead(NOT_PHONE)
    return digits


def show_phone(value: str) -> str:
    """Return a telephone number as people read it (電話番号の表示)."""
    return format_phone(value)


def read_email(raw: str) -> str | None:
    """Return an e-mail address (メールアドレス), or None when there is nothing.

    Raises:
        CannotRead: not an address.
    """
    if len(raw) > 2 * LONGEST_EMAIL:
        raise CannotRead(NOT_EMAIL)
    typed = text.fold(raw)
    if not typed:
        return None
    address = normalise_email(typed)
    if address is None:
        raise CannotRead(NOT_EMAIL)
    return address
