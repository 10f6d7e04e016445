"""Whether what was pushed to us comes from whom we share a secret with (電文の受け口の署名)."""

import hmac
from datetime import datetime

LIVES_S = 300
"""How old a signature may be: an old one was overheard, or hung somewhere."""


class CannotTrust(ValueError):
    """The signature is missing, wrong or old (署名が正しくありません)."""


def sign(body: bytes, *, secret: str, at: datetime) -> dict[str, str]:
    """Return the headers that go with a body (署名する): time and HMAC-SHA256 of both."""
    stamp = str(int(at.timestamp()))
    return {"X-Tsunagaru-Time": stamp, "X-Tsunagaru-Signature": _signature(body, secret, stamp)}


def check(body: bytes, signature: str, stamp: str, *, secret: str, at: datetime) -> None:
    """Check that a body was signed with our secret, just now.

    Raises:
        CannotTrust: it was not.
    """
    if not stamp.isascii() or not stamp.isdigit() or len(stamp) > len("9999999999"):
        raise CannotTrust("time")
    if abs(at.timestamp() - int(stamp)) > LIVES_S:
        raise CannotTrust("old")
    given, right = signature.encode(), _signature(body, secret, stamp).encode()
    if not hmac.compare_digest(given, right):
        raise CannotTrust("signature")


def _signature(body: bytes, secret: str, stamp: str) -> str:
    return hmac.digest(secret.encode(), stamp.encode() + b"." + body, "sha256").hex()
