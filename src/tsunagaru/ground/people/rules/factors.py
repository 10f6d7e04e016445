"""Rules about second factors (追加の認証): one-time codes, recovery codes, sign counters.

Sources: RFC 4226 (HOTP), RFC 6238 (TOTP), W3C Web Authentication Level 3.
"""

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import quote, urlencode, urlsplit
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

from tsunagaru.kernel.text import fold_width

STEP = timedelta(seconds=30)
DIGITS, LATE_STEPS, SECRET_BYTES = 6, 1, 20
CODES, CODE_BYTES, GROUP = 10, 10, 4
PROOF_LASTS = timedelta(minutes=5)
CEREMONY_LASTS = timedelta(minutes=5)
FIRST_STEP_LASTS = timedelta(minutes=10)
SETTING_UP_LASTS = timedelta(minutes=30)


class Factor(StrEnum):
    """What besides a password shows who somebody is (追加の認証の種類)."""

    PASSKEY = "passkey"
    APP = "app"
    CODES = "codes"


class Ceremony(StrEnum):
    """What a passkey is asked for (パスキーを使う目的)."""

    ADD = "add"
    SIGN_IN = "sign_in"
    SECOND = "second"
    PROVE = "prove"


class Doubt(StrEnum):
    """Why a passkey's answer was not believed (パスキーを受け付けない理由)."""

    SHAPE = "shape"
    CHALLENGE = "challenge"
    CHECK = "check"
    UNKNOWN = "unknown"
    OWNER = "owner"
    COUNTER = "counter"


class CannotTrustPasskey(Exception):
    """A passkey's answer does not hold (パスキーを確かめられません).

    Args:
        why: what was wrong; for the record, not for the page.
    """

    def __init__(self, why: Doubt) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Party:
    """For whom a passkey is good (リライングパーティ): the site as a browser knows it.

    Args:
        id: the host name.
        origin: scheme, host and port; an answer from any other origin is refused.
    """

    id: str
    origin: str


def party_at(address: str) -> Party | None:
    """Return the party at an address, or None where browsers offer no passkeys.

    They want a name, not a number, and HTTPS unless the name is ``localhost``.

    Args:
        address: scheme and host of a page, such as ``https://tsunagaru.example``.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    local = host == "localhost" or host.endswith(".localhost")
    if not host or _is_number(host) or (parts.scheme != "https" and not local):
        return None
    return Party(host, f"{parts.scheme}://{parts.netloc}")


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def step_of(at: datetime) -> int:
    """Return the number of the half minute for which a one-time code is good (時間の区切り)."""
    return int(at.timestamp() // STEP.total_seconds())


def one_time_code(secret: str, step: int) -> str:
    """Return the one-time code of a step (ワンタイムコード); ``secret`` is base32."""
    key = base64.b32decode(secret)
    return HOTP(key, DIGITS, SHA1()).generate(step).decode()  # noqa: S303 - what the apps speak


def accepted_step(secret: str, code: str, *, at: datetime, used: int) -> int | None:
    """Return the step a code belongs to, or None when it is not to be taken (照合).

    One step before and after is taken, since clocks differ; never one already used or older.
    """
    now, told = step_of(at), code.encode()
    fitting = None
    for step in range(now - LATE_STEPS, now + LATE_STEPS + 1):
        same = hmac.compare_digest(one_time_code(secret, step).encode(), told)
        fitting = step if same and step > used else fitting
    return fitting


def app_link(secret: str, *, issuer: str, name: str) -> str:
    """Return what the QR code tells an authenticator app (認証アプリの設定)."""
    query = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{name}', safe=':')}?{query}"


def grouped(text: str) -> str:
    """Return a long code in groups of four, to be read and typed (区切り)."""
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def plain_code(text: str) -> str:
    """Return a typed recovery code or one-time code without hyphens and spaces, upper case."""
    return "".join(c for c in fold_width(text).upper() if c.isalnum())


def code_digest(id: UUID, code: str) -> str:
    """Return what is kept of a recovery code (復旧コードの要約値); the code has eighty bits."""
    return sha256(f"{id.hex}|{code}".encode()).hexdigest()


def counter_moves(stored: int, told: int) -> bool:
    """Tell whether a sign counter may follow another; going back means a copied key (複製).

    Source: Web Authentication, 6.1.1. Passkeys that are copied between devices tell 0 always.
    """
    return told > stored or (told == 0 and stored == 0)
