"""Reads and writes the tables of the town folder: CSV in UTF-8, one header line."""

import csv
import io
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Generic, TypeVar

from pydantic import ValidationError

from tsunagaru.kernel import individual_number
from tsunagaru.kernel.folder.composing import CONTROL, HAS_NUMBER
from tsunagaru.kernel.folder.document import Document
from tsunagaru.kernel.folder.model import Definition, report
from tsunagaru.kernel.folder.problems import Problem
from tsunagaru.kernel.folder.reader import MAX_BYTES

R = TypeVar("R", bound=Definition)


class Table(Generic[R]):
    """The rows of a CSV file (表), each with the line it begins on."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.rows: list[R] = []
        self.lines: list[int] = []
        self.problems: list[Problem] = []

    def refuse(self, row: int, column: str, ja: str, en: str) -> None:
        """Add a mistake in a row, counted from 0."""
        self.problems.append(Problem(self.file, self.lines[row], (column,), ja, en))


def read_table(file: str, raw: bytes, row: type[R]) -> Table[R]:
    """Read a CSV file into rows; empty cells are absent values.

    Refused: more than 2 MB, other encodings than UTF-8 (a byte-order mark is fine), unknown,
    missing or doubled columns, rows of another length than the header, control characters.
    """
    table: Table[R] = Table(file)
    text = _decode(table, raw)
    if text is None:
        return table
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if _header_fits(table, header, row):
            _read_rows(table, reader, header, row)
    except csv.Error as error:
        line, ja = reader.line_num, "CSVとして読めません。引用符とカンマを確かめてください。"
        table.problems.append(Problem(file, line, (), ja, f"This is not CSV: {error}."))
    return table


def write_table(columns: Sequence[str], rows: Iterable[Definition]) -> str:
    """Return rows as canonical CSV: given columns, line feeds, quotes only where needed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        values = row.model_dump(mode="json")
        writer.writerow([_cell(values[column]) for column in columns])
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _decode(table: Table[R], raw: bytes) -> str | None:
    if len(raw) > MAX_BYTES:
        ja, en = "ファイルが大きすぎます（2MBまで）。", "The file is over 2 MB."
    else:
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            ja, en = "文字コードをUTF-8にしてください。", "Save the file as UTF-8."
    table.problems.append(Problem(table.file, 0, (), ja, en))
    return None


def _header_fits(table: Table[R], header: list[str], row: type[R]) -> bool:
    def refuse(column: str, ja: str, en: str) -> None:
        table.problems.append(Problem(table.file, 1, (column,), ja, en))

    needed = {name for name, field in row.model_fields.items() if field.is_required()}
    for column in sorted({name for name in header if header.count(name) > 1}):
        refuse(column, f"列「{column}」が2つあります。", f"The column “{column}” stands twice.")
    for column in sorted(set(header) - set(row.model_fields)):
        close = get_close_matches(column, row.model_fields, n=1)
        ja = f"列「{column}」は使えません。" + (
            f"「{close[0]}」のことでしょうか。" if close else ""
        )
        en = f"Unknown column “{column}”." + (f" Did you mean “{close[0]}”?" if close else "")
        refuse(column, ja, en)
    for column in sorted(needed - set(header)):
        refuse(column, f"列「{column}」がありません。", f"The column “{column}” is missing.")
    return not table.problems


def _read_rows(
    table: Table[R], reader: Iterable[list[str]], header: list[str], row: type[R]
) -> None:
    line = 1
    for cells in reader:
        begins, line = line + 1, getattr(reader, "line_num", line + 1)
        if not any(cells):
            continue
        if wrong := _wrong_with(cells, len(header)):
            table.problems.append(Problem(table.file, begins, (), *wrong))
            continue
        given = {name: cell for name, cell in zip(header, cells, strict=True) if cell != ""}
        try:
            found = row.model_validate(given)
        except ValidationError as error:
            document = Document(table.file, dict(given), {(): begins})
            report(document, row, error)
            table.problems += document.problems
        else:
            table.rows.append(found)
            table.lines.append(begins)


def _wrong_with(cells: list[str], wanted: int) -> tuple[str, str] | None:
    """Return what is wrong with a row as a whole, in both languages."""
    if CONTROL.search("".join(cells)):
        ja = "画面に出ない文字（制御文字）が入っています。"
        return ja, "There is a control character in this row."
    if any(individual_number.contains(cell) for cell in cells):
        return HAS_NUMBER
    if len(cells) != wanted:
        ja = f"列の数が見出しと違います（{wanted}列のところ{len(cells)}列）。"
        return ja, f"{len(cells)} cells where the header has {wanted}."
    return None
