"""A small web server (HTTPの受け口): as little work a request as can be, for benchmarks.

Speaks as much of HTTP/1.1 as its clients here use: lengths, kept connections, no chunks.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import NamedTuple

HEAD_END, MOST_HEAD, MOST_BODY = b"\r\n\r\n", 32_768, 8_000_000


class Asked(NamedTuple):
    """A request; ``head`` keeps its letters' case, ``low`` is it in lower case."""

    method: str
    path: str
    head: bytes
    low: bytes
    body: bytes

    def header(self, name: str) -> str:
        """Return a header's value, or nothing."""
        at = self.low.find(b"\r\n" + name.encode() + b":")
        if at < 0:
            return ""
        begins = at + len(name) + 3
        end = self.head.find(b"\r\n", begins)
        return self.head[begins : end if end >= 0 else None].decode("latin-1").strip()


@dataclass(slots=True)
class Told:
    """An answer.

    Args:
        wait_s: before it goes out; below 0 it never does.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    wait_s: float = 0

    def raw(self) -> bytes:
        """Return what goes over the line."""
        lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join(lines).encode() + HEAD_END + self.body


Handler = Callable[[Asked], Told]


class HttpServer(asyncio.Protocol):
    """One connection (接続)."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        self._buffer += data
        while (asked := self._next()) is not None:
            self._answer(self._handler(asked))

    def _next(self) -> Asked | None:
        end = self._buffer.find(HEAD_END)
        if end < 0:
            if len(self._buffer) > MOST_HEAD:
                self._hang_up()
            return None
        head = bytes(self._buffer[:end])
        low, words = head.lower(), head.split(b"\r\n", 1)[0].split(b" ")
        begins, length = end + len(HEAD_END), _length(low)
        if length < 0 or len(words) != 3:  # noqa: PLR2004 - method, path, version
            self._hang_up()
            return None
        if len(self._buffer) < begins + length:
            return None
        body = bytes(self._buffer[begins : begins + length])
        del self._buffer[: begins + length]
        return Asked(words[0].decode("latin-1"), words[1].decode("latin-1"), head, low, body)

    def _hang_up(self) -> None:
        self._buffer.clear()
        if self._transport is not None:
            self._transport.close()

    def _answer(self, told: Told) -> None:
        if told.wait_s > 0:
            asyncio.get_running_loop().call_later(told.wait_s, self._write, told)
        elif told.wait_s == 0:
            self._write(told)

    def _write(self, told: Told) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(told.raw())


def _length(low: bytes) -> int:
    """Return how long a request's body is; below 0 where it is nothing we take."""
    at = low.find(b"\r\ncontent-length:")
    if at < 0:
        return 0
    said = low[at + 17 :].split(b"\r\n", 1)[0].strip()
    known = said.isdigit() and len(said) <= len(str(MOST_BODY))
    return int(said) if known and int(said) <= MOST_BODY else -1
