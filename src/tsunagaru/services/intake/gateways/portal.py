"""The portal over HTTP (電子申請等情報受取等API), as the town's layout says.

Known in public of this API: one logs in for a token, lists applications by conditions, takes their
receipt numbers and fetches each one's data (myna.go.jp, 提供API一覧). Everything else is data.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlsplit

from tsunagaru.services.intake.rules.layout import NUMBER, CallsShape

MOST_PAGES, LONGEST = 1000, 30_000_000
FINE = range(200, 300)


class CannotReach(Exception):
    """The portal gave no usable answer (ポータルに届きません): nothing is known."""


@dataclass(frozen=True)
class Contract:
    """Where the portal is, and as whom we come (接続先)."""

    url: str
    user: str
    password: str
    timeout_s: float = 10.0


class Portal:
    """The portal, logged in (ログインしたポータル)."""

    def __init__(self, contract: Contract, calls: CallsShape) -> None:
        self._contract, self._calls = contract, calls
        login = calls.login
        body = {login.user: contract.user, login.password: contract.password}
        token = _json(self._send("POST", login.path, body)).get(login.token)
        if not isinstance(token, str) or not token or not token.isprintable():
            raise CannotReach("no token")
        self._headers = {login.header: login.prefix + token}

    def numbers(self) -> Iterator[str]:
        """Yield the receipt numbers of waiting applications, page by page (一覧).

        Raises:
            CannotReach: a page did not come; those before it are good.
        """
        shape, page = self._calls.list, 1
        while page <= MOST_PAGES:
            path = shape.path + (f"?{shape.page}={page}" if shape.page else "")
            found = _json(self._send("GET", path))
            for one in found.get(shape.items) or ():
                number = one.get(shape.number) if isinstance(one, dict) else None
                if isinstance(number, str) and number:
                    yield number
            if not shape.page or not found.get(shape.more):
                return
            page += 1

    def package(self, number: str) -> bytes:
        """Return one application as it lies there (申請データ).

        Raises:
            CannotReach: it did not come.
        """
        return self._send("GET", self._path(self._calls.get.path, number))

    def acknowledge(self, number: str) -> None:
        """Tell the portal that we have it (受け取りを返す); nothing where there is no such call.

        Raises:
            CannotReach: unknown whether it heard.
        """
        if self._calls.acknowledge is not None:
            self._send("POST", self._path(self._calls.acknowledge.path, number), {})

    def _path(self, path: str, number: str) -> str:
        return path.replace(NUMBER, quote(number, safe=""))

    def _send(self, method: str, path: str, body: dict[str, str] | None = None) -> bytes:
        parts = urlsplit(self._contract.url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.netloc, timeout=self._contract.timeout_s)
        headers = {"Content-Type": "application/json", **getattr(self, "_headers", {})}
        content = None if body is None else json.dumps(body)
        try:
            connection.request(method, parts.path.rstrip("/") + path, content, headers)
            answer = connection.getresponse()
            received = answer.read(LONGEST)
        except (OSError, HTTPException) as error:
            raise CannotReach(type(error).__name__) from None
        finally:
            connection.close()
        if answer.status not in FINE:
            raise CannotReach(str(answer.status))
        return received


def _json(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError:
        raise CannotReach("unreadable") from None
    if not isinstance(found, dict):
        raise CannotReach("unreadable")
    return found
