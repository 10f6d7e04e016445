"""Rules of applications (申請の規則): receipt numbers, resume codes, states."""

import hmac
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

DRAFT_LIFE = timedelta(days=30)
ERASURE_AFTER = timedelta(days=90)
NUMBER_LENGTH = 8
SIGNED_FORM = "tsunagaru-application-1"
CODE_LENGTH = 12
CONFIRM = "confirm"
LONGEST_PAGE_S, TEN_MINUTES_S = 3600, 600
LONGEST_CODE = 64
CODE_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_SEPARATORS = re.compile(r"[\s\-‐–—ー−]+")

# H. M. Damm's quasigroup of order 10: finds every wrong digit and every swap of neighbours,
# the two slips people make on the telephone.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


class State(StrEnum):
    """How far an application has come (処理状況)."""

    RECEIVED = "received"
    CORRECTING = "correcting"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Ending(StrEnum):
    """How a draft ended (下書きの終わり方)."""

    OPEN = "open"
    WAITING = "waiting"
    SUBMITTED = "submitted"
    ABANDONED = "abandoned"


class PartState(StrEnum):
    """How far the part of a third party has come (第三者の記入の状態)."""

    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"
    REVOKED = "revoked"


class AskedBy(StrEnum):
    """Who sends the link of a third party's part (依頼する人)."""

    APPLICANT = "applicant"
    OFFICE = "office"


class Over(StrEnum):
    """Why a part takes no more answers (記入できない理由)."""

    GIVEN = "given"
    DECLINED = "declined"
    REVOKED = "revoked"
    REPLACED = "replaced"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"
    OWN = "own"


class CosignState(StrEnum):
    """How far a co-signature has come (連署の状態); void when the content was changed after it."""

    ASKED = "asked"
    SIGNED = "signed"
    REFUSED = "refused"
    VOID = "void"


class Means(StrEnum):
    """By what a co-signer signs (連署の方法)."""

    CODE = "code"
    ACCOUNT = "account"
    COUNTER = "counter"


class Identity(StrEnum):
    """How a procedure makes sure who applies (本人確認).

    The levels rise from ``none`` to ``card_signature``; ``counter`` means that papers are looked at
    when the result is handed over.
    """

    NONE = "none"
    ACCOUNT = "account"
    CARD = "card"
    CARD_SIGNATURE = "card_signature"
    COUNTER = "counter"


class Document(StrEnum):
    """What a clerk was shown (本人確認書類)."""

    CARD = "card"
    LICENCE = "licence"
    PASSPORT = "passport"
    RESIDENCE_CARD = "residence_card"
    DISABILITY = "disability"
    TWO_PAPERS = "two_papers"
    CALL_BACK = "call_back"


def signed_bytes(procedure: str, answers: Mapping[str, Any], files: Mapping[str, str]) -> bytes:
    """Return the bytes of an application that are signed (署名の対象); equal for equal content.

    Args:
        procedure: hash of the procedure's definition.
        answers: as they are handed in.
        files: SHA-256 of each attached file by its id.
    """
    content = {"procedure": procedure, "answers": answers, "files": files}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{SIGNED_FORM}\n{text}".encode()


def check_digit(digits: str) -> str:
    """Return the check digit of a receipt number (検査数字).

    Source:
        H. Michael Damm, Total anti-symmetrische Quasigruppen (2004).
    """
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


def receipt_number(serial: int) -> str:
    """Return a receipt number (受付番号) of eight digits.

    Args:
        serial: 0 to 9,999,999.
    """
    digits = f"{serial:0{NUMBER_LENGTH - 1}d}"
    return digits + check_digit(digits)


def format_number(number: str) -> str:
    """Return a receipt number as people read it aloud, ``4821-0937``."""
    return f"{number[:4]}-{number[4:]}" if len(number) == NUMBER_LENGTH else number


def read_number(text: str) -> str | None:
    """Return the receipt number in what a person wrote, or None when the check digit is wrong."""
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    if len(digits) != NUMBER_LENGTH or not (digits.isascii() and digits.isdigit()):
        return None
    return digits if check_digit(digits[:-1]) == digits[-1] else None


def read_code(text: str) -> str | None:
    """Return the resume code (再開コード) in what a person typed, or None when it cannot be one."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_LOOK_ALIKE)
    fits = len(plain) == CODE_LENGTH and all(sign in CODE_SIGNS for sign in plain)
    return plain if fits else None


def derive_code(about: str, *, secret: str) -> str:
    """Return the code of one thing, which only the secret's holder can work out (コードの導出)."""
    digest = hmac.digest(secret.encode(), about.encode(), "sha256")
    return "".join(CODE_SIGNS[byte % len(CODE_SIGNS)] for byte in digest[:CODE_LENGTH])


def format_code(code: str) -> str:
    """Return a resume code in groups of four, ``K7QM-2X4P-9HTA``."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def is_open_on(opened_on: date | None, closed_on: date | None, day: date) -> bool:
    """Tell whether a procedure takes applications on a day (受付期間)."""
    return (opened_on is None or opened_on <= day) and (closed_on is None or day <= closed_on)


def expiry_of(saved_at: datetime) -> datetime:
    """Return when a draft last saved at a time counts as given up (下書きの期限)."""
    return saved_at + DRAFT_LIFE


def coarse_seconds(taken: float) -> int | None:
    """Return how long a page took, so coarse that it names nobody; None when it was left lying.

    Args:
        taken: in seconds; in steps of 10 s up to ten minutes, of a minute up to an hour.
    """
    if taken < 0 or taken > LONGEST_PAGE_S:
        return None
    step = 10 if taken <= TEN_MINUTES_S else 60
    return round(taken / step) * step


def plain_field(code: str) -> str:
    """Return a question's code without the number of its entry (``child-2-name``: child.name)."""
    return ".".join(part for part in code.split("-") if not part.isdigit())[:LONGEST_CODE]


def left_at(opened: Mapping[str, str], saved: Sequence[str]) -> str:
    """Return the page last opened that was never completed, or the last opened (離脱したページ)."""
    unfinished = {page: at for page, at in opened.items() if page not in saved} or opened
    return max(unfinished, key=lambda page: (unfinished[page], page), default="")


def next_of(pages: Sequence[str], page: str) -> str:
    """Return the page after one, or empty after the last (次のページ)."""
    place = pages.index(page) + 1 if page in pages else 0
    return pages[place] if place < len(pages) else ""


def previous_of(pages: Sequence[str], page: str) -> str:
    """Return the page before one, or empty before the first (前のページ)."""
    place = pages.index(page) if page in pages else 0
    return pages[place - 1] if place else ""
