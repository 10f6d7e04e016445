"""How full a shelter is, in words (混み具合)."""

from enum import StrEnum


class Crowding(StrEnum):
    """How full it is (混み具合)."""

    FREE = "空いています"
    FILLING = "やや混んでいます"
    CROWDED = "混んでいます"
    FULL = "満員です"


HALF, MOST = 50, 85


def crowding(people: int, capacity: int, *, stopped: bool = False) -> Crowding:
    """Return how full a shelter is.

    Args:
        stopped: staff take in nobody more, whatever the numbers say.
    """
    if stopped or people >= capacity:
        return Crowding.FULL
    share = 100 * people / capacity
    if share >= MOST:
        return Crowding.CROWDED
    return Crowding.FILLING if share >= HALF else Crowding.FREE
