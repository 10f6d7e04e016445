"""A map on which one points (地図での指定): drawn on the server, tapped without any script.

A tap posts the pixel; the server turns it into a place and draws the map again, larger. Nothing
comes from outside: what is drawn is the town's outline, its areas and districts, and a scale.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tsunagaru.ground.ui.phrases import Text
from tsunagaru.kernel.positions import CannotPlace, Position
from tsunagaru.kernel.positions.points import METRES_PER_DEGREE

SMALL, LARGE = (272, 204), (560, 420)
"""The two sizes in which a map is drawn; the page shows one of them, by its width."""
DEEPEST, STEP = 2, 4.0
"""How often one may look closer, and by how much each time: there are no roads on the map."""
MARGIN = 0.06
LEAST_M = 2000.0


@dataclass(frozen=True)
class Label:
    """A name on the map (地名); ``depth`` is from which closeness on it is written."""

    name: Text
    place: Position
    depth: int = 0


@dataclass(frozen=True)
class Looking:
    """Which part of the town is looked at (表示範囲): its middle, and how close (0 for all)."""

    middle: Position
    depth: int = 0

    @property
    def written(self) -> str:
        """The part as a page posts it."""
        return f"{self.middle.pair},{self.depth}"


@dataclass(frozen=True)
class Terrain:
    """What can be drawn of a town (地図の材料)."""

    outline: Sequence[Position] = ()
    labels: Sequence[Label] = ()

    @property
    def corners(self) -> tuple[Position, Position] | None:
        """The south-west and north-east corner of everything; None where there is nothing."""
        places = [*self.outline, *(one.place for one in self.labels)]
        if not places:
            return None
        north, south = (f(p.latitude for p in places) for f in (max, min))
        east, west = (f(p.longitude for p in places) for f in (max, min))
        return Position(south, west), Position(north, east)


@dataclass(frozen=True)
class Area:
    """What is drawn around on the map (囲み).

    Args:
        corners: in order; a line is drawn from each to the next and back to the first.
        parts: the parts of the town it meets, as their corners.
        is_aimed: whether the middle of the drawing is marked: it is chosen without a pointer.
    """

    corners: Sequence[Position] = ()
    parts: Sequence[Sequence[Position]] = ()
    is_aimed: bool = False


@dataclass(frozen=True)
class Pointing:
    """The map of one question as a page shows it (地図の表示).

    Args:
        small: the drawing for narrow pages, as the address of an image; ``large`` for wide ones.
        looking: the part shown, as it is posted again.
        is_closer: whether only a part is shown.
        pinned: where the mark is, in words; empty while there is none.
    """

    small: str
    large: str
    looking: str
    is_closer: bool = False
    pinned: str = ""


@dataclass(frozen=True)
class Sheet:
    """One drawing of one part at one size (図面): what turns pixels into places and back."""

    looking: Looking
    width: int
    height: int
    metres_per_pixel: float

    @property
    def _stretch(self) -> float:
        return math.cos(math.radians(self.looking.middle.latitude))

    def place_at(self, x: float, y: float) -> Position | None:
        """Return the place under a pixel (押した場所), None where that is no place in Japan."""
        middle, scale = self.looking.middle, self.metres_per_pixel / METRES_PER_DEGREE
        east, south = x - self.width / 2, y - self.height / 2
        try:
            return Position.of(
                middle.latitude - south * scale, middle.longitude + east * scale / self._stretch
            )
        except (CannotPlace, OverflowError):
            return None

    def pixel_of(self, place: Position) -> tuple[float, float]:
        """Return where on the drawing a place lies."""
        middle, scale = self.looking.middle, METRES_PER_DEGREE / self.metres_per_pixel
        x = self.width / 2 + (place.longitude - middle.longitude) * scale * self._stretch
        return round(x, 1), round(self.height / 2 - (place.latitude - middle.latitude) * scale, 1)

    def shows(self, place: Position) -> bool:
        """Tell whether a place lies on the drawing."""
        x, y = self.pixel_of(place)
        return 0 <= x <= self.width and 0 <= y <= self.height


def whole(terrain: Terrain) -> Looking | None:
    """Return the part that shows everything (全体), None where there is nothing to draw."""
    corners = terrain.corners
    if corners is None:
        return None
    latitude, longitude = (
        sum(getattr(corner, name) for corner in corners) / 2 for name in ("latitude", "longitude")
    )
    return Looking(Position.of(latitude, longitude))


def sheet_of(terrain: Terrain, looking: Looking, size: tuple[int, int]) -> Sheet:
    """Return a part of the town as one drawing of a size (図面)."""
    (width, height), corners = size, terrain.corners
    across = down = LEAST_M
    if corners is not None:
        south_west, north_east = corners
        stretch = math.cos(math.radians(looking.middle.latitude))
        across = (north_east.longitude - south_west.longitude) * METRES_PER_DEGREE * stretch
        down = (north_east.latitude - south_west.latitude) * METRES_PER_DEGREE
    free = 1 - 2 * MARGIN
    scale = max(across / (width * free), down / (height * free), LEAST_M / width)
    return Sheet(looking, width, height, scale / STEP**looking.depth)


def read_looking(written: str, terrain: Terrain) -> Looking | None:
    """Return the part a page posted (表示範囲), or the whole where it is none."""
    pieces = written.split(",")
    try:
        latitude, longitude, depth = float(pieces[0]), float(pieces[1]), int(pieces[2][:2])
        middle = Position.of(latitude, longitude)
    except (IndexError, ValueError, CannotPlace):
        return whole(terrain)
    return Looking(middle, depth) if 0 < depth <= DEEPEST else whole(terrain)


def fitting(terrain: Terrain, places: Sequence[Position]) -> Looking | None:
    """Return the closest part that shows every place (全部が入る範囲); the whole for none."""
    around = whole(Terrain(places))
    if around is None:
        return whole(terrain)
    parts = (Looking(around.middle, depth) for depth in range(DEEPEST, 0, -1))
    for looking in parts:
        sheet = sheet_of(terrain, looking, SMALL)
        if all(sheet.shows(place) for place in places):
            return looking
    return whole(terrain)


def beside(terrain: Terrain, looking: Looking, way: tuple[float, float]) -> Looking:
    """Return the part beside this one (移動); the same where nothing more of the town follows.

    Args:
        way: the new middle, in widths and heights of the drawing from its upper left corner.
    """
    sheet, ends = sheet_of(terrain, looking, SMALL), terrain.corners
    middle = sheet.place_at(way[0] * sheet.width, way[1] * sheet.height)
    if middle is None or ends is None:
        return looking
    (south, west), (north, east) = ((one.latitude, one.longitude) for one in ends)
    is_there = south <= middle.latitude <= north and west <= middle.longitude <= east
    return Looking(middle, looking.depth) if is_there else looking


def closer(looking: Looking, place: Position) -> Looking:
    """Return the part around a place, one step closer (拡大)."""
    return Looking(place, min(looking.depth + 1, DEEPEST))


def wider(looking: Looking, terrain: Terrain) -> Looking | None:
    """Return the same part from one step farther (縮小)."""
    return Looking(looking.middle, looking.depth - 1) if looking.depth > 1 else whole(terrain)
