"""Districts as shapes on the map, and which of them a warning's shapes meet (区と図形)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tsunagaru.ground.places import api as places
from tsunagaru.services.emergency.gateways.cap import NAMESPACE, read_cap
from tsunagaru.services.emergency.gateways.xml import CannotRead
from tsunagaru.services.emergency.models import Telegram
from tsunagaru.services.emergency.queries.naming import districts_named
from tsunagaru.services.emergency.rules.shapes import Point, Ring, cells, touching

CORNERS = 3


def of_town() -> tuple[Ring, ...]:
    """Return the town's outline as a shape, where it is known (町の外形)."""
    corners = places.outline()
    return ((*corners, corners[0]),) if len(corners) >= CORNERS else ()


def of_districts(codes: Sequence[str]) -> tuple[Ring, ...]:
    """Return the parts of the town that districts stand for (区の範囲), if all of them have one.

    Somebody who draws these shapes alone must not believe that the others are not meant.
    """
    known = _cells()
    found = tuple(known[code] for code in codes if code in known)
    return found if len(found) == len(codes) else ()


@dataclass(frozen=True)
class Drawn:
    """What the shapes of a warning mean for the town (図形にかかる区); none where they miss it."""

    codes: tuple[str, ...]
    names: tuple[str, ...]


def drawn_in(row: Telegram) -> Drawn | None:
    """Return which districts a warning in CAP 1.2 draws (電文の図形); None: it draws nothing."""
    rings = _shapes_in(row)
    if not rings:
        return None
    codes = touching(rings, _cells())
    return Drawn(codes, tuple(one.ja for one in districts_named(codes)))


@dataclass(frozen=True)
class Around:
    """What somebody drew around on the map (囲み): its districts and their parts of the town."""

    met: Drawn
    parts: tuple[Ring, ...]


def around(corners: Sequence[Point]) -> Around:
    """Return which districts a shape drawn by hand meets (囲みにかかる区); two corners are none."""
    known = _cells()
    codes = touching([(*corners, corners[0])], known) if len(corners) >= CORNERS else ()
    met = Drawn(codes, tuple(one.ja for one in districts_named(codes)))
    return Around(met, tuple(known[code] for code in codes))


def _shapes_in(row: Telegram) -> tuple[Ring, ...]:
    if NAMESPACE not in row.content:
        return ()
    try:
        alert = read_cap(row.content.encode())
    except CannotRead:  # it could be read when it came, by other rules
        return ()
    drawn = {ring for info in alert.infos for area in info.areas for ring in area.polygons}
    return tuple(sorted(drawn))


def _cells() -> dict[str, Ring]:
    middles = {
        one.code: (one.latitude, one.longitude)
        for one in places.districts()
        if one.latitude is not None and one.longitude is not None
    }
    return cells(middles, places.outline())
