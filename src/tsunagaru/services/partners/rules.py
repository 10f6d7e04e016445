"""Rules of partners (連携先の規則): scopes, secrets, keys of requests."""

import hashlib
import hmac
import json
import re
from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

TOKEN_LIFE = timedelta(hours=1)
UPLOAD_LIFE = timedelta(days=2)
MINUTE = timedelta(minutes=1)
LATEST_USE = timedelta(minutes=10)
SECRET_BYTES = 32
KEY_PATTERN = r"^[A-Za-z0-9._:-]{8,100}$"
_KEY = re.compile(KEY_PATTERN)


class Scope(StrEnum):
    """What a program may do (権限の範囲)."""

    SUBMIT = "applications:submit"
    READ = "applications:read"
    WITHDRAW = "applications:withdraw"


SCOPE_NAMES = {
    Scope.SUBMIT: "申請を出す（添付を含む）",
    Scope.READ: "自分が出した申請の状況を見る",
    Scope.WITHDRAW: "自分が出した申請を取り下げる",
}


def digest(secret: str) -> str:
    """Return what is kept of a secret (秘密の要約値).

    A secret has 256 random bits, so nobody can try them all: one fast hash is enough.
    """
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def fits(secret: str, kept: str) -> bool:
    """Tell whether a secret is the one kept, in the same time for every wrong one."""
    return hmac.compare_digest(digest(secret), kept)


def granted(asked: str, held: Collection[str]) -> list[str] | None:
    """Return the scopes a token gets, or None when one was asked for that is not held (範囲).

    Args:
        asked: separated by spaces; empty means all that are held.

    Source:
        RFC 6749 section 3.3.
    """
    wanted = asked.split(" ") if asked else list(held)
    return sorted(set(wanted)) if set(wanted) <= set(held) else None


def fingerprint(procedure: str, answers: Mapping[str, Any], language: str) -> str:
    """Return what tells one request from another under the same key (要求の要約値)."""
    text = json.dumps([procedure, answers, language], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
