"""Looking into a file (内容検査): which kind it is, and whether it is safe to hand to others."""

from collections.abc import Callable, Iterator
from typing import IO

from tsunagaru.ground.files.gateways import office, pdf, pictures
from tsunagaru.ground.files.rules import kinds
from tsunagaru.ground.files.rules.kinds import Kind
from tsunagaru.ground.files.rules.refusals import CannotKeep, Reason

CHUNK_BYTES = 64 * 1024
_TAIL_BYTES = 66_000


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file from its start in pieces."""
    file.seek(0)
    while piece := file.read(CHUNK_BYTES):
        yield piece


def kind_of(file: IO[bytes], size: int, allowed: dict[str, Kind]) -> Kind:
    """Return what a file is, after a thorough look (種類の確定).

    Args:
        file: seekable; memory does not grow with its size.
        size: its length in bytes.
        allowed: the kinds the field takes.

    Raises:
        CannotKeep: another kind, broken, or able to do harm.
    """
    file.seek(0)
    found = kinds.guess(file.read(kinds.HEAD_BYTES), allowed)
    code = office.inspect(file) if found == "zip" else found
    if code not in allowed:
        raise CannotKeep(Reason.WRONG_KIND, kinds=kinds.titles_of(allowed.values()))
    if found != "zip":
        _refuse_two_faces(file, size, picture=found != "pdf")
    if checks := _CHECKS.get(code):
        checks(file)
    return allowed[code]


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


_CHECKS: dict[str, Callable[[IO[bytes]], None]] = {
    "pdf": pdf.inspect,
    "jpeg": pictures.inspect,
    "png": pictures.inspect,
}
