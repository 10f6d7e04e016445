"""Browsers that subscribed (模擬のブラウザー): their keys, and how they open what comes."""

import json
from functools import cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tsunagaru.engines.messages.gateways.push_sealing import (
    CURVE,
    EXCHANGE,
    LEAD,
    POINT,
    SALT,
    SECRET,
    base64,
    derive,
    point_of,
    unbase64,
)

PAIRS = 64
DAY_S = 86_400


class CannotOpen(ValueError):
    """Not sealed for this browser (開けない通知)."""


@cache
def private_key(number: int) -> ec.EllipticCurvePrivateKey:
    """Return a browser's key; some share one, so that a million are made in no time."""
    secret = sha256(b"browser %d" % (number % PAIRS)).digest()
    return ec.derive_private_key(int.from_bytes(secret, "big") >> 1, CURVE)


@cache
def _public(number: int) -> bytes:
    return point_of(private_key(number).public_key())


def auth_of(number: int) -> bytes:
    """Return a browser's secret."""
    return sha256(b"auth %d" % number).digest()[:SECRET]


def subscription(origin: str, number: int) -> str:
    """Return what a browser would give the town (購読情報).

    Args:
        origin: of the simulated push service.
    """
    keys = {"p256dh": base64(_public(number % PAIRS)), "auth": base64(auth_of(number))}
    return json.dumps({"endpoint": f"{origin}/push/{number}", "keys": keys})


def opened(sealed: bytes, number: int) -> bytes:
    """Open a notification as the browser would.

    Raises:
        CannotOpen: it was sealed for somebody else, or changed.
    """
    key = private_key(number % PAIRS)
    return open_with(sealed, key, auth_of(number))


def open_with(sealed: bytes, key: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """Open a notification with a browser's key and secret (RFC 8291).

    Raises:
        CannotOpen: it was sealed for somebody else, or changed.
    """
    salt, sender = sealed[:SALT], sealed[LEAD - POINT : LEAD]
    try:
        other = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
        shared = key.exchange(EXCHANGE, other)
        browser = point_of(key.public_key())
        keys = derive(shared, secret=auth, browser=browser, sender=sender, salt=salt)
        plain = AESGCM(keys.key).decrypt(keys.nonce, sealed[LEAD:], None)
    except (ValueError, InvalidTag) as error:
        raise CannotOpen from error
    text = plain.rstrip(b"\x00")
    if not text.endswith(b"\x02"):
        raise CannotOpen
    return text[:-1]


def is_signed(header: str, *, origin: str, now: float) -> bool:
    """Tell whether a request's word on who sends is right (RFC 8292)."""
    try:
        words = header.removeprefix("vapid ").split(",")
        parts = dict(word.strip().split("=", 1) for word in words)
        head, claims, signature = parts["t"].split(".")
        raw = unbase64(signature)
        pair = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unbase64(parts["k"]))
        signed = f"{head}.{claims}".encode()
        key.verify(encode_dss_signature(*pair), signed, ec.ECDSA(hashes.SHA256()))
        said = json.loads(unbase64(claims))
        kind = json.loads(unbase64(head))
        right = said["aud"] == origin and kind["alg"] == "ES256"
        return right and now < said["exp"] <= now + DAY_S and bool(said["sub"])
    except (ValueError, KeyError, TypeError, InvalidSignature):
        return False
