"""The door to places (地域の窓口)."""

from tsunagaru.ground.places.definitions import ParsedTown, TownShape, dump, read
from tsunagaru.ground.places.models import Area, District
from tsunagaru.ground.places.queries import (
    areas,
    calendar,
    district_names,
    districts,
    ground,
    outline,
    staff_second_factor_required,
    terrain_of,
    text,
    town,
)
from tsunagaru.ground.places.rules.ground import Ground, Spot
from tsunagaru.ground.places.services import apply, introduce
from tsunagaru.kernel.folder import Part

TOWN_PART = Part[ParsedTown]("places", read, apply, dump)

__all__ = [
    "TOWN_PART",
    "Area",
    "District",
    "Ground",
    "Spot",
    "TownShape",
    "areas",
    "calendar",
    "district_names",
    "districts",
    "ground",
    "introduce",
    "outline",
    "staff_second_factor_required",
    "terrain_of",
    "text",
    "town",
]
