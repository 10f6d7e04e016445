"""The map on which an area is drawn around (囲みの地図): taps become corners."""

from collections.abc import Sequence
from dataclasses import dataclass

from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui import pointing
from tsunagaru.ground.ui.phrases import JAPANESE
from tsunagaru.ground.ui.pointing import Area, Looking, Sheet, Terrain
from tsunagaru.ground.ui.sketching import as_source, draw
from tsunagaru.kernel.positions import Position
from tsunagaru.services.emergency.rules.drawing import MOST_CORNERS, Corners
from tsunagaru.services.emergency.rules.shapes import Ring

SIZES = {"small": pointing.SMALL, "large": pointing.LARGE}
WAYS = {"north": (0.5, 0.0), "south": (0.5, 1.0), "west": (0.0, 0.5), "east": (1.0, 0.5)}
KILOMETRE = 1000


@dataclass(frozen=True)
class Tap:
    """Where a map was tapped (押した場所): on which of the drawings, and its pixel."""

    size: str
    x: int
    y: int


@dataclass(frozen=True)
class Pressed:
    """What a page asks of its map (地図の操作).

    Args:
        view: the part it shows, as it was posted; the whole town where it is none.
        act: the button that was pressed; empty, or one of another purpose, changes no part.
        near: code of the district to look at, for that button.
    """

    view: str = ""
    act: str = ""
    near: str = ""


@dataclass(frozen=True)
class TownMap:
    """A part of the town on drawings of every size (町の地図)."""

    terrain: Terrain
    sheets: dict[str, Sheet]
    looking: Looking | None = None

    @property
    def is_closer(self) -> bool:
        """Whether only a part is shown."""
        return self.looking is not None and self.looking.depth > 0

    @property
    def is_closest(self) -> bool:
        """Whether nothing closer can be shown."""
        return self.looking is not None and self.looking.depth >= pointing.DEEPEST

    @property
    def across_km(self) -> float:
        """How wide the part is (横の長さ), in kilometres."""
        sheet = self.sheets["small"]
        return round(sheet.width * sheet.metres_per_pixel / KILOMETRE, 1)

    def with_tap(self, corners: Corners, tap: Tap | None) -> Corners:
        """Return the corners with the one that was tapped (角を足す); so many as fit."""
        sheet = self.sheets.get(tap.size) if tap else None
        place = sheet.place_at(tap.x, tap.y) if sheet and tap else None
        return (*corners, place)[:MOST_CORNERS] if place else corners

    def with_middle(self, corners: Corners) -> Corners:
        """Return the corners with the middle of what is shown (中央に角を足す)."""
        return (*corners, self.looking.middle)[:MOST_CORNERS] if self.looking else corners

    def drawings(self, corners: Corners, parts: Sequence[Ring]) -> dict[str, str]:
        """Return each drawing as the address of an image (図面), with what is drawn around."""
        rings = [[Position(*point) for point in part] for part in parts]
        area = Area(corners, rings, is_aimed=self.is_closer)
        return {
            size: as_source(draw(sheet, self.terrain, None, JAPANESE, area))
            for size, sheet in self.sheets.items()
        }


def town_map(pressed: Pressed | None = None, corners: Corners = ()) -> TownMap:
    """Return the map of the part that is looked at; without drawings where nothing is known."""
    ground = places.ground()
    terrain = places.terrain_of(ground)
    looking = _looked_at(terrain, pressed or Pressed(), corners)
    if looking is None:
        return TownMap(terrain, {})
    drawn = {name: pointing.sheet_of(terrain, looking, size) for name, size in SIZES.items()}
    return TownMap(terrain, drawn, looking)


def _looked_at(terrain: Terrain, pressed: Pressed, corners: Corners) -> Looking | None:
    """Return the part to show after the button that was pressed (表示範囲)."""
    looking = pointing.read_looking(pressed.view, terrain)
    if looking is None:
        return None
    match pressed.act:
        case "closer":
            looking = pointing.closer(looking, looking.middle)
        case "wider":
            return pointing.wider(looking, terrain)
        case "fit":
            return pointing.fitting(terrain, corners)
        case "near":
            looking = _around(pressed.near) or looking
        case way if way in WAYS:
            looking = pointing.beside(terrain, looking, WAYS[way])
    return looking


def _around(code: str) -> Looking | None:
    """Return the part around a district (区のあたり), None where its place is not known."""
    found = next((one for one in places.districts() if one.code == code), None)
    if found is None or found.latitude is None or found.longitude is None:
        return None
    return Looking(Position.of(found.latitude, found.longitude), 1)
