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
    said = children.ask(CHILD, file)
    verdict, _, text = said.partition(b"\n")
    if verdict != b"ok":
        raise CannotKeep(_REASONS.get(verdict.decode(), Reason.BOMB))
    lines = text.decode("utf-8", "replace").split("\n")
    if cells.holds_number(lines) or cells.holds_number(cells.joined_lines(lines)):
        raise CannotKeep(Reason.NUMBER_INSIDE)
