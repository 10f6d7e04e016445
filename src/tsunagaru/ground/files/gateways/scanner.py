"""The virus scanner (ウイルス検査): clamd's INSTREAM protocol, over a unix socket or TCP.

A file goes in chunks of its own length each, ended by an empty one; one line comes back.
"""

import re
import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum

from django.conf import settings

SECONDS = 30
MOST_SAID = 4096
_UNIX = "unix:"
_FOUND = re.compile(r"stream: (?P<name>.+) FOUND")


class Verdict(StrEnum):
    """What the scanner says of a file (検査の結果)."""

    CLEAN = "clean"
    INFECTED = "infected"
    TOO_LARGE = "too_large"


class CannotScan(Exception):
    """No scanner is set up, or it does not answer (検査できません)."""


def is_set_up() -> bool:
    """Tell whether the town has a scanner."""
    return bool(settings.TSUNAGARU_CLAMD)


def scan(chunks: Iterable[bytes]) -> Verdict:
    """Return what the scanner says of a content (検査する).

    Raises:
        CannotScan: no scanner, no answer in time, or an answer that says nothing.
    """
    said = _talk(chunks)
    if said == "stream: OK":
        return Verdict.CLEAN
    if _FOUND.fullmatch(said):
        return Verdict.INFECTED
    if "size limit exceeded" in said:
        return Verdict.TOO_LARGE
    raise CannotScan(said[:80])


def _talk(chunks: Iterable[bytes]) -> str:
    try:
        with _connected() as line:
            # A scanner that has heard enough closes its end while we are still sending.
            with suppress(BrokenPipeError, ConnectionResetError):
                line.sendall(b"zINSTREAM\0")
                for chunk in filter(None, chunks):
                    line.sendall(struct.pack(">I", len(chunk)) + chunk)
                line.sendall(struct.pack(">I", 0))
            return _line_of(line)
    except OSError as error:
        raise CannotScan(type(error).__name__) from error


def _line_of(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < MOST_SAID:
        piece = line.recv(MOST_SAID)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected() -> socket.socket:
    """Return an open line to the scanner."""
    address: str = settings.TSUNAGARU_CLAMD
    seconds: float = getattr(settings, "TSUNAGARU_CLAMD_SECONDS", SECONDS)
    if not address:
        message = "not set up"
        raise CannotScan(message)
    if not address.startswith(_UNIX):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(seconds)
        line.connect(address.removeprefix(_UNIX))
    except OSError:
        line.close()
        raise
    return line
