"""The files of places: `town.yaml`, `areas.csv`, `districts.csv`, `outline.csv`, `texts/`."""

from tsunagaru.ground.places.definitions.reading import read
from tsunagaru.ground.places.definitions.shapes import (
    LANGUAGES,
    PORTUGUESE,
    AreaRow,
    Corner,
    DistrictRow,
    ParsedTown,
    TownShape,
)
from tsunagaru.ground.places.definitions.writing import dump

__all__ = [
    "LANGUAGES",
    "PORTUGUESE",
    "AreaRow",
    "Corner",
    "DistrictRow",
    "ParsedTown",
    "TownShape",
    "dump",
    "read",
]
