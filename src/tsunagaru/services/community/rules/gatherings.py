"""Events of a district (行事), and who gets a place at one (参加申込)."""

from collections.abc import Iterable
from enum import StrEnum

from tsunagaru.kernel.transitions import CannotTransition, Transitions

MOST_PEOPLE = 20


class State(StrEnum):
    """How far an event has come (行事の状態)."""

    OPEN = "open"
    HELD = "held"
    CANCELLED = "cancelled"


LABELS = {State.OPEN: "予定", State.HELD: "行事は終わりました", State.CANCELLED: "中止"}


class Act(StrEnum):
    """What can be done with an event (行事の操作)."""

    CHANGE = "change"
    CANCEL = "cancel"
    CLOSE = "close"
    COUNT = "count"


class CannotMove(CannotTransition):
    """The event does not stand where this can be done (この操作はできません)."""


LIFE = Transitions(
    {
        (State.OPEN, Act.CHANGE): State.OPEN,
        (State.OPEN, Act.CANCEL): State.CANCELLED,
        (State.OPEN, Act.CLOSE): State.HELD,
        (State.OPEN, Act.COUNT): State.OPEN,
        (State.HELD, Act.COUNT): State.HELD,
    },
    refusal=CannotMove,
)
"""An event is open until its day is over; who came is counted on the day and afterwards."""


class Place(StrEnum):
    """Whether a household has a place (参加の席)."""

    IN = "in"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


PLACE_NAMES = {
    Place.IN: "参加できます",
    Place.WAITING: "空き待ち",
    Place.WITHDRAWN: "取り消しました",
}


class Way(StrEnum):
    """By which way a household signed up (申込みの方法); all but the first the head enters."""

    ONLINE = "online"
    PHONE = "phone"
    PAPER = "paper"


WAY_NAMES = {Way.ONLINE: "スマートフォンなど", Way.PHONE: "電話・口頭", Way.PAPER: "紙"}


def free(capacity: int | None, taken: int) -> int | None:
    """Return how many people still fit (空き); None where everybody does."""
    return None if capacity is None else max(capacity - taken, 0)


def fits(capacity: int | None, taken: int, people: int) -> bool:
    """Tell whether so many people more fit (定員内)."""
    return capacity is None or taken + people <= capacity


def moving_up(capacity: int | None, taken: int, waiting: Iterable[int]) -> list[int]:
    """Return who of those waiting gets a place now (繰上げ), by their position in the line.

    Nobody is passed by a smaller household: who waits first moves up first. Only who is more than
    the whole event has room for, because it was made smaller, holds up nobody.

    Args:
        waiting: people of each household that waits, in the order of the line.
    """
    found = []
    for position, people in enumerate(waiting):
        if capacity is not None and people > capacity:
            continue
        if not fits(capacity, taken, people):
            break
        taken += people
        found.append(position)
    return found
