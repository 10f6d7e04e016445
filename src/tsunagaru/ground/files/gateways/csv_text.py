"""Tables as plain text (CSV): their encoding and their cells."""

import csv
import io
from collections.abc import Iterator
from typing import IO

from tsunagaru.ground.files.rules import cells, kinds

ENCODINGS = ("utf-8-sig", "cp932")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATORS = ",\t;"


def encoding_of(content: bytes) -> str | None:
    """Return the encoding of a text (文字コード), or None when it is no text."""
    marked = _MARKS.get(content[:2])
    for encoding in (marked,) if marked else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding if kinds.looks_like_table(text) else None
    return None


def pieces_of(file: IO[bytes]) -> Iterator[str]:
    """Yield every cell, and what neighbouring cells say together (セル)."""
    file.seek(0)
    content = file.read()
    text = content.decode(encoding_of(content) or "utf-8", "replace")
    for line in text.splitlines():
        yield from (cell for mark in _SEPARATORS for cell in line.split(mark))
    for mark in _SEPARATORS:
        for row in csv.reader(io.StringIO(text), delimiter=mark):
            yield from row
            yield from cells.joined_cells(row)
