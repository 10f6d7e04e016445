"""Corners of what a member of staff draws around (囲みの角): pure rules.

Source:
    OASIS Common Alerting Protocol Version 1.2, section 3.2.4: a polygon is written as pairs of
    latitude and longitude apart by spaces, the first pair again at the end.
"""

import re
import unicodedata
from collections.abc import Sequence

from tsunagaru.kernel.positions import CannotPlace, Position

MOST_CORNERS = 100
LONGEST = 4000
_JOINT = re.compile(r"[ \t]{0,9},[ \t]{0,9}")
_PAIR = re.compile(r"[-+]?(\d{1,3}(?:\.\d{1,15})?),[-+]?(\d{1,3}(?:\.\d{1,15})?)")
Corners = tuple[Position, ...]


class CannotDraw(Exception):
    """What was written is no row of corners (座標を読み取れません); the sentence says why."""


def read_corners(typed: str) -> Corners:
    """Return the corners that were written (角), one pair a line or as CAP writes them.

    Raises:
        CannotDraw: a pair that is none, or no place in Japan; too many.
    """
    if len(typed) > LONGEST:
        raise CannotDraw("座標が多すぎます。")
    text = _JOINT.sub(",", unicodedata.normalize("NFKC", typed).replace("、", ","))
    corners = tuple(_corner(pair) for pair in text.replace(";", " ").split())
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners = corners[:-1]
    if len(corners) > MOST_CORNERS:
        raise CannotDraw(f"角は{MOST_CORNERS}個までです。")
    return corners


def written(corners: Sequence[Position]) -> str:
    """Return corners as a page posts them again (座標の文字)."""
    return "\n".join(corner.pair for corner in corners)


def _corner(pair: str) -> Position:
    found = _PAIR.fullmatch(pair)
    if found is None:
        raise CannotDraw(f"「{pair[:30]}」を読み取れません。緯度,経度の順に入力してください。")
    north, east = (float(number) for number in pair.split(","))
    try:
        return Position.of(north, east)
    except CannotPlace:
        raise CannotDraw(
            f"「{pair[:30]}」は、日本の位置ではありません。緯度,経度の順に入力してください。"
        ) from None
