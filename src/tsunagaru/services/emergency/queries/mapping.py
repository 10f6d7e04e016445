"""The map on which an area is drawn around (囲みの地図): taps become corners."""

from collections.abc import Sequence
from dataclasses import dataclass

from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui import pointing
from tsunagaru.ground.ui.phrases import JAPANESE
from tsunagaru.ground.ui.pointing import Area, Sheet, Terrain
from tsunagaru.ground.ui.sketching import as_source, draw
from tsunagaru.kernel.positions import Position
from tsunagaru.services.emergency.rules.drawing import MOST_CORNERS, Corners
from tsunagaru.services.emergency.rules.shapes import Ring

SIZES = {"small": pointing.SMALL, "large": pointing.LARGE}


@dataclass(frozen=True)
class Tap:
    """Where a map was tapped (押した場所): on which of the drawings, and its pixel."""

    size: str
    x: int
    y: int


@dataclass(frozen=True)
class TownMap:
    """The whole town on drawings of every size (町の地図)."""

    terrain: Terrain
    sheets: dict[str, Sheet]

    def with_tap(self, corners: Corners, tap: Tap | None) -> Corners:
        """Return the corners with the one that was tapped (角を足す); so many as fit."""
        sheet = self.sheets.get(tap.size) if tap else None
        place = sheet.place_at(tap.x, tap.y) if sheet and tap else None
        return (*corners, place)[:MOST_CORNERS] if place else corners

    def drawings(self, corners: Corners, parts: Sequence[Ring]) -> dict[str, str]:
        """Return each drawing as the address of an image (図面), with what is drawn around."""
        area = Area(corners, [[Position(*point) for point in part] for part in parts])
        return {
            size: as_source(draw(sheet, self.terrain, None, JAPANESE, area))
            for size, sheet in self.sheets.items()
        }


def town_map() -> TownMap:
    """Return the map of the town; without drawings where nothing of it is known."""
    terrain = places.terrain_of(places.ground())
    looking = pointing.whole(terrain)
    if looking is None:
        return TownMap(terrain, {})
    drawn = {name: pointing.sheet_of(terrain, looking, size) for name, size in SIZES.items()}
    return TownMap(terrain, drawn)
