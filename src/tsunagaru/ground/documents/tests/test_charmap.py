"""The character map of a font, against the font library's own reading."""

import pytest
from fontTools.ttLib import TTFont

from tsunagaru.ground.documents.gateways import fonts


@pytest.fixture(scope="module")
def regular():
    [face] = [f for f in fonts.fonts().faces if f.path.name == "NotoSansCJKjp-Regular.otf"]
    with TTFont(face.path, lazy=True) as font:
        yield face.map, font


def test_exactly_the_same_signs_are_read(regular):
    mine, font = regular
    theirs = set(font.getBestCmap())
    assert {sign for first, last in mine.signs for sign in range(first, last + 1)} == theirs
    assert not mine.has(0x1F600)
    assert not mine.has(0x10FFFF)


def test_exactly_the_same_variants_are_read(regular):
    mine, font = regular
    [table] = [t for t in font["cmap"].tables if t.format == 14]
    theirs = {(base, selector) for selector, pairs in table.uvsDict.items() for base, _ in pairs}
    read = {
        (sign, selector)
        for selector, ranges in mine.variants.items()
        for first, last in ranges
        for sign in range(first, last + 1)
    }
    assert read == theirs
