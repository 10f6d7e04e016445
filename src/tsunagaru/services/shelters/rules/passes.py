"""The code in a resident's own QR code (受付コード): nothing of the person stands in it.

``TS``, 26 signs for a random number, 8 signs that only the town can make for it, and one sign by
which a tablet without a network notices a slip of the finger.
"""

import base64
import re
from dataclasses import dataclass
from uuid import UUID

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
BEGINNING, NUMBER, MARK = "TS", 26, 8
LENGTH = len(BEGINNING) + NUMBER + MARK + 1
_FORM = re.compile(rf"{BEGINNING}[{SIGNS}]{{{LENGTH - len(BEGINNING)}}}")


@dataclass(frozen=True)
class Code:
    """A code taken apart."""

    id: UUID
    mark: str


def tidy(text: str) -> str:
    """Return a typed or scanned code as it stands in the QR code (表記をそろえる)."""
    return re.sub(r"[\s-]", "", text[:200]).upper()


def written(id: UUID, mark: str) -> str:
    """Return the code for a number and its mark (受付コード).

    Args:
        mark: hexadecimal; ten digits of it are used.
    """
    body = BEGINNING + _signs(id.bytes) + _signs(bytes.fromhex(mark[:10]))
    return body + check_sign(body)


def read(text: str) -> Code | None:
    """Return what a code says, or None where it is none (受付コードを読む)."""
    code = tidy(text)
    if not _FORM.fullmatch(code) or check_sign(code[:-1]) != code[-1]:
        return None
    number = _bytes(code[len(BEGINNING) : len(BEGINNING) + NUMBER])
    return Code(UUID(bytes=number), _bytes(code[-MARK - 1 : -1]).hex())


def _signs(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=")


def _bytes(signs: str) -> bytes:
    return base64.b32decode(signs + "=" * (-len(signs) % 8))


def check_sign(body: str) -> str:
    """Return a sign that any single wrong sign changes: all weights are odd."""
    total = sum((2 * place + 1) * SIGNS.index(sign) for place, sign in enumerate(body))
    return SIGNS[total % len(SIGNS)]
