"""What must hold of an ID token before it is believed (IDトークンの検査)."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

ALGORITHM = "ES256"
LEEWAY_S = 30
OLDEST = timedelta(minutes=10)
LONGEST_SUBJECT = 255
PARTS = 3
_FOREIGN_KEYS = frozenset({"jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256", "crit"})


class Why(StrEnum):
    """Why the provider's answer is not believed (拒否の理由)."""

    STATE = "state"
    BROWSER = "browser"
    REPLAY = "replay"
    LATE = "late"
    ISSUER = "issuer"
    ALGORITHM = "algorithm"
    HEADER = "header"
    KEY = "key"
    SIGNATURE = "signature"
    AUDIENCE = "audience"
    PARTY = "party"
    EXPIRED = "expired"
    FUTURE = "future"
    NONCE = "nonce"
    ASSURANCE = "assurance"
    SUBJECT = "subject"
    TOKEN_HASH = "token_hash"  # noqa: S105 - a reason, no secret
    SHAPE = "shape"
    CODE = "code"
    CANCELLED = "cancelled"
    REACH = "reach"
    LIMIT = "limit"


class CannotTrust(Exception):
    """The provider's answer is not believed (信頼できません)."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Expected:
    """What the token must say (期待値).

    Args:
        acr: words of assurance that must all be in the token's ``acr``.
        at: the moment of the check.
    """

    issuer: str
    client: str
    nonce: str
    acr: str
    access_token: str
    at: datetime


def header_of(token: str) -> dict[str, Any]:
    """Return a token's header if it names the one algorithm and no key but by its id.

    Raises:
        CannotTrust: another algorithm, or a header that brings its own key.
    """
    parts = token.split(".")
    if len(parts) != PARTS or not all(parts):
        raise CannotTrust(Why.ALGORITHM if token.endswith(".") else Why.SHAPE)
    try:
        padded = parts[0] + "=" * (-len(parts[0]) % 4)
        header = json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, binascii.Error) as error:
        raise CannotTrust(Why.SHAPE) from error
    if not isinstance(header, dict):
        raise CannotTrust(Why.SHAPE)
    if header.get("alg") != ALGORITHM:
        raise CannotTrust(Why.ALGORITHM)
    if _FOREIGN_KEYS & set(header) or not isinstance(header.get("kid"), str):
        raise CannotTrust(Why.HEADER)
    return header


def check_claims(claims: Mapping[str, Any], expected: Expected) -> str:
    """Return the subject of a token whose signature holds, if all its claims hold (検証).

    Raises:
        CannotTrust: naming the first claim that does not hold.

    Source:
        OpenID Connect Core 1.0, 3.1.3.7.
    """
    for why, holds in _checks(claims, expected):
        if not holds:
            raise CannotTrust(why)
    return str(claims["sub"])


def _checks(claims: Mapping[str, Any], expected: Expected) -> Iterator[tuple[Why, bool]]:
    now = expected.at.timestamp()
    audience, party = claims.get("aud"), claims.get("azp")
    audiences = audience if isinstance(audience, list) else [audience]
    expires, issued = claims.get("exp"), claims.get("iat")
    yield Why.ISSUER, claims.get("iss") == expected.issuer
    yield Why.AUDIENCE, audiences == [expected.client]
    yield Why.PARTY, party in {None, expected.client}
    yield Why.SHAPE, _is_time(expires) and _is_time(issued)
    yield Why.EXPIRED, float(expires or 0) > now - LEEWAY_S
    yield Why.FUTURE, float(issued or 0) <= now + LEEWAY_S
    yield Why.EXPIRED, float(issued or 0) >= now - OLDEST.total_seconds()
    yield Why.FUTURE, _not_before(claims.get("nbf")) <= now + LEEWAY_S
    yield Why.NONCE, _same(claims.get("nonce"), expected.nonce)
    yield Why.ASSURANCE, set(expected.acr.split()) <= set(str(claims.get("acr", "")).split())
    if "at_hash" in claims:
        yield Why.TOKEN_HASH, _same(claims["at_hash"], half_hash(expected.access_token))
    yield Why.SUBJECT, _is_subject(claims.get("sub"))


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _not_before(value: object) -> float:
    if value is None:
        return 0.0
    return float(value) if isinstance(value, int | float) else float("inf")


def _same(value: object, expected: str) -> bool:
    return isinstance(value, str) and hmac.compare_digest(value.encode(), expected.encode())


def _is_subject(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_SUBJECT and value.isascii()


def half_hash(access_token: str) -> str:
    """Return what ``at_hash`` says of an access token under ES256."""
    half = hashlib.sha256(access_token.encode()).digest()[:16]
    return base64.urlsafe_b64encode(half).decode().rstrip("=")
