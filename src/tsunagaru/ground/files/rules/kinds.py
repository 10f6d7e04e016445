"""Kinds of files (ファイルの種類), told by their content and never by their name."""

from collections.abc import Iterable
from dataclasses import dataclass

from tsunagaru.ground.files.rules.refusals import CannotKeep, Reason

HEAD_BYTES = 4096


@dataclass(frozen=True)
class Kind:
    """A kind of file the town accepts (受け取れる種類)."""

    code: str
    title: str
    media_type: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", (".pdf",)),
        Kind("jpeg", "JPEG", "image/jpeg", (".jpg", ".jpeg")),
        Kind("png", "PNG", "image/png", (".png",)),
        Kind("docx", "Word（docx）", f"{_OFFICE}wordprocessingml.document", (".docx",)),
        Kind("xlsx", "Excel（xlsx）", f"{_OFFICE}spreadsheetml.sheet", (".xlsx",)),
    )
}
_ALIASES = {"jpg": "jpeg"}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"avif"})
# What a browser could take for a page, or a server for a program, inside a picture. Marks shorter
# than five bytes occur by chance in a large photo.
_STRANGERS = (b"<script", b"<html", b"<!doctype", b"<?php", b"<iframe", b"%pdf-")
OVERLAP_BYTES = 16
_ZIP_END = b"PK\x05\x06"
_ZIP_TAIL_BYTES = 66_000


def choose(allowed: Iterable[str]) -> dict[str, Kind]:
    """Return the kinds named by codes or endings such as ``jpg`` (許可する種類).

    Raises:
        KeyError: there is no such kind; a mistake of the calling code.
    """
    codes = {_ALIASES.get(code.lstrip("."), code.lstrip(".")) for code in allowed}
    return {code: KINDS[code] for code in sorted(codes, key=list(KINDS).index)}


def titles_of(kinds: Iterable[Kind]) -> str:
    """Return the kinds as a list for people."""
    return "、".join(kind.title for kind in kinds)


def guess(head: bytes, allowed: dict[str, Kind]) -> str:
    """Return ``pdf``, ``jpeg``, ``png`` or ``zip`` by the first bytes (種類の判定).

    Raises:
        CannotKeep: anything else.
    """
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(_ZIP):
        return "zip"
    raise _refusal(head, allowed)


def _refusal(head: bytes, allowed: dict[str, Kind]) -> CannotKeep:
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return CannotKeep(Reason.HEIC)
    if head.startswith(_OLE):
        return CannotKeep(Reason.OLD_OFFICE)
    return CannotKeep(Reason.WRONG_KIND, kinds=titles_of(allowed.values()))


def has_stranger(chunk: bytes) -> bool:
    """Tell whether a piece of a picture holds the start of a page, a program or a PDF."""
    lowered = chunk.lower()
    return any(mark in lowered for mark in _STRANGERS)


def ends_like_zip(tail: bytes) -> bool:
    """Tell whether the end of a file is that of a zip, which opens from its end."""
    return _ZIP_END in tail[-_ZIP_TAIL_BYTES:]
