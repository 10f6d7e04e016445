"""The packages of the house, lowest first (パッケージ一覧)."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from tsunagaru.kernel import offers
from tsunagaru.kernel.folder import Part

PACKAGES = (
    "ground.vault",
    "ground.ledger",
    "ground.ui",
    "ground.search",
    "ground.files",
    "ground.documents",
    "ground.places",
    "ground.people",
    "engines.questionnaires",
    "engines.messages",
    "engines.payments",
    "engines.bookings",
    "engines.cases",
    "engines.applications",
    "services.counter",
    "services.partners",
    "services.intake",
    "services.exports",
    "services.procedures",
    "services.emergency",
    "services.shelters",
    "services.community",
    "services.hearing",
    "services.security",
    "services.records_office",
    "plan",
    "portal",
)


def exists(package: str, room: str) -> bool:
    """Tell whether a package stands and has a room."""
    return bool(find_spec(f"tsunagaru.{package}") and find_spec(f"tsunagaru.{package}.{room}"))


def rooms(room: str) -> Iterator[Any]:
    """Yield this room of every package that has it, as a module, lowest package first."""
    for package in PACKAGES:
        if exists(package, room):
            yield import_module(f"tsunagaru.{package}.{room}")


def install_offers() -> None:
    """Read the ``OFFERS`` of every package that has some."""
    for module in rooms("offers"):
        offers.install(module.OFFERS)


def town_parts() -> list[Part[Any]]:
    """Return the parts of the town folder, lowest package first (町フォルダの担当)."""
    return [part for api in rooms("api") for part in vars(api).values() if isinstance(part, Part)]
