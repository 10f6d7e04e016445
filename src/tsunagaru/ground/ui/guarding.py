"""What no page can make sense of is answered before any page runs (要求の検査)."""

import codecs
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.core.handlers.exception import response_for_exception
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from tsunagaru.ground.ui.views import errors

NUL = "\x00"
ENCODINGS = frozenset({"utf-8", "ascii"})
POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
LOCATING = POLICY.replace("geolocation=()", "geolocation=(self)")


class GuardMiddleware:
    """Refuses addresses, cookies and encodings that only break things (要求の検査).

    PostgreSQL takes no NUL in any text, and an encoding named in ``Content-Type`` decides how
    address and form are read: some of Python's raise, others make what no database can store.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 400 to what cannot be read, 405 in words; let pages use no device."""
        if _has_nul(request) or not _is_utf8(request):
            why = BadRequest("NUL, or another encoding than UTF-8")
            response = response_for_exception(request, why)
        else:
            response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            _fill(response, errors.not_allowed(request))
        response.headers.setdefault("Permissions-Policy", POLICY)
        return response


def _fill(empty: HttpResponse, page: HttpResponse) -> None:
    """Put a page into an answer without words, whose other headers stay as they were decided."""
    empty.content = page.content
    empty["Content-Type"] = page["Content-Type"]
    empty["Content-Length"] = str(len(page.content))


def let_locate(response: HttpResponse) -> HttpResponse:
    """Let a page that asks for a place ask the browser where its reader is (現在地の利用)."""
    response["Permissions-Policy"] = LOCATING
    return response


def _has_nul(request: HttpRequest) -> bool:
    query = request.META.get("QUERY_STRING", "")
    cookies = (text for pair in request.COOKIES.items() for text in pair)
    return "%00" in query or any(NUL in text for text in (request.path, query, *cookies))


def _is_utf8(request: HttpRequest) -> bool:
    return request.encoding is None or codecs.lookup(request.encoding).name in ENCODINGS
