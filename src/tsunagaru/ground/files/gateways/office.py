"""Word and Excel files (Office文書): zips whose table is checked before anything is unpacked."""

import re
import struct
import zipfile
import zlib
from typing import IO

from tsunagaru.ground.files.rules.refusals import CannotKeep, Reason
from tsunagaru.kernel.sizes import MEGABYTE

MAX_ENTRIES = 3000
MAX_UNPACKED_BYTES = 100 * MEGABYTE
MAX_RATIO = 150
RATIO_FROM_BYTES = 5 * MEGABYTE  # small parts of one repeated character shrink a lot, harmlessly
_END = b"PK\x05\x06"
_END_BYTES = 22
_TAIL_BYTES = 65_535 + _END_BYTES
_ENCRYPTED = 0x1
_CHUNK_BYTES = 64 * 1024
_MAIN = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
}
_CODE_TYPES = re.compile(rb"(?i)macroenabled|vbaproject|activex")
_CODE_NAMES = re.compile(
    r"(?i)(vbaproject|oleobject|activex|vbadata|\.(bin|exe|dll|js|vbs|docm|xlsm)$)"
)
_HARMLESS_NAMES = re.compile(r"(?i)printersettings\d*\.bin$")
_REMOTE_TEMPLATE = re.compile(rb"(?is)attachedTemplate[^>]*External|External[^>]*attachedTemplate")
_ENTITY = re.compile(rb"(?i)<!(DOCTYPE|ENTITY)")


def inspect(file: IO[bytes]) -> str:
    """Return ``docx`` or ``xlsx`` after a look at every part; another zip is ``zip``.

    Raises:
        CannotKeep: broken, locked, a bomb, or with a program inside.
    """
    _refuse_crowds(file)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            _refuse_bombs(parts)
            if "[Content_Types].xml" not in package.namelist():
                return "zip"
            return _inspect_parts(package, parts)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError) as error:
        raise CannotKeep(Reason.BROKEN) from error
    except (OSError, RuntimeError, struct.error) as error:
        raise CannotKeep(Reason.BROKEN) from error


def check_package(file: IO[bytes]) -> None:
    """Check a zip's table, before anything of it is unpacked (展開前の確認).

    Raises:
        CannotKeep: broken, locked or a bomb.
    """
    _refuse_crowds(file)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            _refuse_bombs(package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, struct.error) as error:
        raise CannotKeep(Reason.BROKEN) from error


def _refuse_crowds(file: IO[bytes]) -> None:
    """Refuse a zip that announces too many parts, before its table is read into memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL_BYTES))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_BYTES:
        raise CannotKeep(Reason.BROKEN)
    count, table_bytes = struct.unpack("<HI", tail[place + 10 : place + 16])
    if count > MAX_ENTRIES or table_bytes > MAX_ENTRIES * 300:
        raise CannotKeep(Reason.BOMB)


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that are locked, lie over each other, or grow too much."""
    if len(parts) > MAX_ENTRIES:
        raise CannotKeep(Reason.BOMB)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise CannotKeep(Reason.LOCKED)
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if unpacked > MAX_UNPACKED_BYTES:
        raise CannotKeep(Reason.BOMB)
    if unpacked > RATIO_FROM_BYTES and unpacked / packed > MAX_RATIO:
        raise CannotKeep(Reason.BOMB)
    end = 0
    for part in sorted(parts, key=lambda each: each.header_offset):
        if part.header_offset < end:
            raise CannotKeep(Reason.BOMB)
        end = part.header_offset + part.compress_size
    if any(part.filename.startswith("/") or ".." in part.filename.split("/") for part in parts):
        raise CannotKeep(Reason.BROKEN)


def _inspect_parts(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str:
    types = _read(package, package.getinfo("[Content_Types].xml"))
    if _CODE_TYPES.search(types):
        raise CannotKeep(Reason.MACRO)
    for part in parts:
        if _CODE_NAMES.search(part.filename) and not _HARMLESS_NAMES.search(part.filename):
            raise CannotKeep(Reason.MACRO)
        start = _read(package, part)
        if part.filename.endswith((".xml", ".rels")) and _ENTITY.search(start):
            raise CannotKeep(Reason.BOMB)
        if part.filename.endswith(".rels") and _REMOTE_TEMPLATE.search(start):
            raise CannotKeep(Reason.MACRO)
    return next((code for mark, code in _MAIN.items() if mark in types), "zip")


def _read(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Unpack a part to its end, so that its checksum is proved; return only its beginning."""
    with package.open(part) as opened:
        start = opened.read(_CHUNK_BYTES)
        while opened.read(_CHUNK_BYTES):
            pass
    return start
