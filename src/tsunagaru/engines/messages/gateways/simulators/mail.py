"""A mail relay (模擬のメール中継): SMTP with pipelining and chunking, a few µs a recipient."""

import asyncio
import ssl

from tsunagaru.engines.messages.gateways.simulators.knobs import Desk, Mood, strikes

COMMAND_MOST, MOST_RECIPIENTS = 2_048, 100
GREETING = b"220 relay.example ESMTP\r\n"
HELLO = b"250-relay.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n"
NESTED = b"503 5.5.1 Nested MAIL\r\n"
NO_RECIPIENTS = b"554 5.5.1 No valid recipients\r\n"


class MailDesk(Desk):
    """A relay's side of the wire (中継サーバーの窓口).

    Args:
        chunking: offer BDAT; without it every letter ends in a dot.
        context: offer STARTTLS with this certificate, and take no letter without; None for neither.
    """

    def __init__(self, *, chunking: bool = True, context: ssl.SSLContext | None = None) -> None:
        self.chunking, self.context = chunking, context
        self.speaks_before_tls = False  # somebody between us answers for the relay, too
        self.in_the_open: list[bytes] = []  # the commands that came without encryption
        super().__init__()

    def judge(self, path: str) -> bytes:
        """Return the reply to a recipient."""
        if self.blocks(path):
            return b"550 5.1.1 No such user here\r\n"
        if strikes(path, self.knobs.bad_share):
            return b"501 5.1.3 Bad address\r\n"
        return b"250 2.1.5 Ok\r\n"

    def take(self, sender: str, people: list[str], content: bytes) -> None:
        """Count a letter; the same subject is the same message, whatever its link."""
        begins = content.find(b"\r\nSubject: ")
        self.takes(content[begins : content.find(b"\r\n", begins + 2)], people)
        self.keep((sender, list(people), content))


