"""Numbers and codes of invoices (請求番号・支払いコード)."""

import hmac
import re
import unicodedata
from base64 import b32encode
from hashlib import sha256

NUMBER = re.compile(r"([0-9]{4})-?([0-9]{6,})-?([0-9])")


def check_digit(digits: str) -> int:
    """Return the Luhn check digit of some digits (検査数字): finds every single wrong digit."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - the digit sum of 10-18
    return -total % 10


def make_number(year: int, serial: int) -> str:
    """Return an invoice's number, such as ``2026-000123-4`` (請求番号)."""
    body = f"{year}{serial:06d}"
    return f"{year}-{serial:06d}-{check_digit(body)}"


def read_number(text: str) -> str | None:
    """Return the number somebody typed in its proper form, or None when it cannot be one."""
    folded = re.sub(r"[\s‐－―ー−]", "-", unicodedata.normalize("NFKC", text).strip())
    found = NUMBER.fullmatch(folded)
    if found is None or check_digit(found[1] + found[2]) != int(found[3]):
        return None
    return f"{found[1]}-{found[2]}-{found[3]}"


def code_of(invoice: str, *, secret: str) -> str:
    """Return the unguessable code in an invoice's link (支払いコード), 120 bits."""
    digest = hmac.digest(secret.encode(), f"payments.invoice|{invoice}".encode(), sha256)
    return b32encode(digest[:15]).decode().lower()
