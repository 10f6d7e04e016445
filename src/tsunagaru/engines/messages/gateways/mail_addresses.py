"""Addresses of e-mail (メールアドレス): what goes into a command, and the way back of bounces."""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

MAC = 12
REPLY = "reply+"
LONGEST = 254
# RFC 5321 section 4.1.2, and the dots that Japanese mobile carriers once gave out (a..b.@…).
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9-]{1,63}")
_PLAIN = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


@dataclass(frozen=True, slots=True)
class ReturnPath:
    """What a bounce's address says (返送先): which parcel, and which recipient where it was one.

    Args:
        seq: None for a letter to many; the bounce names the address.
    """

    key: UUID
    seq: int | None = None


def path_of(address: str) -> str:
    """Return an address as it stands between ``<`` and ``>``; empty where none could."""
    local, at, domain = address.rpartition("@")
    if not at or len(address) > LONGEST or not _LOCAL.fullmatch(local):
        return ""
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode()
        except UnicodeError:
            return ""
    if not _DOMAIN.fullmatch(domain):
        return ""
    return f"{local}@{domain}" if _PLAIN.fullmatch(local) else f'"{local}"@{domain}'


def bounce_to(path: ReturnPath, *, secret: str, domain: str) -> str:
    """Return the envelope's sender: signed, so that nobody can invent a bounce (VERP)."""
    seq = "" if path.seq is None else f"{path.seq:x}"
    return f"bounce+{path.key.hex}-{seq}-{_mac(path.key.hex, seq, secret)}@{domain}"


def reply_to(token: str, *, domain: str) -> str:
    """Return the address for answers of one recipient (返信先); case does not matter in it."""
    return f"{REPLY}{urlsafe_b64decode(token).hex()}@{domain}"


def replied(address: str) -> str:
    """Return the recipient's token in an address for answers, or nothing (返信の符号)."""
    local = address.strip().strip("<>").rpartition("@")[0].lower()
    found = re.fullmatch(r"reply\+([0-9a-f]{42})", local)
    return urlsafe_b64encode(bytes.fromhex(found[1])).decode() if found else ""


def bounced(address: str, *, secret: str) -> ReturnPath | None:
    """Return what an envelope's sender says; None when it is none of ours."""
    local = address.strip().strip("<>").rpartition("@")[0].lower()
    found = re.fullmatch(r"bounce\+([0-9a-f]{32})-([0-9a-f]{0,15})-([0-9a-f]{12})", local)
    if found is None or not secret:
        return None
    key, seq, mac = found.groups()
    if not hmac.compare_digest(mac, _mac(key, seq, secret)):
        return None
    return ReturnPath(UUID(key), int(seq, 16) if seq else None)


def _mac(key: str, seq: str, secret: str) -> str:
    return hmac.digest(secret.encode(), f"bounce {key} {seq}".encode(), sha256).hex()[:MAC]
