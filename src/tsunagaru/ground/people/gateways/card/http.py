"""Asking a server over HTTP (通信): short timeouts, no redirects, a limit on the answer."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

TIMEOUT_S = 5.0
LONGEST = 1_000_000
OK = 200


class CannotReach(Exception):
    """The server does not answer, or not as agreed (接続できません)."""


@dataclass(frozen=True)
class Answer:
    """What a server answered (応答)."""

    status: int
    body: bytes

    def json(self) -> dict[str, Any]:
        """Return the body as a JSON object.

        Raises:
            CannotReach: it is none.
        """
        try:
            found = json.loads(self.body)
        except ValueError as error:
            raise CannotReach("no JSON") from error
        if not isinstance(found, dict):
            raise CannotReach("no JSON object")
        return found


def get(url: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Fetch an address."""
    return _send("GET", url, b"", headers or {})


def post_form(url: str, fields: Mapping[str, str]) -> Answer:
    """Post a form."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return _send("POST", url, urlencode(fields).encode(), kind)


def post_json(url: str, value: object, headers: Mapping[str, str]) -> Answer:
    """Post JSON."""
    kind = {"Content-Type": "application/json", **headers}
    return _send("POST", url, json.dumps(value).encode(), kind)


def post_bytes(url: str, body: bytes, kind: str) -> Answer:
    """Post bytes of a media type."""
    return _send("POST", url, body, {"Content-Type": kind})


def _send(method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Ask once; every way of failing is one error.

    Raises:
        CannotReach: no connection, no answer in time, or too long an answer.
    """
    there = urlsplit(url)
    secure = there.scheme == "https"
    if there.scheme not in {"http", "https"} or not there.hostname:
        raise CannotReach("no HTTP address")
    maker = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = maker(there.hostname, there.port, timeout=TIMEOUT_S)
    target = (there.path or "/") + (f"?{there.query}" if there.query else "")
    try:
        connection.request(method, target, body or None, dict(headers))
        answer = connection.getresponse()
        text = answer.read(LONGEST + 1)
    except (OSError, http.client.HTTPException) as error:
        raise CannotReach(type(error).__name__) from error
    finally:
        connection.close()
    if len(text) > LONGEST:
        raise CannotReach("too long")
    return Answer(answer.status, text)
