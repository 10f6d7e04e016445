"""The browser that holds a draft's resume code (端末): a cookie that ends with the browser."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tsunagaru.engines.applications import rules


def cookie_of(draft: UUID) -> str:
    """Return the name of the cookie that holds a draft's resume code."""
    return f"draft-{draft.hex[:16]}"


def code_in(request: HttpRequest, draft: UUID) -> str:
    """Return the resume code this browser holds for a draft, or empty."""
    return rules.read_code(request.COOKIES.get(cookie_of(draft), "")) or ""


def remember(response: HttpResponse, draft: UUID, code: str) -> None:
    """Let this browser go on with a draft until it is closed; sign-in sessions end sooner."""
    if code:
        response.set_cookie(
            cookie_of(draft),
            code,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
