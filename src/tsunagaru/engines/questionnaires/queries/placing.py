"""Places on a map, read and shown with what the town knows of its ground (地図上の場所)."""

from collections.abc import Mapping
from typing import Any

from tsunagaru.engines.questionnaires.definitions import PlaceField
from tsunagaru.engines.questionnaires.rules import places as rules
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui.maps import MapPoint, town_map
from tsunagaru.ground.ui.phrases import LATIN, say
from tsunagaru.kernel.panels import ShownPlace
from tsunagaru.kernel.positions import Position

MARK = "場所の地図"
LATITUDE_LONGITUDE = "北緯{latitude}度・東経{longitude}度"
NEAR = "近くの区：{district}"


def read_place(field: PlaceField, parts: Mapping[str, str]) -> rules.Place | None:
    """Return a place (場所) as point, area and words, or None when nothing is filled in.

    Raises:
        CannotRead: it cannot be read, lies outside the town, or says too little.
    """
    words = rules.read_words(parts.get("words", ""))
    point = rules.read_point(parts)
    chosen = parts.get("area", "")
    if point is None and not chosen.strip() and not words:
        return None
    town = places.ground()
    named = rules.read_area(chosen, frozenset(town.areas))
    if point is not None:
        if field.within_town and not town.has(point):
            raise CannotRead(rules.OUTSIDE, parts=rules.POINT)
        return rules.make(point, town.area_of(point, named), words)
    if named and not words:
        raise CannotRead(rules.NO_WORDS, parts=("words",))
    if not named and field.within_town and town.areas:
        raise CannotRead(rules.NO_AREA, parts=("area",))
    return rules.make(None, named, words)


def show_place(value: Mapping[str, Any], language: str) -> str:
    """Return a place as people read it (場所の表示): words, area, latitude and longitude."""
    point, words = rules.point_of(value), str(value.get("words") or "")
    pieces = [str(value["area"])] if value.get("area") else []
    pieces += [show_point(point, language)] if point else []
    about = say("、", language).join(pieces)
    if not (words and about):
        return words or about
    return f"{words} ({about})" if language in LATIN else f"{words}（{about}）"


def show_point(point: Position, language: str) -> str:
    """Return a point in words (緯度・経度の表示)."""
    latitude, _, longitude = point.pair.partition(",")
    return say(LATITUDE_LONGITUDE, language, latitude=latitude, longitude=longitude)


def shown_place(value: Any, language: str, name: str = "") -> ShownPlace | None:  # noqa: ANN401 - any JSON value
    """Return a kept place on a small map (場所の地図), None where no point is known.

    Args:
        name: tells the drawings of two questions on one page apart.
    """
    point = rules.point_of(value) if isinstance(value, Mapping) else None
    if point is None:
        return None
    town = places.ground()
    district = town.district_of(point)
    drawn = town_map(
        say(MARK, language),
        [MapPoint(show_point(point, language), point.longitude, point.latitude)],
        outline=[(corner.longitude, corner.latitude) for corner in town.outline],
        language=language,
        name=name,
    )
    near = say(NEAR, language, district=district) if district else ""
    return ShownPlace(drawn.svg, f"geo:{point.pair}", near)
