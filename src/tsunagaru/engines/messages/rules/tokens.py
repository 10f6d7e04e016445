"""Short tokens that name one recipient of one broadcast (受信者を表す符号): pure rules."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from struct import pack, unpack
from typing import NamedTuple

MAC_BYTES = 9
LENGTH = 28  # letters


class Place(NamedTuple):
    """Which target a token names (送信先)."""

    broadcast: int
    seq: int


def token(key: bytes, broadcast: int, seq: int) -> str:
    """Return the token of a target: 28 letters that nobody can make up (符号)."""
    named = pack(">QI", broadcast, seq)
    return urlsafe_b64encode(named + _mac(key, named)).decode()


def place_of(key: bytes, text: str) -> Place | None:
    """Return what a token names, or None when it is no token of ours."""
    if len(text) != LENGTH or not text.isascii():
        return None
    try:
        raw = urlsafe_b64decode(text)
    except (Error, ValueError):
        return None
    named, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
    return Place(*unpack(">QI", named)) if hmac.compare_digest(mac, _mac(key, named)) else None


def _mac(key: bytes, named: bytes) -> bytes:
    return hmac.digest(key, named, "sha256")[:MAC_BYTES]
