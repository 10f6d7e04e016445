"""Text found inside a file (ファイルの中の文字): which pieces belong together as one number.

One cell, paragraph or line is looked at by itself. Digits that stand apart belong together where
people write a number so: one digit a cell, as in boxes, or four digits in each of three cells.
Only a run of exactly that length counts, else every table of marks would be refused.
"""

from collections.abc import Iterable, Iterator, Sequence

from tsunagaru.kernel import individual_number

_BOXES, _FOURS = individual_number.LENGTH, 3
_FOUR = 4


def holds_number(pieces: Iterable[str]) -> bool:
    """Tell whether any piece may hold an individual number (個人番号)."""
    return any(individual_number.contains(piece) for piece in pieces)


def joined_cells(cells: Sequence[str]) -> Iterator[str]:
    """Yield what neighbouring cells of one row say together (桁ごとに分けたます目).

    Args:
        cells: the texts of cells that stand side by side, empty ones included.
    """
    yield from _runs(cells, size=1, count=_BOXES)
    yield from _runs(cells, size=_FOUR, count=_FOURS)


def joined_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield digits that go on from line to line, or stand below each other (縦に並ぶ数字)."""
    run: list[str] = []
    for line in [*lines, "x"]:
        if line.strip() and individual_number.is_digits_only(line):
            run.append(line.strip())
            continue
        if (
            len(run) > 1
            and sum(individual_number.count_digits(each) for each in run)
            == individual_number.LENGTH
        ):
            yield " ".join(run)
        run = []


def _runs(cells: Sequence[str], *, size: int, count: int) -> Iterator[str]:
    run: list[str] = []
    for cell in [*cells, ""]:
        text = cell.strip()
        if individual_number.count_digits(text) == size and individual_number.is_digits_only(text):
            run.append(text)
            continue
        if len(run) == count:
            yield " ".join(run)
        run = []
