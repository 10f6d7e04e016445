"""Pointing at a place (場所の指定): what a tap on the map or a button beside it does."""

from collections.abc import Mapping
from dataclasses import dataclass

from tsunagaru.engines.questionnaires.definitions import PlaceField
from tsunagaru.engines.questionnaires.queries.answers import Raw, first_of, parts_of
from tsunagaru.engines.questionnaires.queries.maps import SIZES, told
from tsunagaru.engines.questionnaires.queries.messages import FieldProblem, problem_of
from tsunagaru.engines.questionnaires.rules import places as rules
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui import pointing
from tsunagaru.ground.ui.fields import part_name
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.pointing import Looking
from tsunagaru.kernel.positions import Position

MARKED = "地図に印を付けました（{place}）。"
CLEARED = "地図の印を消しました。"
MOVED = "地図を動かしました。"
SHOWN = "「{area}」のあたりを表示しました。地図を押して、場所を選んでください。"
BY_KEYS = (
    "キーボードで選ぶときは、大字を選んで「選んだ場所を地図で確かめる」を押し、"
    "地図の横のボタンを使ってください。"
)
WAYS = {"north": (0.5, 0.0), "south": (0.5, 1.0), "west": (0.0, 0.5), "east": (1.0, 0.5)}
MIDDLE, WIDER = "middle", "wider"
LONGEST_PIXEL = 12
NO_POINT = {"latitude": "", "longitude": "", "link": ""}


@dataclass(frozen=True)
class Marked:
    """A question after a tap or a button (地図の結果).

    Args:
        written: what stands in its boxes now, by part.
        note: what was done, in one sentence.
        errors: why it could not be done.
    """

    written: Mapping[str, str]
    note: str = ""
    errors: tuple[FieldProblem, ...] = ()


def press_map(question: PlaceField, raw: Raw, language: str) -> Marked | None:
    """Answer a tap on the map or a button beside it (地図の操作).

    Returns:
        None when it was another button.
    """
    code = question.code
    tapped = next((name for name in SIZES if f"{code}-{name}.x" in raw), "")
    buttons = [name for name in ("clear", "show", "move") if f"{code}-{name}" in raw]
    if not (tapped or buttons):
        return None
    hand = Hand(question, parts_of(question, raw), language)
    try:
        if tapped:
            pixel = [_pixel(first_of(raw, f"{code}-{tapped}.{axis}")) for axis in "xy"]
            return hand.tap(tapped, *pixel)
        return hand.press(buttons[0], first_of(raw, f"{code}-move"))
    except CannotRead as error:
        return Marked(hand.typed, errors=(problem_of(question, error, language),))


def _pixel(typed: str) -> float:
    fits = typed.isascii() and typed.isdecimal() and len(typed) < LONGEST_PIXEL
    return float(typed) if fits else 0.0


def written_raw(question: PlaceField, raw: Raw, written: Mapping[str, str]) -> dict[str, list[str]]:
    """Return a post as the page shows it again, with what stands in the boxes of a place now."""
    posted = {name: list(values) for name, values in raw.items()}
    return posted | {part_name(question.code, part): [one] for part, one in written.items()}


class Hand:
    """A hand over the map of one question (地図を指す手).

    Args:
        question: the question.
        typed: what stands in its boxes, by part.
        language: of the reader.
    """

    def __init__(self, question: PlaceField, typed: Mapping[str, str], language: str) -> None:
        self.question, self.typed, self.language = question, dict(typed), language
        self.town = places.ground()
        self.terrain = places.terrain_of(self.town)
        self.looking = pointing.read_looking(self.typed.get("view", ""), self.terrain)

    def tap(self, size: str, x: float, y: float) -> Marked:
        """Mark the place under a pixel; the area follows from it.

        Raises:
            CannotRead: it is no place of the town.
        """
        if self.looking is None or (x, y) == (0.0, 0.0):  # what browsers send for a key
            return Marked(self.typed, say(BY_KEYS, self.language))
        sheet = pointing.sheet_of(self.terrain, self.looking, SIZES[size])
        here = sheet.place_at(x, y)
        if here is None:
            raise CannotRead(rules.OUTSIDE, parts=("area",))
        return self._mark(here, pointing.closer(self.looking, here), area="")

    def press(self, button: str, way: str) -> Marked:
        """Do what a button says: show, clear, or move the map.

        Raises:
            CannotRead: what was typed or chosen is no place of the town.
        """
        if button == "clear":
            return Marked(self.typed | NO_POINT, say(CLEARED, self.language))
        if button == "show":
            return self._show()
        return self._move(way)

    def _mark(self, here: Position, looking: Looking, area: str) -> Marked:
        if self.question.within_town and not self.town.has(here):
            raise CannotRead(rules.OUTSIDE, parts=("area",))
        latitude, _, longitude = here.pair.partition(",")
        point = {"latitude": latitude, "longitude": longitude, "link": "", "area": area}
        note = say(MARKED, self.language, place=told(self.town, here, self.language))
        return Marked({**self.typed, **point, "view": looking.written}, note)

    def _show(self) -> Marked:
        """Show what was typed, pasted or chosen from the list."""
        area = self.typed.get("area", "")
        if point := rules.read_point(self.typed):
            return self._mark(point, Looking(point, pointing.DEEPEST), area)
        spot = next((spot for spot in self.town.spots if spot.name == area), None)
        if spot is None:
            raise CannotRead(rules.NO_AREA, parts=("area",))
        note = say(SHOWN, self.language, area=spot.name)
        return Marked({**self.typed, "view": Looking(spot.middle, 1).written}, note)

    def _move(self, way: str) -> Marked:
        """Look at another part of the map, or mark its middle; no pointer is needed."""
        looking = self.looking
        if looking is not None and way == MIDDLE:
            return self._mark(looking.middle, looking, area="")
        if looking is not None and way == WIDER:
            looking = pointing.wider(looking, self.terrain)
        elif looking is not None and way in WAYS:
            sheet = pointing.sheet_of(self.terrain, looking, pointing.SMALL)
            across, down = WAYS[way]
            middle = sheet.place_at(across * sheet.width, down * sheet.height)
            looking = Looking(middle, looking.depth) if middle else looking
        seen = looking.written if looking else ""
        return Marked({**self.typed, "view": seen}, say(MOVED, self.language))
