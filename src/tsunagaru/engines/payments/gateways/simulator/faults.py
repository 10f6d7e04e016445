"""What goes wrong on demand (故障の注文): each fault strikes so many times and is then used up."""

from collections import Counter
from enum import StrEnum


class Fault(StrEnum):
    """A way to misbehave (故障の種類)."""

    ERROR_BEFORE = "error_before"
    ERROR_AFTER = "error_after"
    DROP_AFTER = "drop_after"
    HANG_AFTER = "hang_after"
    WRONG_CAPTURE = "wrong_capture"
    NOTICE_TWICE = "notice_twice"
    NOTICE_LOST = "notice_lost"
    NOTICE_LATE = "notice_late"
    NOTICE_FORGED = "notice_forged"
    NOTICE_REORDERED = "notice_reordered"
    NOTICE_WRONG_AMOUNT = "notice_wrong_amount"
    FILE_LINE_LOST = "file_line_lost"
    FILE_LINE_TWICE = "file_line_twice"
    FILE_LINE_STRANGE = "file_line_strange"
    FILE_WRONG_AMOUNT = "file_wrong_amount"
    FILE_WRONG_FEE = "file_wrong_fee"


class Faults:
    """The faults that are ordered (注文された故障)."""

    def __init__(self) -> None:
        self._left: Counter[Fault] = Counter()

    def order(self, fault: Fault, times: int = 1) -> None:
        """Let a fault strike the next times."""
        self._left[fault] += times

    def strikes(self, fault: Fault) -> bool:
        """Tell whether a fault strikes now, and use it up."""
        if self._left[fault] <= 0:
            return False
        self._left[fault] -= 1
        return True

    def clear(self) -> None:
        """Behave from now on."""
        self._left.clear()
