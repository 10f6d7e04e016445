"""Reads places (地域の照会)."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from django.db.models import TextField
from django.db.models.functions import Cast

from tsunagaru.ground.places.definitions import LANGUAGES, PORTUGUESE, TownShape
from tsunagaru.ground.places.models import Area, District, Town
from tsunagaru.ground.places.rules.ground import Ground, Spot
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.ground.ui.pointing import Label, Terrain
from tsunagaru.kernel.calendar import OfficeCalendar
from tsunagaru.kernel.positions import Position
from tsunagaru.kernel.remembering import remembered


@remembered
def town() -> TownShape | None:
    """Return what the town folder says of the town (町), or None before one is loaded."""
    written = Town.objects.values_list(Cast("definition", TextField()), flat=True).first()
    return None if written is None else _shape(written)


@lru_cache(maxsize=4)
def _shape(written: str) -> TownShape:
    """Read what is written once: every deadline asks for it."""
    return TownShape.model_validate_json(written)


def staff_second_factor_required() -> bool:
    """Tell whether the town's staff must sign in with more than a password (二段階の必須)."""
    return Town.objects.filter(definition__sign_in__staff_second_factor="required").exists()


def calendar() -> OfficeCalendar:
    """Return the office's calendar (開庁カレンダー) with the town's own closing days."""
    found = town()
    return OfficeCalendar(closed=_closed(found) if found else frozenset())


@lru_cache(maxsize=4)
def _closed(found: TownShape) -> frozenset[date]:
    return frozenset(day.date for day in found.closing_days)


def outline() -> list[tuple[float, float]]:
    """Return the corners of the town's approximate shape (概形), latitude and longitude."""
    corners = Town.objects.values_list("outline", flat=True).first() or []
    return [(latitude, longitude) for latitude, longitude in corners]


def areas() -> Sequence[Area]:
    """Return the areas (大字) in the folder's order."""
    return list(Area.objects.filter(closed=False))


def districts() -> Sequence[District]:
    """Return the districts (区) in the folder's order, each with its area."""
    return list(District.objects.filter(closed=False).select_related("area"))


def district_names() -> Mapping[str, str]:
    """Return the name of every district by its code, closed ones too (区の名称)."""
    return dict(District.objects.values_list("code", "name"))


def ground() -> Ground:
    """Return the ground the town stands on (町の土地): outline, areas and districts."""
    found = areas()
    return Ground(
        outline=[Position(*corner) for corner in outline()],
        areas=[area.name for area in found],
        spots=[spot for area in found for spot in _spots(area, area.kana, area.romaji)],
        districts=[spot for district in districts() for spot in _spots(district)],
    )


def terrain_of(town: Ground) -> Terrain:
    """Return what is drawn of the town (地図の材料): all areas, and from closer the districts."""
    areas = [
        Label(Trilingual(spot.name, spot.kana, spot.romaji), spot.middle) for spot in town.spots
    ]
    districts = [Label(spot.name, spot.middle, 1) for spot in town.districts]
    return Terrain(town.outline, [*areas, *districts])


def _spots(place: Area | District, kana: str = "", romaji: str = "") -> list[Spot]:
    """Return the place with its middle; nothing where the folder does not say it."""
    if place.latitude is None or place.longitude is None:
        return []
    return [Spot(place.name, Position(place.latitude, place.longitude), kana, romaji)]


def wordings() -> dict[str, dict[str, str]]:
    """Return how the town says Japanese sentences: phrases and Portuguese (町の言い回し)."""
    pairs, texts = Town.objects.values_list("phrases", "texts").first() or ((), {})
    said = {japanese: dict(words) for japanese, words in pairs}
    for japanese, words in texts.get(PORTUGUESE, ()):
        said.setdefault(japanese, {})[PORTUGUESE] = words
    return said


def text(name: str) -> Trilingual:
    """Return one of the town's texts in three languages (町の言葉); empty when there is none."""
    texts = Town.objects.values_list("texts", flat=True).first() or {}
    ja, easy, en = (dict(texts.get(language, ())).get(name, "") for language in LANGUAGES)
    return Trilingual(ja=ja, easy=easy, en=en)
