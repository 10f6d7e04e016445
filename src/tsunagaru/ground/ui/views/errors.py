"""Error pages (エラー画面) that say in plain words what happened and what to do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.language import SIZES, THEMES, html_language
from tsunagaru.ground.ui.phrases import JAPANESE


def _answer(
    request: HttpRequest,
    template: str,
    status: int,
    *,
    above: bool = False,
    again: dict[str, Any] | None = None,
) -> HttpResponse:
    """Render without context processors: they may be what failed."""
    language = getattr(request, "language", JAPANESE)
    context = {
        "language": language,
        "html_language": html_language(language),
        "text_size": getattr(request, "text_size", SIZES[0]),
        "theme": getattr(request, "theme", THEMES[0]),
        "town": town.current(),
        "at_work": bool(getattr(getattr(request, "actor", None), "is_staff", False)),
        "above": above,
        "again": again,
    }
    return HttpResponse(render_to_string(f"ui/errors/{template}.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django hands it
    """Answer 400: what was sent cannot be read."""
    return _answer(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django hands it
    """Answer 403: not for this person."""
    return _answer(request, "403", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django hands it
    """Answer 404: no such page, or none this person may see."""
    return _answer(request, "404", 404)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """Answer 405: an address that only takes what a button sends, opened like a page."""
    return _answer(request, "405", 405, above=_has_page_above(request.path))


def _has_page_above(path: str) -> bool:
    """Tell whether there is a page one step up, on which such a button stands.

    The link to it is relative: the answer is the same for every thing, there or not.
    """
    try:
        resolve(path.rstrip("/").rpartition("/")[0] + "/")
    except Resolver404:
        return False
    return path.endswith("/")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500: our mistake."""
    return _answer(request, "500", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django hands it
    """Answer a form that was too old or came from elsewhere (CSRF).

    What our own page sent, from a browser that has lost its cookies, can be sent once more.
    """
    return _answer(request, "csrf", 403, again=_to_send_again(request))


def _to_send_again(request: HttpRequest) -> dict[str, Any] | None:
    """Return the fields of a form of this site, with a fresh token; None from anywhere else."""
    if request.method != "POST" or not _is_from_here(request):
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    if not fields or any("password" in name for name, _ in fields):
        return None
    return {"fields": fields, "token": get_token(request), "path": request.get_full_path()}


def _is_from_here(request: HttpRequest) -> bool:
    """Tell whether the browser itself says that a page of this site sent it."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
