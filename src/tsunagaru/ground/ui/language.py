"""How a person wants to read (表示の設定): language, text size, colours. Kept in plain cookies."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from tsunagaru.ground.ui.phrases import EASY, ENGLISH, JAPANESE, LANGUAGES, LATIN, PORTUGUESE

SIZES = ("normal", "large", "xlarge")
THEMES = ("auto", "light", "dark", "contrast")
CHOICES = {"language": LANGUAGES, "text_size": SIZES, "theme": THEMES}
SPEECHES = (
    (JAPANESE, "日本語", "ja"),
    (EASY, "やさしい日本語", "ja"),
    (ENGLISH, "English", "en"),
    (PORTUGUESE, "Português", "pt"),
)
"""The languages of the tablet at the counter (タブレットの言語): code, own name, HTML code."""
COOKIE_AGE = 365 * 24 * 60 * 60


def accepted_language(header: str) -> str:
    """Return the language a browser asks for: English only where Japanese is not accepted.

    Args:
        header: the ``Accept-Language`` header as sent.
    """
    wanted = set()
    for part in header.split(","):
        tag, _, quality = part.partition(";")
        if quality.replace(" ", "").rstrip("0") not in ("q=", "q=0."):
            wanted.add(tag.strip().lower().split("-")[0])
    return ENGLISH if ENGLISH in wanted and JAPANESE not in wanted else JAPANESE


def choose_language(request: HttpRequest) -> str:
    """Return the language to answer in: address, then cookie, then browser, then Japanese.

    The staff's own pages are in Japanese only.
    """
    if "/staff/" in request.path:
        return JAPANESE
    for wanted in (request.GET.get("lang"), request.COOKIES.get("language")):
        if wanted in LANGUAGES:
            return wanted
    return accepted_language(request.headers.get("Accept-Language", ""))


def remember(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    """Keep one of the choices in a cookie; a value that is no choice is ignored."""
    if value in CHOICES[name]:
        response.set_cookie(
            name,
            value,
            max_age=COOKIE_AGE,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )


class LanguageMiddleware:
    """Sets ``language``, ``text_size`` and ``theme`` on every request (表示の設定)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language, and remember one asked for in the address."""
        language = choose_language(request)
        request.language = language  # type: ignore[attr-defined]  # PageRequest declares it
        for name in ("text_size", "theme"):
            value = request.COOKIES.get(name)
            setattr(request, name, value if value in CHOICES[name] else CHOICES[name][0])
        with translation.override(html_language(language)):
            response = self.get_response(request)
        if request.GET.get("lang") in LANGUAGES:
            remember(request, response, "language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        answered = html_language(request.language)  # type: ignore[attr-defined]  # a page may choose
        response.headers.setdefault("Content-Language", answered)
        return response


def html_language(language: str) -> str:
    """Return the code for ``<html lang>``: plain Japanese is Japanese."""
    return language if language in LATIN else JAPANESE
