"""Drawing the map on which one points (地図の描画): an SVG with its colours in it.

It is shown as an image, so that it can be tapped without any script; no stylesheet reaches it.
"""

import base64
from collections.abc import Iterable, Iterator
from itertools import chain

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tsunagaru.ground.ui.phrases import translate
from tsunagaru.ground.ui.pointing import Area, Sheet, Terrain
from tsunagaru.kernel.positions import Position

CELLS = (4, 3)
LETTER, LINE, GAP = 12, 14, 4
FIRST_WIDE = 0x2E80
FEW = 20
KILOMETRE = 1000
ROUND = (20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)
LAND, EDGE, GRID, INK, PIN = "#f2f2f2", "#666666", "#cccccc", "#1a1a1a", "#ce0000"
MET = "#c5d7fb"
NOTHING = Area()
Box = tuple[float, float, float, float]


def draw(
    sheet: Sheet, terrain: Terrain, pin: Position | None, language: str, area: Area = NOTHING
) -> SafeString:
    """Return a part of the town as a whole SVG (図面), with the mark where it is on it.

    Args:
        area: what was drawn around, over the parts of the town that it meets.
    """
    under = chain(_land(sheet, terrain), _met(sheet, area), _grid(sheet))
    named = chain(under, _ring(sheet, area), _names(sheet, terrain, language))
    parts = chain(named, _scale(sheet), _aim(sheet, area), _pin(sheet, pin))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {} {}"'
        ' font-family="sans-serif" font-size="{}">{}</svg>',
        *(sheet.width, sheet.height) * 2,
        LETTER,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def as_source(drawing: str) -> str:
    """Return a drawing as the address of an image (画像): it travels with the page."""
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()


def _land(sheet: Sheet, terrain: Terrain) -> Iterator[SafeString]:
    size = (sheet.width, sheet.height)
    yield format_html('<rect width="{}" height="{}" fill="#ffffff"/>', *size)
    if terrain.outline:
        form = '<polygon points="{}" fill="{}" stroke="{}" stroke-width="2"/>'
        yield format_html(form, _points(sheet, terrain.outline), LAND, EDGE)


def _met(sheet: Sheet, area: Area) -> Iterator[SafeString]:
    form = '<polygon points="{}" fill="{}" stroke="#ffffff"/>'
    for part in area.parts:
        yield format_html(form, _points(sheet, part), MET)


def _ring(sheet: Sheet, area: Area) -> Iterator[SafeString]:
    form = '<polygon points="{}" fill="{}" fill-opacity="0.15" stroke="{}" stroke-width="2"/>'
    if area.corners:
        yield format_html(form, _points(sheet, area.corners), PIN, PIN)
    radius = 4 if len(area.corners) <= FEW else 2.5  # many dots would hide the line
    for corner in area.corners:
        x, y = sheet.pixel_of(corner)
        yield format_html('<circle cx="{}" cy="{}" r="{}" fill="{}"/>', x, y, radius, PIN)


def _aim(sheet: Sheet, area: Area) -> Iterator[SafeString]:
    """Yield a cross in the middle, where it can be chosen (中央の印)."""
    if area.is_aimed:
        form = '<path d="M{},{} h24 m-12,-12 v24" stroke="{}" stroke-width="{}" fill="none"/>'
        for ink, width in (("#ffffff", 5), (INK, 2)):
            yield format_html(form, sheet.width / 2 - 12, sheet.height / 2, ink, width)


def _points(sheet: Sheet, corners: Iterable[Position]) -> str:
    return " ".join("{},{}".format(*sheet.pixel_of(corner)) for corner in corners)


def _grid(sheet: Sheet) -> Iterator[SafeString]:
    form = '<path d="M{},{} L{},{}" stroke="{}" fill="none"/>'
    across, down = CELLS
    for n in range(1, across):
        x = sheet.width * n // across
        yield format_html(form, x, 0, x, sheet.height, GRID)
    for n in range(1, down):
        y = sheet.height * n // down
        yield format_html(form, 0, y, sheet.width, y, GRID)
    frame = '<rect x="0.5" y="0.5" width="{}" height="{}" fill="none" stroke="{}"/>'
    yield format_html(frame, sheet.width - 1, sheet.height - 1, EDGE)


def _names(sheet: Sheet, terrain: Terrain, language: str) -> Iterator[SafeString]:
    """Yield a dot for every place shown, and its name where there is room for it."""
    taken: list[Box] = []
    for label in terrain.labels:
        if label.depth > sheet.looking.depth or not sheet.shows(label.place):
            continue
        x, y = sheet.pixel_of(label.place)
        yield format_html('<circle cx="{}" cy="{}" r="2.5" fill="{}"/>', x, y, EDGE)
        name = translate(label.name, language)
        box = _box(sheet, name, x, y)
        if not any(_touch(box, other) for other in taken):
            taken.append(box)
            yield _word(name, box[0], box[3] - GAP)


def _box(sheet: Sheet, name: str, x: float, y: float) -> Box:
    width = sum(LETTER if ord(sign) >= FIRST_WIDE else LETTER * 0.6 for sign in name)
    left = min(max(x - width / 2, GAP), sheet.width - width - GAP)
    return left, y + GAP, left + width, y + GAP + LINE


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _word(text: str, x: float, y: float) -> SafeString:
    form = (
        '<text x="{}" y="{}" fill="{}" stroke="#ffffff" stroke-width="3" paint-order="stroke">'
        "{}</text>"
    )
    return format_html(form, round(x, 1), round(y, 1), INK, text)


def _scale(sheet: Sheet) -> Iterator[SafeString]:
    """Yield how long some round distance is on the drawing (縮尺)."""
    fitting = [one for one in ROUND if one / sheet.metres_per_pixel <= sheet.width / 3]
    length = max(fitting, default=ROUND[0])
    end, y = round(8 + length / sheet.metres_per_pixel, 1), sheet.height - 10
    form = '<path d="M8,{} V{} H{} V{}" stroke="{}" stroke-width="2" fill="none"/>'
    yield format_html(form, y - 4, y, end, y - 4, INK)
    said = f"{length // KILOMETRE}km" if length >= KILOMETRE else f"{length}m"
    yield _word(said, end + 6, y)


def _pin(sheet: Sheet, pin: Position | None) -> Iterator[SafeString]:
    if pin is None or not sheet.shows(pin):
        return
    x, y = sheet.pixel_of(pin)
    form = '<path d="M{},{} l-8,-14 a8,8 0 1 1 16,0 z" fill="{}" stroke="#ffffff"/>'
    yield format_html(form, x, y, PIN)
    yield format_html('<circle cx="{}" cy="{}" r="3" fill="#ffffff"/>', x, round(y - 16, 1))
