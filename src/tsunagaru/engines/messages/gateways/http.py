"""Requests to providers (事業者への要求): one pool for each channel, every silence told apart."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import aiohttp
from aiohttp.abc import AbstractResolver

from tsunagaru.engines.messages.gateways.channels import CannotReach
from tsunagaru.kernel import clock

LONGEST_WAIT_S = 3_600
BUSY, BROKEN = 429, 500
FORBIDDEN = (401, 403)


class Reply(NamedTuple):
    """A provider's answer; header names compare without case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Http:
    """Keeps connections to a provider open (接続).

    Args:
        connections: most at one time.
        timeout_s: for a whole exchange; after it nothing is known.
        resolver: looks names up; None for the system's own.
    """

    def __init__(
        self, *, connections: int, timeout_s: float, resolver: AbstractResolver | None = None
    ) -> None:
        self._connections, self._resolver = connections, resolver
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._session: aiohttp.ClientSession | None = None

    async def post(
        self, url: str, data: bytes, headers: Mapping[str, str], *, read: bool = True
    ) -> Reply:
        """Send once; see ``call``."""
        return await self.call("POST", url, data, headers, read=read)

    async def call(
        self,
        method: str,
        url: str,
        data: bytes | None,
        headers: Mapping[str, str],
        *,
        read: bool = True,
    ) -> Reply:
        """Ask once; follow no redirection.

        Args:
            read: whether the answer's body is wanted.

        Raises:
            CannotReach: no answer came; whether the work was done is not known.
        """
        session = self._session or self._open()
        try:
            async with session.request(
                method, url, data=data, headers=headers, allow_redirects=False
            ) as got:
                body = await got.read() if read else b""
                return Reply(got.status, got.headers, body)
        except TimeoutError:
            raise CannotReach("timeout") from None
        except aiohttp.ClientConnectorError:
            raise CannotReach("refused") from None
        except (aiohttp.ClientError, OSError, ValueError):
            raise CannotReach("lost") from None

    def _open(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=self._connections, resolver=self._resolver, keepalive_timeout=30
        )
        # No cookies are kept: a provider has no business recognising us by them.
        self._session = aiohttp.ClientSession(
            connector=connector, timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar()
        )
        return self._session

    async def close(self) -> None:
        """Close the connections; a later request opens new ones."""
        if self._session is not None:
            await self._session.close()
            self._session = None
            await asyncio.sleep(0)


def wait_of(headers: Mapping[str, str], *, at: datetime | None = None) -> float:
    """Return how long a provider asked us to wait (``Retry-After``), at most an hour."""
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(min(int(said[:9]), LONGEST_WAIT_S))
    try:
        until = parsedate_to_datetime(said)
        wait = (until - (at or clock.now())).total_seconds()
    except (ValueError, TypeError):  # nothing, or no date
        return 0.0
    return min(max(wait, 0.0), LONGEST_WAIT_S)


def refuse_silence(reply: Reply) -> None:
    """Raise where the provider is not to be had for anybody (全体の不通).

    Raises:
        CannotReach: our own key is not taken, too many requests, or it is broken.
    """
    if reply.status in FORBIDDEN or reply.status == BUSY or reply.status >= BROKEN:
        raise CannotReach(str(reply.status), wait_of(reply.headers))
