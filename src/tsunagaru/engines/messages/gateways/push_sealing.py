"""Sealing of browser notifications (プッシュ通知の暗号化): RFC 8291 on RFC 8188's aes128gcm."""

import hmac
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE, EXCHANGE = ec.SECP256R1(), ec.ECDH()
SALT, SECRET, POINT, RECORD = 16, 16, 65, 4_096
LEAD = SALT + 4 + 1 + POINT
# What a push service must take (RFC 8030 section 7.2), less what sealing adds.
MOST_PLAIN = RECORD - LEAD - 16 - 1
_RECORD_AND_LENGTH = RECORD.to_bytes(4, "big") + bytes([POINT])


class CannotSeal(ValueError):
    """No subscription that any browser would give (購読情報の誤り)."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where a browser takes notifications, and its keys (購読情報)."""

    endpoint: str
    key: bytes
    secret: bytes


class Keys(NamedTuple):
    """Key and nonce of one sealed notification."""

    key: bytes
    nonce: bytes


def read(address: str) -> Subscription:
    """Return a subscription from the JSON that the browser gave.

    Raises:
        CannotSeal: something is missing or of the wrong length.
    """
    try:
        told = json.loads(address)
        endpoint, keys = told["endpoint"], told["keys"]
        found = Subscription(endpoint, unbase64(keys["p256dh"]), unbase64(keys["auth"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise CannotSeal("subscription") from None
    if not isinstance(endpoint, str) or len(found.key) != POINT or len(found.secret) != SECRET:
        raise CannotSeal("subscription")
    return found


def seal(
    plain: bytes,
    to: Subscription,
    *,
    salt: bytes = b"",
    sender: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """Seal a text for one browser.

    Args:
        plain: at most ``MOST_PLAIN`` bytes.
        salt: a fresh one (RFC 8291 section 3.1); drawn here where none is given.
        sender: fresh as well; given in tests only.

    Raises:
        CannotSeal: the browser's key is no point of the curve.
    """
    sender = sender or ec.generate_private_key(CURVE)
    try:
        browser = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, to.key)
    except ValueError:
        raise CannotSeal("key") from None
    own = point_of(sender.public_key())
    salt = salt or os.urandom(SALT)
    shared = sender.exchange(EXCHANGE, browser)
    keys = derive(shared, secret=to.secret, browser=to.key, sender=own, salt=salt)
    sealed = AESGCM(keys.key).encrypt(keys.nonce, plain + b"\x02", None)
    return salt + _RECORD_AND_LENGTH + own + sealed


def derive(shared: bytes, *, secret: bytes, browser: bytes, sender: bytes, salt: bytes) -> Keys:
    """Return key and nonce from what both sides know (RFC 8291 section 3.4)."""
    first = hmac.digest(secret, shared, "sha256")
    told = b"WebPush: info\x00" + browser + sender + b"\x01"
    second = hmac.digest(salt, hmac.digest(first, told, "sha256"), "sha256")
    key = hmac.digest(second, b"Content-Encoding: aes128gcm\x00\x01", "sha256")[:16]
    nonce = hmac.digest(second, b"Content-Encoding: nonce\x00\x01", "sha256")[:12]
    return Keys(key, nonce)


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as the protocol carries it."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def base64(data: bytes) -> str:
    """Return base64 for addresses, without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unbase64(text: str) -> bytes:
    """Return what base64 for addresses says, padded or not.

    Raises:
        ValueError: it is none.
    """
    plain = text.rstrip("=")
    return urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
