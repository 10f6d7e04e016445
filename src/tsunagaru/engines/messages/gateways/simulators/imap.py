"""A mailbox that speaks IMAP over loopback, and misbehaves on demand (模擬の受信箱).

As much of RFC 3501, 4315 and 6851 as a reader of letters uses; threads, as its client blocks.
"""

import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

MOVE, UIDPLUS = "MOVE", "UIDPLUS"
_COMMAND = re.compile(rb"(\S+) (?:UID )?(\w+) ?(.*)", re.IGNORECASE)


@dataclass
class Letter:
    """One letter in the mailbox (受信箱のメール)."""

    raw: bytes
    seen: bool = False
    deleted: bool = False
    folder: str = "INBOX"


@dataclass
class Knobs:
    """How the mailbox misbehaves (ふるまい).

    Args:
        offers: what it can do besides RFC 3501.
        refuse_login: the name or the password is wrong.
        drop_before: the line breaks before this command is answered, such as ``FETCH``.
        drop_after: how many times that command is answered before.
    """

    offers: tuple[str, ...] = (MOVE, UIDPLUS)
    refuse_login: bool = False
    drop_before: str = ""
    drop_after: int = 0


@dataclass
class MailboxDesk:
    """What lies in the mailbox (受信箱の中身)."""

    letters: dict[int, Letter] = field(default_factory=dict)
    knobs: Knobs = field(default_factory=Knobs)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    def put(self, raw: bytes) -> int:
        """Let a letter come; return its number."""
        uid = len(self.letters) + 1
        self.letters[uid] = Letter(raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        return uid

    def drops(self, command: str) -> bool:
        """Tell whether the line breaks now."""
        self.asked.append(command)
        knobs = self.knobs
        return knobs.drop_before == command and self.asked.count(command) > knobs.drop_after


class _Session(StreamRequestHandler):
    """One client (接続)."""

    desk: MailboxDesk
    context: ssl.SSLContext | None
    _known = False  # like many, it says what it can do to those only who have signed in

    def setup(self) -> None:
        if self.context is not None:
            self.request = self.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        self._say(b"* OK ready")
        while line := self.rfile.readline(8_192).strip():
            found = _COMMAND.fullmatch(line)
            name = found[2].decode().upper() if found else ""
            if found is None or self.desk.drops(name):
                return
            answer: Callable[[bytes], bytes] = getattr(self, f"_{name.lower()}", self._unknown)
            self._say(found[1] + b" " + answer(found[3]))
            if name == "LOGOUT":
                return

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def _unknown(self, _rest: bytes) -> bytes:
        return b"BAD what?"

    def _capability(self, _rest: bytes) -> bytes:
        words = ("IMAP4rev1", *(self.desk.knobs.offers if self._known else ()))
        self._say(f"* CAPABILITY {' '.join(words)}".encode())
        return b"OK done"

    def _login(self, rest: bytes) -> bytes:
        right = b"secret" in rest and not self.desk.knobs.refuse_login
        self._known = right
        return b"OK welcome" if right else b"NO [AUTHENTICATIONFAILED] no"

    def _select(self, rest: bytes) -> bytes:
        if rest != b'"INBOX"':
            return b"NO no such folder"
        self._say(b"* %d EXISTS" % len(self._inbox()))
        return b"OK [READ-WRITE] done"

    def _inbox(self) -> dict[int, Letter]:
        return {uid: one for uid, one in self.desk.letters.items() if one.folder == "INBOX"}

    def _search(self, rest: bytes) -> bytes:
        wanted = (lambda one: one.deleted) if rest == b"DELETED" else (lambda one: not one.seen)
        found = [b"%d" % uid for uid, one in self._inbox().items() if wanted(one)]
        self._say(b" ".join([b"* SEARCH", *found]))
        return b"OK done"

    def _fetch(self, rest: bytes) -> bytes:
        number, _, what = rest.partition(b" ")
        letter = self._inbox().get(int(number))
        if letter is None:
            return b"OK nothing"
        if b"BODY.PEEK[]" in what:
            head = b"* %s FETCH (UID %s BODY[] {%d}\r\n" % (number, number, len(letter.raw))
            self.wfile.write(head + letter.raw + b")\r\n")
        else:
            self._say(b"* %s FETCH (UID %s RFC822.SIZE %d)" % (number, number, len(letter.raw)))
        return b"OK done"

    def _store(self, rest: bytes) -> bytes:
        letter = self.desk.letters[int(rest.split()[0])]
        letter.seen = letter.seen or b"\\Seen" in rest
        letter.deleted = letter.deleted or b"\\Deleted" in rest
        return b"OK done"

    def _copy(self, rest: bytes) -> bytes:
        number, _, folder = rest.partition(b" ")
        copied = self.desk.letters[self.desk.put(self.desk.letters[int(number)].raw)]
        copied.seen, copied.folder = True, folder.decode().strip('"')
        return b"OK done"

    def _expunge(self, rest: bytes) -> bytes:
        if rest and UIDPLUS not in self.desk.knobs.offers:
            return b"BAD what?"
        for uid, one in list(self._inbox().items()):
            if one.deleted and rest in (b"", b"%d" % uid):
                one.folder = ""
        return b"OK done"

    def _move(self, rest: bytes) -> bytes:
        if MOVE not in self.desk.knobs.offers:
            return b"BAD what?"
        number, _, folder = rest.partition(b" ")
        self.desk.letters[int(number)].folder = folder.decode().strip('"')
        return b"OK done"

    def _logout(self, _rest: bytes) -> bytes:
        self._say(b"* BYE")
        return b"OK bye"


class _Server(ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def handle_error(self, *_given: Any) -> None:  # noqa: ANN401 - socketserver's signature
        """A client that goes away, or does not trust us, is no error of ours."""


@contextmanager
def mailbox(context: ssl.SSLContext | None = None) -> Iterator[MailboxDesk]:
    """Run a mailbox on a free port of the loopback address (模擬の受信箱を動かす).

    Args:
        context: for TLS from the first byte; None for none at all.
    """
    desk = MailboxDesk()
    session = type("Session", (_Session,), {"desk": desk, "context": context})
    with _Server(("127.0.0.1", 0), session) as server:
        desk.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield desk
        server.shutdown()
        thread.join(10)
