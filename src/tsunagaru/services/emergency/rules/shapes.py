"""Shapes on the map and the town's districts (図形と区の対応): pure rules.

Only the middles of districts are known. What is nearer to one middle than to any other, within the
town's outline, is taken for that district (ボロノイ分割): an approximation, which a person checks.

Source:
    OASIS Common Alerting Protocol Version 1.2, section 3.2.4: polygon and circle, in WGS 84.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import cos, pi, radians, sin

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""
Ring = tuple[Point, ...]
"""The corners of a shape, the first again at the end."""

KM_A_DEGREE = 111.2
CORNERS_OF_A_CIRCLE = 32
LEAST_KM = 0.05
_FEWEST_CORNERS = 3


def circle(middle: Point, radius_km: float) -> Ring:
    """Return a circle as a shape that covers it (円); one without a radius is a small place."""
    wide = max(radius_km, LEAST_KM) / cos(pi / CORNERS_OF_A_CIRCLE) / KM_A_DEGREE
    east = wide / cos(radians(middle[0]))
    turns = [2 * pi * step / CORNERS_OF_A_CIRCLE for step in range(CORNERS_OF_A_CIRCLE)]
    corners = [(middle[0] + wide * sin(turn), middle[1] + east * cos(turn)) for turn in turns]
    return (*corners, corners[0])


def cells(middles: Mapping[str, Point], outline: Sequence[Point]) -> dict[str, Ring]:
    """Return the part of the town that counts as each district (区の範囲).

    Args:
        middles: of the districts, by their codes; two with one middle share their part.
        outline: corners of the town; without one no part has an end, and there are none.
    """
    if len(outline) < _FEWEST_CORNERS:
        return {}
    squeezed = cos(radians(outline[0][0]))  # a degree to the east is shorter than one to the north
    found = {}
    for code, middle in middles.items():
        corners = list(outline)
        for other in middles.values():
            if other != middle:
                corners = _nearer(corners, middle, other, squeezed)
        if len(corners) >= _FEWEST_CORNERS:
            found[code] = (*corners, corners[0])
    return found


def touching(shapes: Sequence[Ring], parts: Mapping[str, Ring]) -> tuple[str, ...]:
    """Return the codes of the parts that some shape meets (図形にかかる区), in their order."""
    return tuple(code for code, part in parts.items() if any(_meet(one, part) for one in shapes))


def _nearer(corners: list[Point], to: Point, than: Point, squeezed: float) -> list[Point]:
    """Return what of a shape is nearer to one point than to another (垂直二等分線で切る)."""
    north, east = than[0] - to[0], (than[1] - to[1]) * squeezed**2
    middle = ((to[0] + than[0]) / 2, (to[1] + than[1]) / 2)

    def beyond(point: Point) -> float:
        return (point[0] - middle[0]) * north + (point[1] - middle[1]) * east

    kept: list[Point] = []
    for before, corner in zip([corners[-1], *corners[:-1]], corners, strict=True):
        far_before, far = beyond(before), beyond(corner)
        if (far_before <= 0) != (far <= 0):
            share = far_before / (far_before - far)
            kept.append(
                (
                    before[0] + share * (corner[0] - before[0]),
                    before[1] + share * (corner[1] - before[1]),
                )
            )
        if far <= 0:
            kept.append(corner)
    return kept


def _meet(one: Ring, other: Ring) -> bool:
    if _holds(one, other[0]) or _holds(other, one[0]):
        return True
    least, most = _bounds(other)
    near = [side for side in _sides(one) if _reaches(side, least, most)]
    return any(_cross(*a, *b) for a in near for b in _sides(other))


def _bounds(ring: Sequence[Point]) -> tuple[Point, Point]:
    """Return the least and the greatest latitude and longitude (外接する四角形)."""
    norths, easts = zip(*ring, strict=True)
    return (min(norths), min(easts)), (max(norths), max(easts))


def _reaches(side: tuple[Point, Point], least: Point, most: Point) -> bool:
    """Tell whether a side comes near a part at all: a shape may have thousands of them."""
    low, high = _bounds(side)
    return all(low[n] <= most[n] and high[n] >= least[n] for n in (0, 1))


def _holds(ring: Ring, point: Point) -> bool:
    """Tell whether a point lies in a shape: a ray from it leaves an odd number of times."""
    inside = False
    for (north, east), (north_next, east_next) in _sides(ring):
        if (north > point[0]) != (north_next > point[0]):
            at = east + (point[0] - north) / (north_next - north) * (east_next - east)
            inside ^= point[1] < at
    return inside


def _sides(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return pairwise(ring)


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Tell whether the line from a to b crosses or touches that from c to d."""
    return _turn(a, b, c) * _turn(a, b, d) <= 0 and _turn(c, d, a) * _turn(c, d, b) <= 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
