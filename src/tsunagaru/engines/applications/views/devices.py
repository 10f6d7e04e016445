"""The browser that holds a draft's resume code (端末): a cookie that ends with the browser."""

import re
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tsunagaru.engines.applications import rules

HELD: Final = re.compile(r"draft-[0-9a-f]{16}")
MOST_HELD: Final = 20


def cookie_of(draft: UUID) -> str:
    """Return the name of the cookie that holds a draft's resume code."""
    return f"draft-{draft.hex[:16]}"


def code_in(request: HttpRequest, draft: UUID) -> str:
    """Return the resume code this browser holds for a draft, or empty."""
    return rules.read_code(request.COOKIES.get(cookie_of(draft), "")) or ""


def remember(request: HttpRequest, response: HttpResponse, draft: UUID, code: str) -> None:
    """Let this browser go on with a draft until it is closed; sign-in sessions end sooner.

    It holds the codes of the newest drafts only. A browser keeps no more than some 150 cookies of
    a town; on a computer that many people use, the oldest to go would be that of the session.
    """
    if not code:
        return
    name = cookie_of(draft)
    held = [one for one in request.COOKIES if HELD.fullmatch(one) and one != name]
    for old in held[: max(0, len(held) + 1 - MOST_HELD)]:  # browsers send the oldest first
        response.delete_cookie(old, samesite="Lax")
    response.set_cookie(
        name,
        code,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
