"""The demo town for tests of other packages (見本の町)."""

from datetime import UTC, datetime
from pathlib import Path

from tsunagaru.ground.places.api import TOWN_PART
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
