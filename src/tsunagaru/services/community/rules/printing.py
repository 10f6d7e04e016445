"""How many copies are printed (印刷部数の計算)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How paper goes round (紙の配り方)."""

    ROUND = "round"
    EACH = "each"


FORM_NAMES = {Form.ROUND: "回覧板で順に回す", Form.EACH: "1世帯に1部ずつ配る"}


@dataclass(frozen=True)
class PrintRule:
    """What the town decides about copies (部数の決まり).

    Args:
        households_a_board: so many households at most share one board in a group.
        spare_a_group, spare_a_district: copies more, where any household is on paper.
    """

    households_a_board: int = 15
    spare_a_group: int = 1
    spare_a_district: int = 2


def copies_of(form: Form, households: int, rule: PrintRule) -> int:
    """Return the copies for a group with so many households on paper, its spare ones included."""
    if not households:
        return 0
    needed = households if form is Form.EACH else -(-households // rule.households_a_board)
    return needed + rule.spare_a_group


def copies_of_district(groups: Iterable[int], rule: PrintRule) -> int:
    """Return the copies for a district from those of its groups, its own spare ones included."""
    needed = sum(groups)
    return needed + rule.spare_a_district if needed else 0
