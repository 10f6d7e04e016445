"""PDF files (PDF): read by qpdf in a process of its own, with little memory and time."""

import subprocess
import sys
from pathlib import Path
from typing import IO

from tsunagaru.ground.files.rules.refusals import CannotKeep, Reason

CHILD = Path(__file__).with_name("pdf_child.py")
SECONDS = 15
_REASONS = {"active": Reason.ACTIVE, "locked": Reason.LOCKED, "bomb": Reason.BOMB}
_CHUNK_BYTES = 64 * 1024


def inspect(file: IO[bytes]) -> None:
    """Check a PDF for programs, embedded files, passwords and damage.

    Raises:
        CannotKeep: any of these; also when the look takes too much memory or time.
    """
    verdict = _ask_child(file)
    if verdict != "ok":
        raise CannotKeep(_REASONS.get(verdict, Reason.BROKEN))


def _ask_child(file: IO[bytes]) -> str:
    """Return the child's word; no word at all means that it hit its limits."""
    file.seek(0)
    with subprocess.Popen(  # noqa: S603 - our own script, no argument of a user's
        [sys.executable, "-I", str(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        try:
            return _feed(child, file)
        except subprocess.TimeoutExpired:
            child.kill()
            return "bomb"


def _feed(child: "subprocess.Popen[bytes]", file: IO[bytes]) -> str:
    if child.stdin is None:
        return "broken"
    try:
        while piece := file.read(_CHUNK_BYTES):
            child.stdin.write(piece)
    except BrokenPipeError:
        pass
    said, _ = child.communicate(timeout=SECONDS)
    return said.decode().strip() or "bomb"
