"""Sealing values (暗号化): AES-256-GCM bound to its place, and blind indexes for look-ups."""

import hmac
import os
from collections.abc import Iterable
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tsunagaru.ground.vault import keys

NONCE_BYTES = 12


@cache
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def seal(text: str, *, place: str) -> bytes:
    """Encrypt a text for one place, ``table.column|row`` (暗号化).

    Returns:
        One byte length of the key id, the key id, the nonce, the ciphertext with its tag.
    """
    name, key = keys.ring().current_data
    nonce = os.urandom(NONCE_BYTES)
    sealed = _cipher(key).encrypt(nonce, text.encode(), f"{place}|{name}".encode())
    return bytes([len(name)]) + name.encode() + nonce + sealed


def key_id_of(blob: bytes) -> str:
    """Return the id of the key that sealed a value.

    Raises:
        LookupError, ValueError: this is no sealed value.
    """
    return blob[1 : 1 + blob[0]].decode()


def unseal(blob: bytes, *, place: str) -> str:
    """Decrypt a text sealed for this place (復号).

    Raises:
        keys.CannotOpenVault: the key is gone, or the value was moved or altered.
    """
    try:
        name = key_id_of(blob)
        body = blob[1 + blob[0] :]
        key = keys.ring().data[name]
        nonce, sealed = body[:NONCE_BYTES], body[NONCE_BYTES:]
        return _cipher(key).decrypt(nonce, sealed, f"{place}|{name}".encode()).decode()
    except (LookupError, ValueError, InvalidTag) as error:
        message = f"{place.split('|', maxsplit=1)[0]} の値を復号できません。"
        raise keys.CannotOpenVault(message) from error


def unseal_each(blobs: Iterable[bytes], places: Iterable[str]) -> list[str]:
    """Decrypt many texts, each sealed for its place (まとめて復号): the key ring is read once.

    Raises:
        keys.CannotOpenVault: a key is gone, or a value was moved or altered.
    """
    data = keys.ring().data
    opened = []
    for blob, place in zip(blobs, places, strict=True):
        try:
            name = key_id_of(blob)
            start = 1 + blob[0] + NONCE_BYTES
            text = _cipher(data[name]).decrypt(
                blob[start - NONCE_BYTES : start], blob[start:], f"{place}|{name}".encode()
            )
        except (LookupError, ValueError, InvalidTag) as error:
            message = f"{place.split('|', maxsplit=1)[0]} の値を復号できません。"
            raise keys.CannotOpenVault(message) from error
        opened.append(text.decode())
    return opened


def _mac(key: bytes, place: str, value: str) -> str:
    return hmac.digest(key, f"{place}\0{value}".encode(), "sha256").hex()[:40]


def blind(value: str, *, place: str) -> str:
    """Return the blind index of a normalised value (索引値): equal values, equal index.

    Args:
        value: already normalised by the caller (kana, digits, width).
        place: ``table.column``; the same value elsewhere has another index.
    """
    name, key = keys.ring().current_blind
    return f"{name}:{_mac(key, place, value)}"


def blinds(value: str, *, place: str) -> list[str]:
    """Return the blind indexes of a value under every key, for ``column__in`` look-ups."""
    return [f"{name}:{_mac(key, place, value)}" for name, key in keys.ring().blind.items()]
