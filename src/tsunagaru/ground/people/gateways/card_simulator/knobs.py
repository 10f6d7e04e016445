"""What the stand-in does wrong when told to (わざと間違える設定): each an attack to be refused."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey


class Forgery(StrEnum):
    """How a token is forged (偽造のしかた)."""

    GENUINE = "genuine"
    NONE = "none"
    UNSIGNED = "unsigned"
    HS256 = "hs256"
    FOREIGN = "foreign"


@dataclass
class Knobs:
    """What goes wrong (間違いの内容).

    Args:
        claims: claims of the ID token set to another value; None leaves one out.
        header: entries of its header set likewise.
        userinfo: claims of the user-info answer set likewise.
        callback: parameters of the way back set likewise.
        revocation: what the authority says: ``right``, ``unknown``, ``away``, ``stale``,
            ``forged``; ``list`` when only its list can be had.
        certificate: which certificate signs: ``sign``, ``auth``, ``self``, ``ca``, ``foreign``,
            ``expired`` or ``second``, of the next generation.
        serial: the number of another card, put into the certificate.
    """

    forgery: Forgery = Forgery.GENUINE
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    callback: dict[str, str | None] = field(default_factory=dict)
    reuse_codes: bool = False
    revocation: str = "right"
    certificate: str = "sign"
    tamper: bool = False
    serial: int = 0


def changed(values: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return values with changes; None leaves one out."""
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def forge(
    forgery: Forgery, header: Mapping[str, Any], claims: Mapping[str, Any], key: ECKey
) -> str:
    """Return a token, genuine or forged in one way."""
    head, body = dict(header), dict(claims)
    match forgery:
        case Forgery.NONE:
            return f"{_part(head | {'alg': 'none'})}.{_part(body)}."
        case Forgery.UNSIGNED:
            return f"{_part(head)}.{_part(body)}."
        case Forgery.HS256:
            text = f"{_part(head | {'alg': 'HS256'})}.{_part(body)}"
            secret = key.as_pem(private=False)
            return f"{text}.{_text(hmac.digest(secret, text.encode(), hashlib.sha256))}"
        case Forgery.FOREIGN:
            key = ECKey.generate_key("P-256")
    return jwt.encode(head, body, key, algorithms=["ES256"])


def _part(value: Mapping[str, Any]) -> str:
    return _text(json.dumps(value).encode())


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
