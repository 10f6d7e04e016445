"""What a household owes its association (会費), and how far it has paid (集金)."""

from enum import StrEnum

MOST_YEN = 1_000_000


class Paid(StrEnum):
    """How far a household has paid (納入の状態)."""

    OPEN = "open"
    PART = "part"
    DONE = "done"
    EXEMPT = "exempt"


PAID_NAMES = {
    Paid.OPEN: "まだ",
    Paid.PART: "一部",
    Paid.DONE: "納入済み",
    Paid.EXEMPT: "免除",
}


def paid(owed_yen: int, paid_yen: int) -> Paid:
    """Return how far somebody has paid what is owed (納入の状態)."""
    if owed_yen == 0:
        return Paid.EXEMPT
    if paid_yen == 0:
        return Paid.OPEN
    return Paid.DONE if paid_yen >= owed_yen else Paid.PART


def open_yen(owed_yen: int, paid_yen: int) -> int:
    """Return what is still to be paid (残り)."""
    return max(owed_yen - paid_yen, 0)
