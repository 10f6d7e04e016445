"""The text of Word and Excel files (Office文書の文字): read part by part, never kept."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import IO
from xml.parsers import expat

from tsunagaru.ground.files.rules import cells
from tsunagaru.ground.files.rules.refusals import CannotKeep, Reason

_CHUNK_BYTES = 64 * 1024
_NUMBER_DIGITS = 12
_STYLES_BYTES = 2 * 1024 * 1024
# What ends one piece of text: a paragraph, a shared or inline string, a comment, a cell.
_BLOCKS = frozenset({"p", "si", "is", "text", "v", "f", "c"})
_ROWS = {"tr": "tc", "row": "c"}
_TELLING = frozenset(
    {"name", "title", "descr", "display", "tooltip", "Target", "location", "author"}
)
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}
_STRING, _NUMBER = "s", ""


def pieces_of(file: IO[bytes]) -> Iterator[str]:
    """Yield every text in the file: cells, paragraphs, comments, names of sheets, properties.

    Raises:
        CannotKeep: a part is no XML, or declares a document type.
    """
    file.seek(0)
    with zipfile.ZipFile(file) as package:
        parts = [part for part in package.infolist() if part.filename.endswith((".xml", ".rels"))]
        book = _book(package)
        for part in parts:
            yield part.filename
            yield from _Reader(book, part.filename).read(package, part)


@dataclass(frozen=True)
class _Book:
    """What the cells of a workbook point to: its strings, and the styles of twelve digits."""

    shared: list[str] = field(default_factory=list)
    padded: frozenset[str] = frozenset()


def _book(package: zipfile.ZipFile) -> _Book:
    """Read what the cells point to (共有文字列と表示形式)."""
    shared: list[str] = []
    padded: frozenset[str] = frozenset()
    for part in package.infolist():
        name = part.filename.lower()
        if name.endswith("sharedstrings.xml"):
            reader = _Reader(_Book(), part.filename)
            for _ in reader.read(package, part):
                pass
            shared += reader.strings
        if name.endswith("xl/styles.xml") and part.file_size <= _STYLES_BYTES:
            padded = _padded(package.read(part).decode("utf-8", "replace"))
    return _Book(shared, padded)


def _padded(styles: str) -> frozenset[str]:
    """Return the numbers of the styles that write twelve digits, zeros included."""
    formats = {
        number
        for tag in re.findall(r"<(?:\w+:)?numFmt\s[^>]*>", styles)
        for number, code in [(_of(tag, "numFmtId"), _of(tag, "formatCode"))]
        if code.count("0") == _NUMBER_DIGITS
    }
    _, _, rest = styles.partition("cellXfs")
    used = re.findall(r"<(?:\w+:)?xf\s[^>]*>", re.split(r"</(?:\w+:)?cellXfs", rest)[0])
    return frozenset(str(n) for n, tag in enumerate(used) if _of(tag, "numFmtId") in formats)


def _of(tag: str, name: str) -> str:
    found = re.search(rf'{name}="([^"]*)"', tag)
    return found[1] if found else ""


class _Reader:
    """Walks through one part of XML and gathers its text."""

    def __init__(self, book: _Book, name: str) -> None:
        self.book, self.sheet = book, "worksheets/" in name
        self.strings: list[str] = []
        self.ready: list[str] = []
        self.path: list[str] = []
        self.text: list[list[str]] = [[]]
        self.row: list[str] | None = None
        self.cell: list[str] = []
        self.kind, self.padded, self.column = "", False, 0

    def read(self, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[str]:
        """Yield the pieces of a part as they end."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.add
        parser.buffer_text = True
        try:
            with package.open(part) as opened:
                while piece := opened.read(_CHUNK_BYTES):
                    parser.Parse(piece, False)  # noqa: FBT003 - expat's own signature
                    yield from self.take()
            parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature
        except expat.ExpatError as error:
            raise CannotKeep(Reason.BROKEN) from error
        yield from self.take()

    def take(self) -> Iterator[str]:
        """Yield what is ready."""
        ready, self.ready = self.ready, []
        yield from ready

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        local = name.rpartition(":")[2]
        self.path.append(local)
        self.ready += [v for k, v in attributes.items() if k.rpartition(":")[2] in _TELLING]
        if local in _ROWS:
            self.row, self.column = [], 0
        if local == "c":
            self._keep_apart(attributes.get("r", ""))
            self.kind = attributes.get("t", _NUMBER)
            self.padded = attributes.get("s", "") in self.book.padded
        if local in {"c", "tc"}:
            self.cell = []
        if local in _BLOCKS:
            self.text.append([])
        if local in _BREAKS:
            self.text[-1].append(_BREAKS[local])

    def _keep_apart(self, place: str) -> None:
        """Note a gap before this cell, so that only neighbours are joined."""
        column = 0
        for letter in place.rstrip("0123456789"):
            column = column * 26 + ord(letter) - 64
        if self.row is not None and column > self.column + 1:
            self.row.append("")
        self.column = column or self.column + 1

    def add(self, data: str) -> None:
        """Take text."""
        self.text[-1].append(data)

    def end(self, name: str) -> None:
        """End an element."""
        local = name.rpartition(":")[2]
        self.path.pop()
        if local in _BLOCKS:
            self._end_block(local, "".join(self.text.pop()))
        elif len(self.text) == 1 and self.text[0]:
            self.ready.append("".join(self.text[0]))
            self.text[0].clear()
        if local in {"c", "tc"} and self.row is not None:
            self.row.append("".join(self.cell))
        if local in _ROWS and self.row is not None:
            self.ready += cells.joined_cells(self.row)
            self.row = None

    def _end_block(self, local: str, text: str) -> None:
        if local == "si":
            self.strings.append(text)
        if local == "v" and self.sheet:
            text = self._value(text)
        if local == "c":
            return
        self.ready.append(text)
        self.cell.append(text if local in {"v", "is", "p"} else "")

    def _value(self, text: str) -> str:
        if self.kind == _STRING:
            shared = self.book.shared
            return shared[int(text)] if text.isdecimal() and int(text) < len(shared) else ""
        plain = self.kind in {_NUMBER, "n"}
        return _written_out(text, padded=self.padded) if plain else text


def _written_out(text: str, *, padded: bool) -> str:
    """Return a number as it stands in a cell wide enough; a format may show zeros before it."""
    try:
        value = Decimal(text.strip() or "x")
    except InvalidOperation:
        return text
    if value != value.to_integral_value() or not 0 <= value < 10**_NUMBER_DIGITS:
        return text
    return f"{int(value):0{_NUMBER_DIGITS if padded else 1}d}"


def _refuse_doctype(*_: object) -> None:
    raise CannotKeep(Reason.BOMB)
