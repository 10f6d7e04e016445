"""The life of a booking (予約の状態遷移): pure rules."""

from enum import StrEnum

from tsunagaru.kernel.transitions import CannotTransition, Transitions


class State(StrEnum):
    """Where a booking stands (予約の状態)."""

    APPLIED = "applied"
    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    MISSED = "missed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    LAPSED = "lapsed"


class Act(StrEnum):
    """What can happen to a booking (操作)."""

    WIN = "win"
    LOSE = "lose"
    OFFER = "offer"
    ACCEPT = "accept"
    LAPSE = "lapse"
    CHANGE = "change"
    CANCEL = "cancel"
    CLOSE = "close"
    FORFEIT = "forfeit"
    ARRIVE = "arrive"
    MISS = "miss"
    UNDO = "undo"
    COMPLETE = "complete"


LABELS = {
    State.APPLIED: "抽選待ち",
    State.WAITING: "空き待ち",
    State.OFFERED: "空きのご案内中",
    State.CONFIRMED: "予約済み",
    State.ARRIVED: "来場済み",
    State.MISSED: "来場なし",
    State.COMPLETED: "利用済み",
    State.CANCELLED: "取消し",
    State.CLOSED: "町の都合で取消し",
    State.LAPSED: "期限切れ",
}
EARLY_NAMES = {
    Act.ARRIVE: "来場は、予約の日になってから記録できます。予約の日時をご確認ください。",
    Act.MISS: "来場なしは、予約の時間になってから記録できます。",
}
"""Why it cannot be noted yet, for the clerk."""
LATE_NAMES = {
    Act.MISS: ("来場なしは、来場の記録がない予約に限り、利用の終わりから7日以内に記録できます。"),
    Act.UNDO: "来場を取り消せるのは、来場を記録した日だけです。",
}
"""Why it can be noted no longer, for the clerk."""
OPEN = frozenset({State.APPLIED, State.WAITING, State.OFFERED, State.CONFIRMED})
HOLDING = frozenset({State.OFFERED, State.CONFIRMED, State.ARRIVED, State.MISSED, State.COMPLETED})


class CannotMove(CannotTransition):
    """The booking does not allow this in its state (この操作はできません)."""


LIFE = Transitions(
    {
        (State.APPLIED, Act.WIN): State.CONFIRMED,
        (State.APPLIED, Act.LOSE): State.WAITING,
        (State.APPLIED, Act.CANCEL): State.CANCELLED,
        (State.APPLIED, Act.CLOSE): State.CLOSED,
        (State.APPLIED, Act.LAPSE): State.LAPSED,
        (State.WAITING, Act.OFFER): State.OFFERED,
        (State.WAITING, Act.CANCEL): State.CANCELLED,
        (State.WAITING, Act.CLOSE): State.CLOSED,
        (State.WAITING, Act.LAPSE): State.LAPSED,
        (State.OFFERED, Act.ACCEPT): State.CONFIRMED,
        (State.OFFERED, Act.CANCEL): State.CANCELLED,
        (State.OFFERED, Act.CLOSE): State.CLOSED,
        (State.OFFERED, Act.LAPSE): State.LAPSED,
        (State.CONFIRMED, Act.CHANGE): State.CONFIRMED,
        (State.CONFIRMED, Act.CANCEL): State.CANCELLED,
        (State.CONFIRMED, Act.CLOSE): State.CLOSED,
        (State.CONFIRMED, Act.FORFEIT): State.CANCELLED,
        (State.CONFIRMED, Act.ARRIVE): State.ARRIVED,
        (State.CONFIRMED, Act.MISS): State.MISSED,
        (State.CONFIRMED, Act.COMPLETE): State.COMPLETED,
        (State.MISSED, Act.ARRIVE): State.ARRIVED,
        (State.ARRIVED, Act.MISS): State.MISSED,
        (State.ARRIVED, Act.UNDO): State.CONFIRMED,
        (State.COMPLETED, Act.MISS): State.MISSED,
        (State.ARRIVED, Act.COMPLETE): State.COMPLETED,
    },
    refusal=CannotMove,
)
move, allowed = LIFE.move, LIFE.allowed
