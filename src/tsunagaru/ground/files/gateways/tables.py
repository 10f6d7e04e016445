"""Tables as people keep them (表計算のファイル): CSV of any Japanese encoding, and xlsx.

A cell that a spreadsheet would take for a formula is written behind an apostrophe and read back
without it, so nothing in a table can run on a clerk's machine. The library for workbooks is loaded
when one is read or written: it would take its share of every process's memory.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from zipfile import BadZipFile, ZipFile

from tsunagaru.kernel.text.formulas import guarded, unguarded

MAX_BYTES, MAX_UNPACKED, MAX_ROWS, MAX_COLUMNS = 2_000_000, 30_000_000, 3000, 60
WIDE, NARROW, LONG = 30, 14, 12
XLSX = b"PK\x03\x04"

Cells = list[list[str]]


class CannotReadTable(Exception):
    """The file is no table we can read (表として読めません); the message says why."""


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV that opens well in spreadsheets: UTF-8 with mark, CRLF."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([guarded(c) for c in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Sequence[Sequence[str]], *, title: str) -> bytes:
    """Return a table as a workbook of one sheet; every cell is text, the header stays in view."""
    from openpyxl import Workbook  # noqa: PLC0415 - only where a workbook is written
    from openpyxl.cell import Cell  # noqa: PLC0415 - as above
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = title
    for line, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(line, place)
            if isinstance(cell, Cell):
                cell.value = guarded(text)
                cell.data_type = "s"
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                cell.font = Font(bold=line == 1)
    for place in range(len(rows[0]) if rows else 0):
        longest = max(len(row[place]) for row in rows)
        letter = get_column_letter(place + 1)
        sheet.column_dimensions[letter].width = WIDE if longest > LONG else NARROW
    sheet.freeze_panes = "C2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(raw: bytes, *, results: bool = False) -> Cells:
    """Return the cells of an uploaded file, empty rows at the end left out.

    Args:
        results: formulas are read as what they came to when the book was saved, instead of being
            refused; for tables that others publish.

    Raises:
        CannotReadTable: it is too large, no CSV and no xlsx, or holds a formula.
    """
    if len(raw) > MAX_BYTES:
        raise CannotReadTable("ファイルが大きすぎます（2MBまで）。")
    if not raw.strip():
        raise CannotReadTable("ファイルが空です。")
    cells = _of_xlsx(raw, results=results) if raw.startswith(XLSX) else _of_csv(raw)
    while cells and not any(cells[-1]):
        cells.pop()
    if len(cells) > MAX_ROWS:
        raise CannotReadTable(f"行が多すぎます（{MAX_ROWS}行まで）。")
    return [[unguarded(text) for text in row] for row in cells]


def _of_csv(raw: bytes) -> Cells:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        try:
            return list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error:
            raise CannotReadTable(
                "CSVとして読めません。引用符とカンマを確かめてください。"
            ) from None
    raise CannotReadTable("ファイルを読めません。CSVか、Excelのブック（.xlsx）を選んでください。")


def _of_xlsx(raw: bytes, *, results: bool) -> Cells:
    from openpyxl import load_workbook  # noqa: PLC0415 - only where a workbook is read

    try:
        with ZipFile(io.BytesIO(raw)) as packed:
            _look_at(packed)
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=results)
        sheet = book.worksheets[0]
        limit = {"max_row": MAX_ROWS + 1, "max_col": MAX_COLUMNS}
        rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(**limit)]
    except CannotReadTable:
        raise
    except (BadZipFile, KeyError, ValueError, IndexError, SyntaxError, EOFError, OSError) as error:
        raise CannotReadTable("Excelのブックとして読めません。") from error
    return _trimmed(rows)


def _look_at(packed: ZipFile) -> None:
    """Refuse what would unpack into too much, and what carries macros."""
    if sum(one.file_size for one in packed.infolist()) > MAX_UNPACKED:
        raise CannotReadTable("ファイルが大きすぎます。")
    if any(name.lower().endswith("vbaproject.bin") for name in packed.namelist()):
        raise CannotReadTable("マクロの入ったブックは使えません。")


def _trimmed(rows: Cells) -> Cells:
    """Leave out the empty columns a sheet may have at its right."""
    width = max((n for row in rows for n, text in enumerate(row, start=1) if text), default=0)
    return [row[:width] for row in rows]


def _text(cell: object) -> str:
    if getattr(cell, "data_type", "") == "f":
        place = getattr(cell, "coordinate", "")
        raise CannotReadTable(f"{place} に数式があります。値に直してから、もう一度選んでください。")
    value = getattr(cell, "value", None)
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
