"""Opening a package (申請データを開く): a zip with an XML document, attachments and evidence."""

import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tsunagaru.services.intake.rules.layout import PackageShape
from tsunagaru.services.intake.rules.mapping import Item

MOST_FILES, MOST_BYTES = 200, 60_000_000


class CannotOpen(Exception):
    """The package is damaged or no package at all (壊れています)."""


@dataclass(frozen=True)
class Package:
    """One application as it came (申請データ)."""

    procedure: str
    items: tuple[Item, ...]
    attachments: Mapping[str, bytes]
    evidence: Mapping[str, bytes]


def open_package(content: bytes, shape: PackageShape) -> Package:
    """Return what a package holds.

    Raises:
        CannotOpen: damaged, absurdly large, or without its document.
    """
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            files = {one.filename: packed.read(one) for one in _small_enough(packed)}
    except (BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
        raise CannotOpen(type(error).__name__) from None
    try:
        root = fromstring(files[shape.document])
    except (KeyError, ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise CannotOpen(type(error).__name__) from None
    items = [(one.get(shape.name, ""), "".join(one.itertext())) for one in root.iter(shape.item)]
    return Package(
        procedure=(root.findtext(f".//{shape.procedure}") or "").strip()[:200],
        items=tuple((name.strip(), text.strip()) for name, text in items),
        attachments=_below(files, shape.attachments),
        evidence=_below(files, shape.evidence),
    )


def _small_enough(packed: ZipFile) -> list[ZipInfo]:
    found = [one for one in packed.infolist() if not one.is_dir()]
    if len(found) > MOST_FILES or sum(one.file_size for one in found) > MOST_BYTES:
        raise CannotOpen("too large")
    return found


def _below(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    start = folder.rstrip("/") + "/"
    return {name.removeprefix(start): f for name, f in files.items() if name.startswith(start)}
