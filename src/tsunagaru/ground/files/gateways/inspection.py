"""Looking into a file (内容検査): which kind it is, and whether it is safe to hand to others."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from tsunagaru.ground.files.gateways import csv_text, office, office_text, pdf, pictures
from tsunagaru.ground.files.rules import cells, kinds, refusals
from tsunagaru.ground.files.rules.kinds import Kind
from tsunagaru.ground.files.rules.refusals import CannotKeep, Reason
from tsunagaru.kernel.sizes import MEGABYTE

CHUNK_BYTES = 64 * 1024
MAX_TABLE_BYTES = 5 * MEGABYTE
_TAIL_BYTES = 66_000


@dataclass(frozen=True)
class Inspected:
    """What a file is, and the bytes to keep of it: of a picture its pixels, redrawn."""

    kind: Kind
    content: IO[bytes]
    thumbnail: bytes = b""


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file from its start in pieces."""
    file.seek(0)
    while piece := file.read(CHUNK_BYTES):
        yield piece


def inspect(file: IO[bytes], size: int, allowed: dict[str, Kind]) -> Inspected:
    """Return what a file is and what to keep of it, after a thorough look (種類の確定).

    Args:
        file: seekable; memory grows with a picture's size only.
        size: its length in bytes.
        allowed: the kinds the field takes.

    Raises:
        CannotKeep: another kind, broken, able to do harm, or with an individual number inside.
    """
    code = _code_of(file, size, allowed)
    if code in _PICTURES:
        picture, thumbnail = pictures.redraw(file)
        return Inspected(allowed[code], io.BytesIO(picture), thumbnail)
    if code == "pdf":
        pdf.inspect(file)
    elif cells.holds_number(_PIECES[code](file)):
        raise CannotKeep(Reason.NUMBER_INSIDE)
    return Inspected(allowed[code], file)


def _code_of(file: IO[bytes], size: int, allowed: dict[str, Kind]) -> str:
    file.seek(0)
    head = file.read(kinds.HEAD_BYTES)
    found = kinds.guess(head, allowed)
    code = office.inspect(file) if found == "zip" else found
    if code == "csv" and not _is_table(file, size):
        raise kinds.refusal_of(head, allowed)
    if code not in allowed:
        raise CannotKeep(Reason.WRONG_KIND, kinds=kinds.titles_of(allowed.values()))
    if found not in {"zip", "csv"}:
        _refuse_two_faces(file, size, picture=found != "pdf")
    return code


def _is_table(file: IO[bytes], size: int) -> bool:
    if size > MAX_TABLE_BYTES:
        raise refusals.too_large(MAX_TABLE_BYTES)
    file.seek(0)
    return csv_text.encoding_of(file.read()) is not None


def _refuse_two_faces(file: IO[bytes], size: int, *, picture: bool) -> None:
    """Refuse a file that another program would take for something else."""
    file.seek(max(0, size - _TAIL_BYTES))
    if kinds.ends_like_zip(file.read()):
        raise CannotKeep(Reason.TWO_FACED)
    before = b""
    for piece in chunks_of(file) if picture else ():
        if kinds.has_stranger(before + piece):
            raise CannotKeep(Reason.TWO_FACED)
        before = piece[-kinds.OVERLAP_BYTES :]


_PICTURES = frozenset({"jpeg", "png"})
_PIECES: dict[str, Callable[[IO[bytes]], Iterator[str]]] = {
    "docx": office_text.pieces_of,
    "xlsx": office_text.pieces_of,
    "csv": csv_text.pieces_of,
}
