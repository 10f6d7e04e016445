"""Reading a place out of what people paste (位置の読み取り): links of maps, or two numbers.

Nothing is fetched: a shortened link says nothing of its place and is not read.
"""

import re
import unicodedata
from contextlib import suppress
from urllib.parse import unquote

from tsunagaru.kernel.positions.points import CannotPlace, Position

LONGEST = 2000
_NUMBER = r"([-+]?[0-9]{1,3}(?:\.[0-9]{1,15})?)"
_JOINT = r"\s{0,3}[,/\s]\s{0,3}"
_PAIR = rf"{_NUMBER}{_JOINT}{_NUMBER}"
_LINKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"!3d{_NUMBER}!4d{_NUMBER}",  # the pin of a Google Maps link; its @ is only the view
        rf"^geo:{_PAIR}",
        rf"[?&](?:ll|q|query|destination|daddr|center|cbll|sll)=(?:loc:)?{_PAIR}",
        rf"[?&#](?:m?lat|latitude)={_NUMBER}&(?:m?lon|lng|longitude)={_NUMBER}",
        rf"@{_PAIR}",
        rf"#(?:map=)?[0-9]{{1,2}}(?:\.[0-9]{{1,5}})?/{_PAIR}",  # 地理院地図, OpenStreetMap
    )
)
_DEGREES = rf"(?:北緯|東経|緯度|経度|[NE:]|\s){{0,4}}{_NUMBER}(?:度|°|[NE]|\s){{0,4}}"
_PLAIN = re.compile(rf"{_DEGREES}[,/・、\s]\s{{0,3}}{_DEGREES}")
_PART = r"[0-9]{1,3}(?:\.[0-9]{1,12})?"
_SEXAGESIMAL = re.compile(
    rf"({_PART})\s?[度°]\s?({_PART})\s?[分'′]\s?(?:({_PART})\s?(?:秒|\"|″|''))?"
)
_WIDE = re.compile(rf"(?:北緯|N)?\s?{_NUMBER}度?[,\s]{{0,3}}(?:東経|E)\s?{_NUMBER}度?")


def read_position(text: str) -> Position | None:
    """Return the place a text names (位置の読み取り), or None when it names none in Japan.

    Read are ``geo:`` addresses, links of Google Maps, 地理院地図, OpenStreetMap, Yahoo! and Apple
    maps, and two numbers, also in degrees, minutes and seconds; where they stand in the wrong
    order they are turned.
    """
    if len(text) > LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", unquote(text)).strip()
    for pattern in _LINKS:
        if found := pattern.search(plain):
            return _placed(float(found[1]), float(found[2]))
    pair = _PLAIN.fullmatch(plain) or _WIDE.fullmatch(plain)
    if pair:
        return _placed(float(pair[1]), float(pair[2]))
    return _read_sexagesimal(plain)


def _read_sexagesimal(text: str) -> Position | None:
    found = _SEXAGESIMAL.findall(text)
    if len(found) != 2:  # noqa: PLR2004 - a latitude and a longitude
        return None
    degrees = [sum(float(part or 0) / 60**n for n, part in enumerate(one)) for one in found]
    return _placed(*degrees)


def _placed(first: float, second: float) -> Position | None:
    for pair in ((first, second), (second, first)):
        with suppress(CannotPlace):
            return Position.of(*pair)
    return None
