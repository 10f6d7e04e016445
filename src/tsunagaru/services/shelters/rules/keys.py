"""The key to the list of names on tablets (名簿の鍵): on paper, kept apart from the tablets.

``TN``, 20 signs that nobody can guess (100 bits), and one sign by which a slip is noticed.
"""

import hashlib

from tsunagaru.services.shelters.rules.passes import check_sign

BEGINNING, LENGTH = "TN", 20
_NAME_SIGNS = 8


def written(chosen: str) -> str:
    """Return the key of signs that were drawn (名簿の鍵)."""
    body = BEGINNING + chosen
    return body + check_sign(body)


def name_of(key: str) -> str:
    """Return by which name a key is known where it may not stand itself (鍵の名前)."""
    return hashlib.sha256(f"tsunagaru shelter key {key}".encode()).hexdigest()[:_NAME_SIGNS]


def spaced(key: str) -> str:
    """Return a key as it is read by eye (読みやすい表記)."""
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))
