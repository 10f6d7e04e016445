"""Finding the town's figure in a table that others publish (公表された表).

Such tables change from month to month: titles above them, headings over two or three rows, cells
joined downwards, notes below. Only what the headings say is relied on, never a fixed place.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tsunagaru.kernel.calendar import CannotReadDate, parse_date

Cells = Sequence[Sequence[str]]
MOST_ROWS_ABOVE, MOST_ROWS_OF_HEADING = 30, 3
NO_HEADING = "表の見出しが見つかりません。探した見出し：{headings}"
NO_ROW = "町の行が見つかりません。探した行：{row}"
TWO_ROWS = "町の行が{count}つあります。表を確かめて、値を手で入力してください。"
NO_NUMBER = "「{column}」の欄が数字ではありません：{text}"
_FIGURE = re.compile(r"\d{1,3}(,\d{3})+(\.\d{1,3})?|\d{1,14}(\.\d{1,3})?")
_DAY = re.compile(
    r"((?:令和|平成|R|H)(?:\d{1,2}|元)|\d{4})[年./](\d{1,2})(?:月末|末|[月./](\d{1,2})日?)"
)
_REMARK = re.compile(r"\([^)]*\)|【[^】]*】|\[[^\]]*\]|[※*]\d*")


class CannotFindFigure(Exception):
    """The table does not hold the figure as the town folder says (値が見つかりません)."""


@dataclass(frozen=True)
class Place:
    """Where a figure stands in a published table (値のある場所).

    Args:
        where: headings of columns with what stands there in the town's own row.
        value: the heading of the figure's column.
    """

    where: Mapping[str, str]
    value: str


@dataclass(frozen=True)
class Found:
    """A figure and the day it is of (見つかった値).

    Args:
        on: None where the table names no day.
    """

    value: Decimal
    on: date | None


def find(cells: Cells, place: Place) -> Found:
    """Return the town's figure in a table.

    Raises:
        CannotFindFigure: headings or row are not there, or the figure is no number.
    """
    first, columns = _heading(cells, [*place.where, place.value])
    rows = _rows_of_town(cells[first:], place, columns)
    if not rows:
        row = "、".join(f"{heading}が{text}" for heading, text in place.where.items())
        raise CannotFindFigure(NO_ROW.format(row=row))
    if len(rows) > 1:
        raise CannotFindFigure(TWO_ROWS.format(count=len(rows)))
    value = _figure(_cell(rows[0], columns[-1]), place.value)
    return Found(value, _day(cells[:first], columns[-1]))


def _heading(cells: Cells, wanted: Sequence[str]) -> tuple[int, list[int]]:
    """Return the first row below the headings, and the columns of those wanted."""
    names = [_plain(one) for one in wanted]
    for height in range(1, MOST_ROWS_OF_HEADING + 1):
        for top in range(min(len(cells), MOST_ROWS_ABOVE)):
            read = _joined(cells[top : top + height])
            if all(name in read for name in names):
                return top + height, [read.index(name) for name in names]
    raise CannotFindFigure(NO_HEADING.format(headings="、".join(wanted)))


def _joined(rows: Cells) -> list[str]:
    """Return the heading of each column, its rows read as one, remarks in brackets left out."""
    width = max((len(row) for row in rows), default=0)
    return [_plain("".join(_cell(row, column) for row in rows)) for column in range(width)]


def _rows_of_town(rows: Cells, place: Place, columns: Sequence[int]) -> list[Sequence[str]]:
    """Return the rows that are the town's; a joined cell counts for the rows below it as well."""
    expected = [_folded(one) for one in place.where.values()]
    standing = [""] * len(expected)
    found = []
    for row in rows:
        here = [_folded(_cell(row, column)) for column in columns[:-1]]
        last = len(here) - 1
        standing = [
            text or (before if n < last else "")
            for n, (text, before) in enumerate(zip(here, standing, strict=True))
        ]
        if standing == expected:
            found.append(row)
    return found


def _figure(text: str, column: str) -> Decimal:
    folded = _folded(text)
    if not _FIGURE.fullmatch(folded):
        raise CannotFindFigure(NO_NUMBER.format(column=column, text=text[:20] or "（空欄）"))
    return Decimal(folded.replace(",", ""))


def _day(above: Cells, column: int) -> date | None:
    """Return the day the figures are of: as its own heading says, or else the table's title.

    A table often names the day of the population as well, which is the earlier one.
    """
    heading = [_cell(row, column) for row in above[-MOST_ROWS_OF_HEADING:]]
    return _latest(heading) or _latest([text for row in above for text in row])


def _latest(texts: Sequence[str]) -> date | None:
    read = (_read(found) for text in texts for found in _DAY.finditer(_folded(text)))
    return max((day for day in read if day), default=None)


def _read(found: re.Match[str]) -> date | None:
    year, month, day = found.groups()
    try:
        read = parse_date(f"{year}年{month}月{day or 1}日")
    except CannotReadDate:
        return None
    return read if day else read.replace(day=monthrange(read.year, read.month)[1])


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _folded(text: str) -> str:
    """Return text as it is compared: widths alike, without any space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _plain(heading: str) -> str:
    return _REMARK.sub("", _folded(heading))
