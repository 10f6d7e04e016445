"""Boxes that a tablet can close and only the town can open (封をした記録): lost, it tells nothing.

P-256, a new key for each box; HKDF-SHA-256; AES-256-GCM, bound to the entry's id.
"""

import base64
import json
from collections.abc import Callable
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

INFO = b"tsunagaru shelter entry"
POINT, NONCE, KEY = 65, 12, 32
CURVE = ec.SECP256R1()


class CannotOpenBox(Exception):
    """It was not closed for this tablet, or is damaged (封を開けられません)."""


def new_pair() -> tuple[str, str]:
    """Return a private key (PEM) and its public one (Base64 of the point) (鍵の組)."""
    key = ec.generate_private_key(CURVE)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private.decode(), base64.b64encode(_point(key.public_key())).decode()


def opener(private: str) -> Callable[[UUID, str], object]:
    """Return a function that opens boxes of one tablet; it is told the id and the box (封を開く).

    Raises (the function):
        CannotOpenBox
    """
    key = load_pem_private_key(private.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise CannotOpenBox("no key of a tablet")

    def open_box(id: UUID, box: str) -> object:
        try:
            raw = base64.b64decode(box, validate=True)
            point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw[:POINT])
            secret = key.exchange(ec.ECDH(), point)
            nonce, sealed = raw[POINT : POINT + NONCE], raw[POINT + NONCE :]
            return json.loads(AESGCM(_derive(secret)).decrypt(nonce, sealed, str(id).encode()))
        except (ValueError, InvalidTag, RecursionError) as error:
            raise CannotOpenBox(str(id)) from error

    return open_box


def close_box(public: str, id: UUID, content: object, *, nonce: bytes) -> str:
    """Close a box as the tablet's script does (封をする); for tests and simulated days."""
    key = ec.generate_private_key(CURVE)
    point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, base64.b64decode(public))
    cipher = AESGCM(_derive(key.exchange(ec.ECDH(), point)))
    sealed = cipher.encrypt(nonce, json.dumps(content).encode(), str(id).encode())
    return base64.b64encode(_point(key.public_key()) + nonce + sealed).decode()


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derive(secret: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=INFO).derive(secret)
