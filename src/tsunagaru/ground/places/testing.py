"""The demo town for tests of other packages (見本の町)."""

from datetime import UTC, datetime
from pathlib import Path

from tsunagaru.ground.places.api import TOWN_PART
from tsunagaru.ground.places.models import Area, District
from tsunagaru.kernel.folder import Folder

TOWNS = Path(__file__).resolve().parents[4] / "towns"
LOADED_AT = datetime(2026, 4, 1, tzinfo=UTC)


def the_demo_town(name: str = "oyama") -> None:
    """Load the town itself from its folder: name, areas, districts and outline."""
    folder = Folder(TOWNS / name)
    parsed = TOWN_PART.read(folder)
    folder.check()
    if parsed is not None:
        TOWN_PART.apply(parsed, at=LOADED_AT)


def districts_named(**names: str) -> None:
    """Make districts by code and name, in one area (区)."""
    values = {"name": "小山", "order": 1}
    area, _ = Area.objects.get_or_create(code="oyama", defaults=values)
    for order, (code, name) in enumerate(names.items(), start=1):
        given = {"name": name, "area": area, "order": order}
        District.objects.get_or_create(code=code, defaults=given)
