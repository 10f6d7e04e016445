"""The mailbox to which letters come back (不達と返信の受信箱), read over IMAP (RFC 3501, 6851).

A letter is looked at without being marked; it is put away only when the caller says so, once what
it says is committed. Nothing is ever deleted: where a server cannot move (RFC 6851), a letter is
copied, and only when that is confirmed is this one, and no other, removed where it lay (RFC 4315).
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tsunagaru.engines.messages.gateways.channels import CannotReach

TLS_PORT, PORT = 993, 143
OVER_TLS, STARTTLS, PLAIN = "tls", "starttls", "none"
HERE = ("127.0.0.1", "::1", "localhost")
LONGEST_UID = 10
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,12})")


@dataclass(frozen=True)
class Account:
    """A mailbox of the town's (受信箱), from the environment.

    Args:
        tls: ``tls``, ``starttls``, or ``none``, which is for a server on this machine alone.
        done: folder into which what was taken in is moved; empty to leave it, marked as read.
        context: whom we believe; None for the system's authorities.
    """

    host: str
    user: str
    password: str
    port: int = 0
    tls: str = OVER_TLS
    folder: str = "INBOX"
    done: str = ""
    timeout_s: float = 30
    context: ssl.SSLContext | None = None


@dataclass(frozen=True)
class Waiting:
    """A letter not yet taken in (未処理のメール); ``size`` in bytes."""

    uid: str
    size: int


class Mailbox:
    """A mailbox that was opened."""

    def __init__(self, session: imaplib.IMAP4, account: Account) -> None:
        self._session, self._account = session, account

    def waiting(self, most: int) -> list[Waiting]:
        """Return the letters nobody took in, oldest first (未処理のメール).

        Raises:
            CannotReach
        """
        with _told():
            found = _ok(self._session.uid("SEARCH", "UNSEEN"))
            uids = [one.decode() for one in (found[0] or b"").split() if _is_uid(one)][:most]
            return [Waiting(uid, self._size(uid)) for uid in uids]

    def _size(self, uid: str) -> int:
        told = _ok(self._session.uid("FETCH", uid, "(RFC822.SIZE)"))
        whole = b" ".join(_flat(told))
        found = _SIZE.search(whole)
        return int(found[1]) if found else 0

    def read(self, uid: str) -> bytes:
        """Return a whole letter; empty where it is gone. It is not marked by this.

        Raises:
            CannotReach
        """
        with _told():
            told = _ok(self._session.uid("FETCH", uid, "(BODY.PEEK[])"))
            return next((one[1] for one in told if isinstance(one, tuple)), b"")

    def put_away(self, uid: str) -> None:
        """Mark a letter as read, and move it where the town wants it so (処理済みにする).

        Raises:
            CannotReach
        """
        with _told():
            _ok(self._session.uid("STORE", uid, "+FLAGS.SILENT", "(\\Seen)"))
            if not self._account.done:
                return
            if self._can("MOVE"):
                _ok(self._session.uid("MOVE", uid, _quoted(self._account.done)))
            else:
                self._copy_and_remove(uid)

    def _can(self, what: str) -> bool:
        """Tell what the server offers now: many say more once one has signed in."""
        return what in self._offers

    @cached_property
    def _offers(self) -> frozenset[str]:
        told = _ok(self._session.capability())
        return frozenset(b" ".join(_flat(told)).decode("ascii", "replace").upper().split())

    def _copy_and_remove(self, uid: str) -> None:
        """Move a letter on a server that cannot.

        Without UIDPLUS only all letters marked for it can be removed; where another program marked
        one, ours stays where it lies, marked as read: nobody else's letter goes because of us.
        """
        alone = self._can("UIDPLUS")
        if not alone and (_ok(self._session.uid("SEARCH", "DELETED"))[0] or b"").split():
            return
        _ok(self._session.uid("COPY", uid, _quoted(self._account.done)))
        _ok(self._session.uid("STORE", uid, "+FLAGS.SILENT", "(\\Deleted)"))
        _ok(self._session.uid("EXPUNGE", uid) if alone else self._session.expunge())


@contextmanager
def opened(account: Account) -> Iterator[Mailbox]:
    """Open a mailbox, and leave it again (受信箱を開く).

    Raises:
        CannotReach: it is not to be had; code ``login`` where our name is refused, ``folder``
            where the folder is not there, ``tls`` where the other side cannot be trusted.
    """
    session = _connected(account)
    try:
        with _told("login"):
            session.login(account.user, account.password)
        with _told("folder"):
            _ok(session.select(_quoted(account.folder)))
        yield Mailbox(session, account)
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            session.logout()


def _connected(account: Account) -> imaplib.IMAP4:
    context = account.context or ssl.create_default_context()
    port = account.port or (TLS_PORT if account.tls == OVER_TLS else PORT)
    if account.tls not in (OVER_TLS, STARTTLS) and account.host not in HERE:
        raise CannotReach("tls")  # a password never travels in the open
    with _told():
        if account.tls == OVER_TLS:
            return imaplib.IMAP4_SSL(
                account.host, port, ssl_context=context, timeout=account.timeout_s
            )
        session = imaplib.IMAP4(account.host, port, timeout=account.timeout_s)
        if account.tls == STARTTLS:
            session.starttls(context)
        return session


@contextmanager
def _told(code: str = "imap") -> Iterator[None]:
    """Say in one way whatever goes wrong on the line; a server's words may repeat a name."""
    try:
        yield
    except imaplib.IMAP4.abort:
        raise CannotReach("lost") from None
    except imaplib.IMAP4.error:
        raise CannotReach(code) from None
    except ssl.SSLError:
        raise CannotReach("tls") from None
    except TimeoutError:
        raise CannotReach("timeout") from None
    except OSError:
        raise CannotReach("refused") from None


def _ok(told: tuple[str, list[Any]]) -> list[Any]:
    if told[0] != "OK":
        raise imaplib.IMAP4.error
    return told[1]


def _flat(told: list[Any]) -> Iterator[bytes]:
    for one in told:
        yield from (part for part in (one if isinstance(one, tuple) else (one,)) if part)


def _is_uid(one: bytes) -> bool:
    return one.isdigit() and len(one) <= LONGEST_UID


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
