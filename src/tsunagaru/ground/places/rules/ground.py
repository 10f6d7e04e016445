"""Where in the town a place lies (場所の判定): inside or outside, in which area and district."""

from collections.abc import Sequence
from dataclasses import dataclass

from tsunagaru.kernel.positions import Position, is_inside, nearest

MARGIN_M = 500.0
"""The outline is approximate: so near to it nobody is told to be outside."""
NEIGHBOURS = 3
"""Only the middles of the areas are known: a person may name one of the nearest."""


@dataclass(frozen=True)
class Spot:
    """A named place of the town (地点): an area or a district, with its middle."""

    name: str
    middle: Position
    kana: str = ""
    romaji: str = ""


@dataclass(frozen=True)
class Ground:
    """The ground a town stands on (町の土地).

    Args:
        outline: corners of its approximate shape.
        areas: every area; those whose middle is not known are only named.
        spots: the areas whose middles are known.
        districts: the districts whose middles are known.
    """

    outline: Sequence[Position] = ()
    areas: Sequence[str] = ()
    spots: Sequence[Spot] = ()
    districts: Sequence[Spot] = ()

    def has(self, place: Position) -> bool:
        """Tell whether a place lies in the town (町内か); of a town without outline all may."""
        return not self.outline or is_inside(place, self.outline, margin_m=MARGIN_M)

    def area_of(self, place: Position, named: str = "") -> str:
        """Return the area of a place (大字): the one a person named if it is near, or the nearest.

        Empty outside the town, or where nothing is known of its areas.
        """
        if not self.has(place):
            return ""
        near = [spot.name for spot in nearest(place, self.spots, _middle)[:NEIGHBOURS]]
        known = {spot.name for spot in self.spots}
        if named in near or (named in self.areas and named not in known):
            return named
        return near[0] if near else ""

    def district_of(self, place: Position) -> str:
        """Return the district whose middle is nearest (最寄りの区), empty outside the town."""
        near = nearest(place, self.districts, _middle) if self.has(place) else []
        return near[0].name if near else ""


def _middle(spot: Spot) -> Position:
    return spot.middle
