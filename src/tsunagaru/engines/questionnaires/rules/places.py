"""Places on a map (地図上の場所): a point of latitude and longitude, an area, and words."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from tsunagaru.engines.questionnaires.rules import text
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.kernel.positions import CannotPlace, Position, read_position

NOT_POINT = "「{label}」の緯度と経度は、35.3601、138.9823のような数字で、両方を入力してください。"
NOT_LINK = (
    "「{label}」の地図のリンクから、場所を読み取れませんでした。"
    "地図を押すか、大字を選んでください（短い形のリンクは読み取れません）。"
)
OUTSIDE = "「{label}」の場所は、町の外のようです。町の中の場所を選んでください。"
NO_WORDS = "「{label}」の場所が分かるように、説明（目印など）も入力してください。"
NO_AREA = "「{label}」の場所を、地図を押すか、大字を選んで知らせてください。"
WORDS_TOO_LONG = "「{label}」の場所の説明は、{limit}文字以内で入力してください。"
NOT_AREA = "「{label}」の大字は、一覧の中から選んでください。"
PARTS = ("area", "words", "latitude", "longitude", "link")
POINT = ("latitude", "longitude")
LONGEST_WORDS, LONGEST_NUMBER, LONGEST_AREA = 200, 60, 60

Place = dict[str, Any]


def read_point(parts: Mapping[str, str]) -> Position | None:
    """Return the point that was marked, typed or pasted (地点), or None when there is none.

    A pasted link comes before what stood in the other boxes.

    Raises:
        CannotRead: it cannot be read, or is not in Japan.
    """
    link = parts.get("link", "").strip()
    if link:
        if found := read_position(link):
            return found
        raise CannotRead(NOT_LINK, parts=("link",))
    latitude, longitude = (_number(parts.get(name, ""), name) for name in POINT)
    if not (latitude or longitude):
        return None
    found = read_position(f"{latitude}, {longitude}" if latitude and longitude else latitude)
    if found is None:
        raise CannotRead(NOT_POINT, parts=POINT)
    return found


def _number(raw: str, name: str) -> str:
    if len(raw) > LONGEST_NUMBER:
        raise CannotRead(NOT_POINT, parts=(name,))
    return text.fold(raw)


def read_words(raw: str) -> str:
    """Return the words about a place (場所の説明), empty when there are none.

    Raises:
        CannotRead: too long, unreadable characters, or an individual number.
    """
    try:
        return text.read_line(raw, max_length=LONGEST_WORDS) or ""
    except CannotRead as problem:
        closer = WORDS_TOO_LONG if problem.message == text.TOO_LONG else problem.message
        raise CannotRead(closer, parts=("words",), **problem.values) from None


def read_area(raw: str, known: Mapping[str, object] | frozenset[str]) -> str:
    """Return the area that was chosen (大字), empty when none was.

    Raises:
        CannotRead: it is none of those known.
    """
    name = raw.strip()
    if name and (len(name) > LONGEST_AREA or name not in known):
        raise CannotRead(NOT_AREA, parts=("area",))
    return name


def point_of(value: Mapping[str, Any]) -> Position | None:
    """Return the point of a kept answer (地点), None where only the area is known."""
    with suppress(CannotPlace, KeyError, TypeError, ValueError, AttributeError):
        return Position.of(float(value["lat"]), float(value["lon"]))
    return None


def make(point: Position | None, area: str, words: str) -> Place:
    """Return a place as it is kept (場所の回答)."""
    lat, lon = (point.latitude, point.longitude) if point else (None, None)
    return {"lat": lat, "lon": lon, "area": area, "words": words}


def write_place(value: Mapping[str, Any]) -> dict[str, str]:
    """Return a place as typed into the boxes (入力欄の値)."""
    written = {"area": str(value.get("area") or ""), "words": str(value.get("words") or "")}
    if point := point_of(value):
        latitude, _, longitude = point.pair.partition(",")
        written |= {"latitude": latitude, "longitude": longitude}
    return written


def record_of(value: Mapping[str, Any]) -> dict[str, object]:
    """Return a place as expressions see it (式での値), without what is not known of it."""
    return {name: one for name, one in value.items() if one not in (None, "")}


def table_cell(value: Mapping[str, Any]) -> str:
    """Return a place as one cell of a table (表の欄): ``35.36010,138.98230 藤曲 駅の前``."""
    point = point_of(value)
    pieces = (point.pair if point else "", value.get("area"), value.get("words"))
    return " ".join(str(piece) for piece in pieces if piece)
