"""Whose turn it is (呼び出しの順番), and how long it will take: pure rules.

The order, as it hangs on the wall: (1) who has been passed over three times; (2) who reserved and
whose time has come, the earliest time first; (3) everybody else in the order of arrival. Who comes
more than 15 minutes late for a reservation stands with (3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from uuid import UUID

from tsunagaru.kernel.transitions import CannotTransition, Transitions

MOST_PASSED = 3
LATE = timedelta(minutes=15)
MINUTE_S = 60
STEP_MIN = 5
LOW, HIGH = 0.7, 1.4
FEWEST_SEEN = 3


class State(StrEnum):
    """Where a turn stands (番号札の状態)."""

    WAITING = "waiting"
    CALLED = "called"
    ABSENT = "absent"
    SERVED = "served"
    LEFT = "left"
    CLOSED = "closed"


class Act(StrEnum):
    """What can be done with a turn (操作)."""

    CALL = "call"
    MISS = "miss"
    TRANSFER = "transfer"
    FINISH = "finish"
    LEAVE = "leave"
    CLOSE = "close"


LABELS = {
    State.WAITING: "お待ちです",
    State.CALLED: "お呼びしています",
    State.ABSENT: "お呼びしましたが、ご不在でした",
    State.SERVED: "終わりました",
    State.LEFT: "取りやめました",
    State.CLOSED: "窓口が閉まりました",
}
OPEN = frozenset({State.WAITING, State.CALLED, State.ABSENT})


class CannotMove(CannotTransition):
    """The turn does not allow this in its state (この操作はできません)."""


LIFE = Transitions(
    {
        (State.WAITING, Act.CALL): State.CALLED,
        (State.CALLED, Act.CALL): State.CALLED,
        (State.ABSENT, Act.CALL): State.CALLED,
        (State.CALLED, Act.MISS): State.ABSENT,
        (State.CALLED, Act.TRANSFER): State.WAITING,
        (State.CALLED, Act.FINISH): State.SERVED,
        (State.WAITING, Act.LEAVE): State.LEFT,
        (State.ABSENT, Act.LEAVE): State.LEFT,
        (State.WAITING, Act.CLOSE): State.CLOSED,
        (State.CALLED, Act.CLOSE): State.CLOSED,
        (State.ABSENT, Act.CLOSE): State.CLOSED,
    },
    refusal=CannotMove,
)
move = LIFE.move


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits (待っている人).

    Args:
        due_at: the time reserved, or None for a walk-in.
        passed: how often somebody who came later was called before.
    """

    id: UUID
    taken_at: datetime
    due_at: datetime | None = None
    passed: int = 0

    @property
    def since(self) -> datetime:
        """Return from when the person waits: not before the time reserved."""
        return max(self.taken_at, self.due_at) if self.due_at else self.taken_at

    @property
    def in_time(self) -> bool:
        """Return whether the person came in time for a reservation."""
        return self.due_at is not None and self.taken_at <= self.due_at + LATE


def pick(queue: Sequence[Waiting], at: datetime) -> Waiting | None:
    """Return who is called next (次に呼ぶ人); nobody when nobody waits."""
    return min(queue, key=lambda one: _rank(one, at), default=None)


def _rank(one: Waiting, at: datetime) -> tuple[int, datetime, datetime, str]:
    if one.passed >= MOST_PASSED:
        return 0, one.since, one.taken_at, str(one.id)
    if one.in_time and one.due_at is not None and one.due_at <= at:
        return 1, one.due_at, one.taken_at, str(one.id)
    return 2, one.since, one.taken_at, str(one.id)


def passed_over(queue: Sequence[Waiting], picked: Waiting, at: datetime) -> list[UUID]:
    """Return those who waited longer than the one called (先を越された人)."""
    return [one.id for one in queue if one.since < picked.since and one.since <= at]


def estimate(ahead: int, counters: int, seen_s: Sequence[int], usual_min: int) -> tuple[int, int]:
    """Return the least and the most minutes of waiting to expect, in steps of five (待ち時間).

    Args:
        ahead: how many are called before.
        counters: how many counters serve them, 1 or more.
        seen_s: seconds of the latest services; fewer than three and the usual time counts.
        usual_min: minutes that a service usually takes.
    """
    each_s = median(seen_s) if len(seen_s) >= FEWEST_SEEN else usual_min * MINUTE_S
    minutes = ahead * each_s / max(1, counters) / MINUTE_S
    low = int(minutes * LOW // STEP_MIN * STEP_MIN)
    high = int(-(-minutes * HIGH // STEP_MIN) * STEP_MIN)
    return low, max(high, STEP_MIN)
