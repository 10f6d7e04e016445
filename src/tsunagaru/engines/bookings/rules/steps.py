"""What is written down of a booking's way (経過の項目): pure rules."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class Step(StrEnum):
    """One thing that was done with a booking (経過)."""

    CHANGED = "changed"
    GRANTED = "granted"
    REFUSED = "refused"
    POSTPONED = "postponed"
    ARRIVED = "arrived"
    UNDONE = "undone"
    MISSED = "missed"
    USED = "used"
    PASSED = "passed"
    CANCELLED = "cancelled"
    WARNED = "warned"
    FORFEITED = "forfeited"
    TOLD = "told"


STEPS = {
    Step.CHANGED: "時間を変更",
    Step.GRANTED: "減免を認めた",
    Step.REFUSED: "減免を認めなかった",
    Step.POSTPONED: "支払いの期限を延長",
    Step.ARRIVED: "来場",
    Step.UNDONE: "来場の記録を取り消し",
    Step.MISSED: "来場なし",
    Step.USED: "利用済み",
    Step.PASSED: "利用済み（来場の記録なし）",
    Step.CANCELLED: "予約の取消し",
    Step.WARNED: "支払いがないときは取り消すことを予告",
    Step.FORFEITED: "支払いがないための取消し",
    Step.TOLD: "取消しを電話で伝えた",
}
MISS_WITHIN: Final = timedelta(days=7)
"""How long after its end a use for which nobody noted an arrival can become one missed."""