class MailServer(asyncio.Protocol):
    """One connection (接続)."""

    def __init__(self, desk: MailDesk) -> None:
        self._desk = desk
        self._buffer = bytearray()
        self._out: list[bytes] = []
        self._transport: asyncio.Transport | None = None
        self._paused = self._data = self._secret = False
        self._counted = -1
        self._last = True
        self._content = b""
        self._sender = ""
        self._people: list[str] = []
        self._commands = {
            b"RCPT": self._rcpt,
            b"MAIL": self._mail,
            b"RSET": self._rset,
            b"BDAT": self._bdat,
            b"DATA": self._begin_data,
            b"EHLO": self._hello,
            b"HELO": self._hello,
            b"NOOP": self._noop,
            b"QUIT": self._quit,
            b"STAR": self._starttls,
        }

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
            transport.write(GREETING)

    def data_received(self, data: bytes) -> None:
        """Answer what is whole."""
        self._buffer += data
        self._run()

    def _run(self) -> None:
        while not self._paused and self._step():
            pass
        if self._out and self._transport is not None:
            self._transport.write(b"".join(self._out))
            self._out.clear()

    def _step(self) -> bool:
        """Take one thing from the buffer; tell whether there was one."""
        if self._data:
            return self._dotted()
        if self._counted >= 0:
            return self._chunk()
        end = self._buffer.find(b"\r\n")
        if end < 0:
            if len(self._buffer) > COMMAND_MOST and self._transport is not None:
                self._transport.close()
            return False
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 2]
        if not self._secret:
            self._desk.in_the_open.append(line[:4].upper())
        command = self._commands.get(line[:4].upper())
        if command is None:
            self._say(b"500 5.5.2 What?\r\n")
        else:
            command(line)
        return True

    def _say(self, words: bytes) -> None:
        self._out.append(words)

    def _hello(self, _line: bytes) -> None:
        more = b"250-CHUNKING\r\n" if self._desk.chunking else b""
        if self._insists:
            more += b"250-STARTTLS\r\n"
        self._say(HELLO + more + b"250 SMTPUTF8\r\n")

    @property
    def _insists(self) -> bool:
        """Tell whether nothing but TLS is taken now."""
        return self._desk.context is not None and not self._secret

    def _starttls(self, _line: bytes) -> None:
        if not self._insists or self._transport is None:
            self._say(b"502 5.5.1 Not here\r\n")
            return
        more = b"250 2.0.0 Ok\r\n" if self._desk.speaks_before_tls else b""
        self._transport.write(b"".join(self._out) + b"220 2.0.0 Go on\r\n" + more)
        self._out.clear()
        self._buffer.clear()  # what came with it in the open is no command of the secret line
        self._paused = True
        self._turning = asyncio.get_running_loop().create_task(self._turn_secret())

    async def _turn_secret(self) -> None:
        old, context, loop = self._transport, self._desk.context, asyncio.get_running_loop()
        if old is None or context is None:
            return
        try:
            self._transport = await loop.start_tls(old, self, context, server_side=True)
        except OSError:  # our certificate is not believed
            old.abort()
            return
        self._secret, self._paused = True, False
        self._run()

    def _noop(self, _line: bytes) -> None:
        self._say(b"250 2.0.0 Ok\r\n")

    def _rset(self, _line: bytes) -> None:
        self._sender, self._content = "", b""
        self._people = []
        self._say(b"250 2.0.0 Ok\r\n")

    def _mail(self, line: bytes) -> None:
        if self._sender or self._insists:
            refusal = b"530 5.7.0 STARTTLS first\r\n" if self._insists else NESTED
            self._say(refusal)
            return
        self._sender = line[11 : line.find(b">")].decode("ascii", "replace")
        self._say(b"250 2.1.0 Ok\r\n")

    def _rcpt(self, line: bytes) -> None:
        path = line[9 : line.rfind(b">")].decode("ascii", "replace")
        if not self._sender:
            self._say(b"503 5.5.1 MAIL first\r\n")
        elif len(self._people) >= MOST_RECIPIENTS:
            self._say(b"452 4.5.3 Too many recipients\r\n")
        else:
            reply = self._desk.judge(path)
            if reply.startswith(b"2"):
                self._people.append(path)
            self._say(reply)

    def _begin_data(self, _line: bytes) -> None:
        if not self._people:
            self._say(NO_RECIPIENTS)
            return
        self._data = True
        self._say(b"354 Go on\r\n")

    def _dotted(self) -> bool:
        end = self._buffer.find(b"\r\n.\r\n")
        if end < 0:
            return False
        content = bytes(self._buffer[: end + 2])
        del self._buffer[: end + 5]
        self._data = False
        self._finish(content.replace(b"\r\n..", b"\r\n."))
        return True

    def _bdat(self, line: bytes) -> None:
        words = line.upper().split()
        if not words[1:] or not words[1].isdigit():
            self._say(b"501 5.5.4 How long?\r\n")
            return
        self._counted, self._last = int(words[1]), words[2:] == [b"LAST"]

    def _chunk(self) -> bool:
        if len(self._buffer) < self._counted:
            return False
        self._content += bytes(self._buffer[: self._counted])
        del self._buffer[: self._counted]
        self._counted = -1
        if not self._last:
            self._say(b"250 2.0.0 Ok\r\n")
        elif not self._people:
            self._say(NO_RECIPIENTS)
        else:
            self._finish(self._content)
        return True

    def _finish(self, content: bytes) -> None:
        desk = self._desk
        desk.requests["letters"] += 1
        mood = desk.mood()
        if mood is Mood.BUSY:
            self._say(b"451 4.7.1 Too fast\r\n")
        elif mood is Mood.BROKEN:
            self._say(b"451 4.3.0 Trouble\r\n")
        else:
            desk.take(self._sender, self._people, content)
            self._say(b"250 2.0.0 Taken\r\n")
        self._sender, self._people, self._content = "", [], b""
        wait_s = desk.knobs.hang_s if mood is Mood.HANGING else desk.knobs.latency_ms / 1000
        if mood is Mood.SILENT:
            self._out.pop()
            self._paused = True
        elif wait_s:
            self._pause(wait_s)

    def _pause(self, wait_s: float) -> None:
        """Replies stand in order: whatever comes meanwhile waits."""
        late, self._paused = self._out.pop(), True

        def go_on() -> None:
            self._paused = False
            self._say(late)
            self._run()

        asyncio.get_running_loop().call_later(wait_s, go_on)

    def _quit(self, _line: bytes) -> None:
        if self._transport is not None:
            self._transport.write(b"".join(self._out) + b"221 2.0.0 Bye\r\n")
            self._out.clear()
            self._transport.close()
