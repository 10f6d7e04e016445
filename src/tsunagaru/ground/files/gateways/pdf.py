"""PDF files (PDF): read by qpdf and pdfium in a process of its own, with little memory and time."""

from pathlib import Path
from typing import IO

from tsunagaru.ground.files.gateways import children
from tsunagaru.ground.files.rules import cells
from tsunagaru.ground.files.rules.refusals import CannotKeep, Reason

CHILD = Path(__file__).with_name("pdf_child.py")
_REASONS = {"active": Reason.ACTIVE, "locked": Reason.LOCKED, "broken": Reason.BROKEN}


def inspect(file: IO[bytes]) -> None:
    """Check a PDF for programs, embedded files, passwords, damage and individual numbers.

    Raises:
        CannotKeep: any of these; also when the look takes too much memory or time.
    """
    verdict, lines = _ask(file)
    if verdict != "ok":
        raise CannotKeep(_REASONS.get(verdict, Reason.BOMB))
    if _hold_number(lines):
        raise CannotKeep(Reason.NUMBER_INSIDE)


def holds_number(file: IO[bytes]) -> bool:
    """Tell whether the text of a PDF may hold an individual number, one with programs too."""
    return _hold_number(_ask(file)[1])


def _ask(file: IO[bytes]) -> tuple[str, list[str]]:
    """Return the child's word and the lines of text it could read."""
    verdict, _, text = children.ask(CHILD, file).partition(b"\n")
    return verdict.decode(), text.decode("utf-8", "replace").split("\n")


def _hold_number(lines: list[str]) -> bool:
    return cells.holds_number(lines) or cells.holds_number(cells.joined_lines(lines))
