"""The line to a mail relay (SMTPの回線): commands in one go where the relay allows it."""

import asyncio
import re
import ssl
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tsunagaru.engines.messages.gateways.channels import CannotReach

LONGEST_LINE, MOST_LINES = 4_096, 200
READY, HELLO, SIGNED_IN, AUTH_CHALLENGE = 220, 250, 235, 334
TLS_PORT = 465
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?=\s|$)")


class Said(NamedTuple):
    """A reply of the relay (応答): its number, and the finer one where it gives it (RFC 3463)."""

    number: int
    finer: str = ""

    @property
    def code(self) -> str:
        """Return both numbers; never the relay's words, which often repeat the address."""
        return f"{self.number} {self.finer}".strip()


@dataclass(frozen=True)
class Relay:
    """How the relay is reached (中継サーバー).

    Args:
        tls: empty, ``starttls`` or ``tls``.
        context: whom we believe; None for the system's authorities.
    """

    host: str
    port: int
    tls: str = ""
    user: str = ""
    password: str = ""
    name: str = "localhost"
    timeout_s: float = 30
    context: ssl.SSLContext | None = None


class Wire:
    """One open connection (接続), after the greetings."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, timeout_s: float
    ) -> None:
        self._reader, self._writer, self._timeout_s = reader, writer, timeout_s
        self.offers: dict[str, str] = {}

    @property
    def pipelining(self) -> bool:
        """Tell whether several commands may go in one go (RFC 2920)."""
        return "PIPELINING" in self.offers

    @property
    def chunking(self) -> bool:
        """Tell whether a letter is counted, not ended by a dot (RFC 3030)."""
        return "CHUNKING" in self.offers

    @property
    def usable(self) -> bool:
        """Tell whether the relay has not hung up while the line was idle."""
        return not (self._reader.at_eof() or self._writer.is_closing())

    async def ask(self, commands: Sequence[bytes]) -> list[Said]:
        """Say some commands and hear as many replies.

        Raises:
            CannotReach: the line is dead, or the relay says it is going away (421).
        """
        if self.pipelining or len(commands) == 1:
            return await self.group(commands)
        return [(await self.group([command]))[0] for command in commands]

    async def group(self, commands: Sequence[bytes]) -> list[Said]:
        """Say all commands before hearing the first reply.

        Raises:
            CannotReach: as ``ask``.
        """
        heard: list[Said] = []
        await self.hear(commands, heard)
        return heard

    async def hear(self, commands: Sequence[bytes], heard: list[Said]) -> None:
        """As ``group``, but what was heard before the line died is kept.

        Raises:
            CannotReach: as ``ask``.
        """
        try:
            async with asyncio.timeout(self._timeout_s):
                self._writer.write(b"".join(commands))
                await self._writer.drain()
                for _ in commands:
                    heard.append((await self._reply())[0])  # noqa: PERF401 - kept when the next fails
        except TimeoutError:
            raise CannotReach("timeout") from None
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            raise CannotReach("lost") from None

    async def _reply(self) -> tuple[Said, list[str]]:
        lines: list[str] = []
        while len(lines) < MOST_LINES:
            line = (await self._reader.readuntil(b"\n")).decode("ascii", "replace").rstrip()
            lines.append(line[4:])
            if line[3:4] != "-":
                number = int(line[:3])
                if number == 421:  # noqa: PLR2004 - "closing", the only reply that may come any time
                    raise CannotReach("421")
                found = _ENHANCED.match(line[4:])
                return Said(number, found.group() if found else ""), lines
        raise ValueError

    async def greet(self, relay: Relay) -> None:
        """Say hello, turn to TLS and sign in, as the contract says.

        Raises:
            CannotReach: the relay does not want us, or cannot do what we insist on.
        """
        try:
            async with asyncio.timeout(self._timeout_s):
                _expect((await self._reply())[0], READY)
                await self._hello(relay.name)
                if relay.tls == "starttls":
                    await self._secure(relay)
                if relay.user:
                    await self._sign_in(relay)
        except TimeoutError:
            raise CannotReach("timeout") from None
        except ssl.SSLError:
            raise CannotReach("tls") from None
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            raise CannotReach("lost") from None

    async def _hello(self, name: str) -> None:
        self._writer.write(f"EHLO {name}\r\n".encode())
        said, lines = await self._reply()
        _expect(said, HELLO)
        words = (line.upper().partition(" ") for line in lines[1:])
        self.offers = {word: rest for word, _, rest in words}

    async def _secure(self, relay: Relay) -> None:
        if "STARTTLS" not in self.offers:
            raise CannotReach("no-starttls")  # never fall back to plain text
        self._writer.write(b"STARTTLS\r\n")
        _expect((await self._reply())[0], READY)
        if await self._hears_more():  # somebody between us speaks for the relay (CVE-2011-0411)
            raise CannotReach("tls")
        context = relay.context or ssl.create_default_context()
        await self._writer.start_tls(context, server_hostname=relay.host)
        await self._hello(relay.name)

    async def _hears_more(self) -> bool:
        """Tell whether more was said in the open than was asked; nothing is waited for."""
        try:
            async with asyncio.timeout(0):
                return bool(await self._reader.read(1))
        except TimeoutError:
            return False

    async def _sign_in(self, relay: Relay) -> None:
        user, password = relay.user.encode(), relay.password.encode()
        ways = self.offers.get("AUTH", "").split()
        if "PLAIN" in ways:
            said = b64encode(b"\0" + user + b"\0" + password)
            self._writer.write(b"AUTH PLAIN " + said + b"\r\n")
        elif "LOGIN" in ways:
            for words in (b"AUTH LOGIN", b64encode(user)):
                self._writer.write(words + b"\r\n")
                _expect((await self._reply())[0], AUTH_CHALLENGE)
            self._writer.write(b64encode(password) + b"\r\n")
        else:
            raise CannotReach("no-auth")
        _expect((await self._reply())[0], SIGNED_IN)

    async def close(self) -> None:
        """Hang up; the relay is not waited for."""
        self._writer.close()
        try:
            async with asyncio.timeout(1):
                await self._writer.wait_closed()
        except (OSError, TimeoutError):
            self._writer.transport.abort()


async def dial(relay: Relay) -> Wire:
    """Open a line to the relay.

    Raises:
        CannotReach: nobody answers, or not as a mail server does.
    """
    context = (relay.context or ssl.create_default_context()) if relay.tls == "tls" else None
    try:
        async with asyncio.timeout(relay.timeout_s):
            reader, writer = await asyncio.open_connection(
                relay.host, relay.port, ssl=context, limit=LONGEST_LINE
            )
    except TimeoutError:
        raise CannotReach("timeout") from None
    except ssl.SSLError:
        raise CannotReach("tls") from None
    except OSError:
        raise CannotReach("refused") from None
    wire = Wire(reader, writer, relay.timeout_s)
    try:
        await wire.greet(relay)
    except BaseException:
        await wire.close()
        raise
    return wire


def _expect(said: Said, number: int) -> None:
    if said.number != number:
        raise CannotReach(said.code)
