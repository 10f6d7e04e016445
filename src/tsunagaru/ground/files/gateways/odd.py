"""Text in bytes of whatever kind (中身の文字): for what is kept as it came and never opened.

What is locked or broken cannot be read; nothing of it is found.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from tsunagaru.ground.files.gateways import csv_text, office, office_text, pdf
from tsunagaru.ground.files.rules import cells
from tsunagaru.ground.files.rules.refusals import CannotKeep

ENCODINGS = ("utf-8-sig", "cp932", "euc_jp", "iso2022_jp")
MARKS = (b"\xff\xfe", b"\xfe\xff")
DEEPEST = 2  # a zip in a zip
MAX_TEXT_BYTES = 20 * 1024 * 1024


def holds_number(content: bytes, *, depth: int = 0) -> bool:
    """Tell whether any text in some bytes may hold an individual number (個人番号)."""
    try:
        if content.startswith(b"%PDF-"):
            return pdf.holds_number(io.BytesIO(content))
        if content.startswith(b"PK\x03\x04"):
            return depth < DEEPEST and _package_holds(content, depth)
    except CannotKeep:
        return False
    return cells.holds_number(_pieces(content[:MAX_TEXT_BYTES]))


def _pieces(content: bytes) -> Iterator[str]:
    """Yield a text as a whole in every encoding that fits, and its cells."""
    encodings = ("utf-16",) if content.startswith(MARKS) else ENCODINGS
    fitting = [text for each in encodings if (text := _decoded(content, each)) is not None]
    yield from fitting or [content.decode("latin-1")]
    if csv_text.encoding_of(content) is not None:
        yield from csv_text.pieces_of(io.BytesIO(content))


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _package_holds(content: bytes, depth: int) -> bool:
    """Look at what office programs would show, then at every part by itself."""
    office.check_package(io.BytesIO(content))
    try:
        if cells.holds_number(office_text.pieces_of(io.BytesIO(content))):
            return True
    except (CannotKeep, zipfile.BadZipFile, zlib.error):
        pass  # no office file, or an odd one: its parts are looked at below
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [one for one in package.infolist() if not one.is_dir()]
            return any(holds_number(package.read(part), depth=depth + 1) for part in parts)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError):
        return False
