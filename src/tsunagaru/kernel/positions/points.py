"""Points in Japan, how far apart they are, and whether they lie inside a ring (位置の計算)."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self, TypeVar

DECIMALS = 5
"""About one metre; more would tell of a precision that no telephone has."""
LATITUDES, LONGITUDES = (20.0, 46.0), (122.0, 154.0)
METRES_PER_DEGREE = 111_320.0
SHORTEST_RING = 3
Thing = TypeVar("Thing")


class CannotPlace(Exception):
    """The numbers are no place in Japan (日本の位置ではありません)."""


@dataclass(frozen=True)
class Position:
    """A place in degrees of latitude and longitude (緯度・経度)."""

    latitude: float
    longitude: float

    @classmethod
    def of(cls, latitude: float, longitude: float) -> Self:
        """Return a place rounded to five decimals (位置).

        Raises:
            CannotPlace: no numbers, or not in Japan.
        """
        for value, (least, most) in ((latitude, LATITUDES), (longitude, LONGITUDES)):
            if not (math.isfinite(value) and least <= value <= most):
                raise CannotPlace(f"{latitude}, {longitude}")
        return cls(round(latitude, DECIMALS), round(longitude, DECIMALS))

    @property
    def pair(self) -> str:
        """The place as maps write it: ``35.36010,138.98230``."""
        return f"{self.latitude:.{DECIMALS}f},{self.longitude:.{DECIMALS}f}"


def _offset(start: Position, end: Position) -> tuple[float, float]:
    """Return how many metres east and north one place lies of another; good within a town."""
    stretch = math.cos(math.radians(start.latitude))
    east = (end.longitude - start.longitude) * METRES_PER_DEGREE * stretch
    return east, (end.latitude - start.latitude) * METRES_PER_DEGREE


def metres(start: Position, end: Position) -> float:
    """Return the distance between two places of a town (距離), in metres."""
    return math.hypot(*_offset(start, end))


def nearest(
    here: Position, things: Sequence[Thing], where: Callable[[Thing], Position]
) -> list[Thing]:
    """Return things by their distance, the nearest first (近い順); ties keep their order."""
    return sorted(things, key=lambda thing: metres(here, where(thing)))


def is_inside(here: Position, ring: Sequence[Position], *, margin_m: float = 0.0) -> bool:
    """Tell whether a place lies inside a ring, or not farther than a margin outside (域内か)."""
    if len(ring) < SHORTEST_RING:
        return False
    corners = [_offset(here, corner) for corner in ring]
    sides = list(pairwise([*corners, corners[0]]))
    crossed = sum(_crosses(*side) for side in sides) % 2 == 1
    return crossed or any(_distance(*side) <= margin_m for side in sides)


def _crosses(start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Tell whether a side crosses the line that leads from here to the east."""
    (x1, y1), (x2, y2) = start, end
    return (y1 > 0) != (y2 > 0) and x1 + (x2 - x1) * (-y1) / (y2 - y1) > 0


def _distance(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return how far a side is from here."""
    (x1, y1), (x2, y2) = start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = min(1.0, max(0.0, -(x1 * dx + y1 * dy) / length)) if length else 0.0
    return math.hypot(x1 + along * dx, y1 + along * dy)
