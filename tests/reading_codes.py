"""Reads a QR code from a picture (二次元コードの読取り): no part of what drew it is used.

Enough for what the town prints: one upright code on white, of versions 1 to 6, with text in bytes.
Nothing is put right: a wrong module makes wrong text.

Source:
    ISO/IEC 18004 (JIS X 0510).
"""

from collections.abc import Iterator
from itertools import chain, groupby, zip_longest

import pypdfium2

DPI = 288
FINDER, ALL, RING = (1, 1, 3, 1, 1), 7, 2
# How many bytes of data each block has, by version and level of correction.
BLOCKS = {
    "L": ([19], [34], [55], [80], [108], [68] * 2),
    "M": ([16], [28], [44], [32] * 2, [43] * 2, [27] * 4),
    "Q": ([13], [22], [17] * 2, [24] * 2, [15] * 2 + [16] * 2, [19] * 4),
    "H": ([9], [16], [13] * 2, [9] * 4, [11] * 2 + [12] * 2, [15] * 4),
}
MASKS = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, _: y % 2 == 0,
    lambda _, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)
Rows = list[list[bool]]


def read_code(pdf: bytes) -> str:
    """Return the text of the QR code on a document's first page as it is drawn."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=DPI / 72, grayscale=True).to_pil()
    width, dark = picture.width, picture.tobytes()
    rows = [[grey < 128 for grey in dark[at : at + width]] for at in range(0, len(dark), width)]
    return text_of(_modules(rows))


def _modules(rows: Rows) -> Rows:
    """Return the code's modules, sampled between the middles of its three finders."""
    downs, acrosses, widths = zip(*_middles(rows), strict=True)
    top, left, unit = min(downs), min(acrosses), sum(widths) / len(widths) / ALL
    tall, wide = max(downs) - top, max(acrosses) - left
    size = 17 + 4 * round((tall / unit + ALL - 17) / 4)
    places = [(number - 3) / (size - ALL) for number in range(size)]
    return [[rows[int(top + y * tall)][int(left + x * wide)] for x in places] for y in places]


def _middles(rows: Rows) -> Iterator[tuple[float, float, float]]:
    """Yield (y, x, width) of each finder: dark, light, dark, light, dark as 1:1:3:1:1 both ways."""
    seen: list[tuple[float, float]] = []
    for y, row in enumerate(rows):
        for x, wide in _finders(row):
            column = [line[int(x)] for line in rows]
            tall = [(at, high) for at, high in _finders(column) if abs(at - y) < high / ALL]
            if not tall or not _is_finder(rows, tall[0][0], x, wide / ALL):
                continue
            if all(abs(tall[0][0] - b) + abs(x - a) > wide for b, a in seen):
                seen.append((tall[0][0], x))
                yield tall[0][0], x, wide


def _is_finder(rows: Rows, y: float, x: float, unit: float) -> bool:
    """Tell whether there is a dark middle, a light ring and a dark ring."""
    around = [(down, across) for down in range(-3, 4) for across in range(-3, 4)]
    return all(
        rows[int(y + down * unit)][int(x + across * unit)] is (max(abs(down), abs(across)) != RING)
        for down, across in around
    )


def _finders(line: list[bool]) -> Iterator[tuple[float, float]]:
    """Yield the middle and the width of what looks like a finder in a row or a column."""
    runs, at = list[tuple[int, int]](), 0
    for dark, same in groupby(line):
        length = sum(1 for _ in same)
        runs.append((at if dark else -1, length))
        at += length
    for first in range(len(runs) - 4):
        begin, lengths = runs[first][0], [length for _, length in runs[first : first + 5]]
        unit = sum(lengths) / ALL
        fits = all(abs(a - b * unit) < unit * 0.6 for a, b in zip(lengths, FINDER, strict=True))
        if begin >= 0 and unit > 2 and fits:
            yield begin + sum(lengths) / 2, sum(lengths)


def text_of(code: Rows) -> str:
    size = len(code)
    version = (size - 17) // 4
    written = int("".join(str(int(code[8][x])) for x in (0, 1, 2, 3, 4)), 2) ^ 0b10101
    mask, level = MASKS[written & 7], {1: "L", 0: "M", 3: "Q", 2: "H"}[written >> 3]
    bits = "".join(
        str(int(code[y][x] ^ mask(y, x))) for y, x in _path(size) if _is_data(y, x, size)
    )
    words = [int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8)]
    blocks = BLOCKS[level][version - 1]
    order = [n for turn in zip_longest(*([n] * s for n, s in enumerate(blocks))) for n in turn]
    parts: list[list[int]] = [[] for _ in blocks]
    for number, word in zip((n for n in order if n is not None), words, strict=False):
        parts[number].append(word)
    data = "".join(f"{word:08b}" for word in chain.from_iterable(parts))
    assert data[:4] == "0100", "bytes"
    length = int(data[4:12], 2)
    return bytes(int(data[at : at + 8], 2) for at in range(12, 12 + 8 * length, 8)).decode()


def _path(size: int) -> Iterator[tuple[int, int]]:
    """Yield the places in the order of the bits: up and down in pairs, from the right."""
    columns = [x for x in range(size - 1, 0, -2) if x > 6] + [5, 3, 1]
    for turn, right in enumerate(columns):
        for y in range(size) if turn % 2 else reversed(range(size)):
            yield from ((y, right), (y, right - 1))


def _is_data(y: int, x: int, size: int) -> bool:
    """Tell whether a module is neither finder, format, timing nor alignment."""
    corner = (y < 9 and (x < 9 or x >= size - 8)) or (y >= size - 8 and x < 9)
    middle = size - 7
    aligned = size > 21 and abs(y - middle) < 3 and abs(x - middle) < 3
    return not (corner or 6 in (y, x) or aligned)
