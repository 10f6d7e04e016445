"""Codes that prove a telephone (電話番号の確認番号): six digits, for ten minutes. Pure rules."""

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from tsunagaru.kernel.text import fold_width

DIGITS, TRIES, LIVES = 6, 5, timedelta(minutes=10)


def code_of(ask: UUID, *, secret: str) -> str:
    """Return the code of one ask (確認番号): kept nowhere, the same at every repetition."""
    told = hmac.digest(secret.encode(), b"messages.phone_code|" + ask.bytes, "sha256")
    return f"{int.from_bytes(told) % 10**DIGITS:0{DIGITS}d}"


def fits(typed: str, code: str) -> bool:
    """Tell, in constant time, whether what was typed is the code; spaces and width do not count."""
    digits = "".join(sign for sign in fold_width(typed) if sign.isdecimal())
    return hmac.compare_digest(digits.encode(), code.encode())


def is_over(asked_at: datetime, tries: int, at: datetime) -> bool:
    """Tell whether a code can no longer be used (確認番号の期限切れ)."""
    return tries >= TRIES or at > asked_at + LIVES
