"""The character map of a font (文字コード表): which signs and variants it can set.

Read straight from the table: what the font library builds of it, a name for every glyph, takes
70 MB and half a second for our two fonts; this takes 1 MB and 10 ms.

Source: OpenType, table "cmap", formats 4, 12 and 14.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_BASIC, _FULL, _VARIANTS = 4, 12, 14
_NO_GLYPH_AT = 0xFFFF
Ranges = list[tuple[int, int]]


@dataclass(frozen=True)
class CharacterMap:
    """Signs as sorted ranges of code points, and per selector the signs it varies."""

    signs: Ranges
    variants: dict[int, Ranges]

    def has(self, sign: int) -> bool:
        """Tell whether a code point has a glyph."""
        return _within(self.signs, sign)

    def has_variant(self, sign: int, selector: int) -> bool:
        """Tell whether a code point has this variant."""
        return _within(self.variants.get(selector, []), sign)


def _within(ranges: Ranges, sign: int) -> bool:
    place = bisect_right(ranges, (sign, 0x7FFFFFFF)) - 1
    return place >= 0 and ranges[place][0] <= sign <= ranges[place][1]


def read(table: bytes) -> CharacterMap:
    """Read a font's "cmap" table."""
    (count,) = struct.unpack_from(">H", table, 2)
    signs: set[tuple[int, int]] = set()
    variants: dict[int, Ranges] = {}
    for number in range(count):
        (offset,) = struct.unpack_from(">I", table, 4 + 8 * number + 4)
        (kind,) = struct.unpack_from(">H", table, offset)
        if kind == _FULL:
            signs |= set(_full(table, offset))
        elif kind == _BASIC:
            signs |= set(_basic(table, offset))
        elif kind == _VARIANTS:
            variants |= dict(_selectors(table, offset))
    return CharacterMap(_joined(signs), variants)


def _joined(ranges: set[tuple[int, int]]) -> Ranges:
    """Return ranges in order, those that touch or overlap as one."""
    joined: Ranges = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _full(table: bytes, offset: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", table, offset + 12)
    for number in range(count):
        first, last, _ = struct.unpack_from(">III", table, offset + 16 + 12 * number)
        yield first, last


def _basic(table: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the segments of the 16-bit map. Holes inside a segment are rare and not looked for."""
    (doubled,) = struct.unpack_from(">H", table, offset + 6)
    lasts = struct.unpack_from(f">{doubled // 2}H", table, offset + 14)
    firsts = struct.unpack_from(f">{doubled // 2}H", table, offset + 16 + doubled)
    for first, last in zip(firsts, lasts, strict=True):
        if first != _NO_GLYPH_AT:
            yield first, last


def _selectors(table: bytes, offset: int) -> Iterator[tuple[int, Ranges]]:
    """Yield each variation selector with the signs it varies."""
    (count,) = struct.unpack_from(">I", table, offset + 6)
    for number in range(count):
        place = offset + 10 + 11 * number
        selector = int.from_bytes(table[place : place + 3])
        usual, other = struct.unpack_from(">II", table, place + 3)
        ranges = set(_usual(table, offset + usual)) if usual else set()
        yield selector, _joined(ranges | (set(_other(table, offset + other)) if other else set()))


def _usual(table: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the signs whose usual glyph is this variant."""
    (count,) = struct.unpack_from(">I", table, offset)
    for number in range(count):
        place = offset + 4 + 4 * number
        first = int.from_bytes(table[place : place + 3])
        yield first, first + table[place + 3]


def _other(table: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the signs that have a glyph of its own for this variant."""
    (count,) = struct.unpack_from(">I", table, offset)
    for number in range(count):
        place = offset + 4 + 5 * number
        sign = int.from_bytes(table[place : place + 3])
        yield sign, sign
