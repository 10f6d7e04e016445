"""Short calls to a provider (通信): no retries, no redirects, a hard limit of seconds."""

import json
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from tsunagaru.engines.payments.gateways.protocol import CannotReach

SERVER_ERROR, TOO_MANY = 500, 429
LONGEST = 20_000_000


@dataclass(frozen=True)
class Reply:
    """What came back (応答)."""

    status: int
    body: bytes

    @property
    def content(self) -> dict[str, Any]:
        """Return the JSON object in the body.

        Raises:
            CannotReach: there is none, so that nothing is known.
        """
        try:
            found = json.loads(self.body)
        except ValueError:
            raise CannotReach("unreadable") from None
        if not isinstance(found, dict):
            raise CannotReach("unreadable")
        return found


def send(method: str, address: str, *, headers: dict[str, str], body: bytes = b"") -> Reply:
    """Send one request (送信).

    Raises:
        CannotReach: no answer in time, or the provider is in trouble: the outcome is unknown.
    """
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    connection = kind(parts.netloc, timeout=settings.TSUNAGARU_PAYMENT_TIMEOUT)
    try:
        connection.request(method, path, body=body or None, headers=headers)
        answer = connection.getresponse()
        reply = Reply(answer.status, answer.read(LONGEST))
    except (OSError, HTTPException) as error:
        raise CannotReach(type(error).__name__) from None
    finally:
        connection.close()
    if reply.status >= SERVER_ERROR or reply.status == TOO_MANY:
        raise CannotReach(str(reply.status))
    return reply
