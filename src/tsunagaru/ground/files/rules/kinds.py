"""Kinds of files (ファイルの種類), told by their content and never by their name."""

import re
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
        Kind("csv", "CSV", "text/csv", (".csv",)),
    )
}
_ALIASES = {"jpg": "jpeg"}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_STARTS = (
    ("pdf", (b"%PDF-",)),
    ("jpeg", (b"\xff\xd8\xff",)),
    ("png", (b"\x89PNG\r\n\x1a\n",)),
    ("zip", _ZIP),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"avif"})
# What a browser could take for a page, or a server for a program, inside a picture. Marks shorter
# than five bytes occur by chance in a large photo.
_STRANGERS = (b"<script", b"<html", b"<!doctype", b"<?php", b"<iframe", b"%pdf-")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
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
    """Return ``pdf``, ``jpeg``, ``png``, ``zip`` or ``csv`` by the first bytes (種類の判定).

    A table has no first bytes of its own: it is what remains, where the field takes tables.

    Raises:
        CannotKeep: anything else.
    """
    for code, start in _STARTS:
        if head.startswith(start):
            return code
    refusal = refusal_of(head, allowed)
    if "csv" in allowed and refusal.reason is Reason.WRONG_KIND:
        return "csv"
    raise refusal


def looks_like_table(text: str) -> bool:
    """Tell whether a text is a table and no page, program or binary file (表の判定)."""
    lowered = text.lstrip("\ufeff").lower()
    return (
        any(mark in text for mark in ",\t;")
        and not _CONTROLS.search(text)
        and not any(mark.decode() in lowered for mark in (*_STRANGERS, b"<svg", b"<?xml"))
    )


def refusal_of(head: bytes, allowed: dict[str, Kind]) -> CannotKeep:
    """Return why a file of another kind is refused."""
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
