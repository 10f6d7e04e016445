"""Lists of names as tablets keep them (封をした名簿): opened by the key on paper alone.

HKDF-SHA-256 of the key; AES-256-GCM.
"""

import base64
import json
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

INFO = b"tsunagaru shelter names"
NONCE, KEY = 12, 32


def close_list(key: str, content: object, *, nonce: bytes) -> str:
    """Close a list of names (名簿に封をする)."""
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(nonce + _cipher(key).encrypt(nonce, plain, None)).decode()


def open_list(key: str, box: str) -> Any:  # noqa: ANN401 - any JSON
    """Open a list as the tablet's script does (名簿の封を開く); for tests."""
    raw = base64.b64decode(box)
    return json.loads(_cipher(key).decrypt(raw[:NONCE], raw[NONCE:], None))


def _cipher(key: str) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=KEY, salt=None, info=INFO).derive(key.encode()))
