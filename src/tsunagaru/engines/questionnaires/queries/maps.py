"""The map of a place as a page shows it (場所の地図)."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from tsunagaru.engines.questionnaires.queries.placing import show_point
from tsunagaru.engines.questionnaires.rules import places as rules
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui import pointing
from tsunagaru.ground.ui.phrases import Trilingual, say
from tsunagaru.ground.ui.pointing import Looking
from tsunagaru.ground.ui.sketching import as_source, draw
from tsunagaru.kernel.positions import Position

PINNED = "印の場所：{place}"
SIZES = {"small": pointing.SMALL, "large": pointing.LARGE}


def details_of_place(typed: Mapping[str, str], language: str) -> dict[str, Any]:
    """Return what a place has besides other questions (場所の入力欄): its map and the areas."""
    town = places.ground()
    by_name = {spot.name: spot for spot in town.spots}
    return {
        "choices": tuple((name, _label(by_name.get(name), name)) for name in town.areas),
        "map": _map(town, typed, language),
        "optional_parts": (*rules.PARTS, "view"),
    }


def _label(spot: places.Spot | None, name: str) -> Trilingual:
    if spot is None or not (spot.kana and spot.romaji):
        return Trilingual(name)
    return Trilingual(name, f"{name}（{spot.kana}）", f"{spot.romaji} ({name})")


def _map(town: places.Ground, typed: Mapping[str, str], language: str) -> pointing.Pointing | None:
    terrain, point = places.terrain_of(town), _point(typed)
    looking = pointing.read_looking(typed.get("view", ""), terrain)
    if looking is None:
        return None
    if point is not None and not typed.get("view"):
        looking = Looking(point, 1)
    sheets = (pointing.sheet_of(terrain, looking, size) for size in SIZES.values())
    small, large = (as_source(draw(sheet, terrain, point, language)) for sheet in sheets)
    pinned = say(PINNED, language, place=told(town, point, language)) if point else ""
    return pointing.Pointing(small, large, looking.written, looking.depth > 0, pinned)


def _point(typed: Mapping[str, str]) -> Position | None:
    """Return the point that stands in the boxes, None where there is none to be read."""
    with suppress(CannotRead):
        return rules.read_point(typed)
    return None


def told(town: places.Ground, point: Position, language: str) -> str:
    """Return where a point is, in words (印の場所)."""
    area, numbers = town.area_of(point), show_point(point, language)
    return f"{area}{say('、', language)}{numbers}" if area else numbers
