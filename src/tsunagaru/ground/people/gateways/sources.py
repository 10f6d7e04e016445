"""Where a request came from (接続元)."""

from django.conf import settings
from django.http import HttpRequest

from tsunagaru.ground.people import rules


def address_of(request: HttpRequest) -> str:
    """Return the network address a request came from; only our own proxies are believed."""
    return rules.client_address(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        settings.TSUNAGARU_TRUSTED_PROXIES,
    )
