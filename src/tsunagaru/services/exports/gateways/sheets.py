"""Tables as files (表のファイル): CSV line by line, workbooks of several sheets.

CSV is UTF-8 with mark and CRLF, so that spreadsheets open it well. No cell is ever a formula.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from tsunagaru.kernel.text.formulas import guarded

MARK = "\ufeff"
LONGEST_CELL = 32_000
Cell = str | int | float
Rows = Iterable[Sequence[Cell]]


def csv_lines(rows: Rows) -> Iterator[bytes]:
    """Yield a table as CSV, a line at a time (CSV)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    out.write(MARK)
    for row in rows:
        writer.writerow([guarded(c) if isinstance(c, str) else c for c in row])
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook with a sheet for each table (Excelのブック); text stays text."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title[:31])
        sheet.freeze_panes = "B2"
        for row in rows:
            sheet.append([_cell(sheet, one) for one in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: object, value: Cell) -> object:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=guarded(value)[:LONGEST_CELL])
    cell.data_type = "s"
    return cell
