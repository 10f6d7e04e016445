"""The life of an invoice (請求の状態遷移)."""

from enum import StrEnum

from tsunagaru.kernel.transitions import CannotTransition, Transitions


class State(StrEnum):
    """Where an invoice stands (状態)."""

    REQUESTED = "requested"
    OVERDUE = "overdue"
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Act(StrEnum):
    """What happens to an invoice (操作)."""

    PAY = "pay"
    MISS = "miss"
    REFUND_PART = "refund_part"
    REFUND_REST = "refund_rest"
    CANCEL = "cancel"
    EXPIRE = "expire"


LABELS = {
    State.REQUESTED: "支払い待ち",
    State.OVERDUE: "納期限超過",
    State.PAID: "支払い済み",
    State.PARTLY_REFUNDED: "一部返金",
    State.REFUNDED: "返金",
    State.CANCELLED: "請求取消し",
    State.EXPIRED: "失効",
}
PAYABLE = frozenset({State.REQUESTED, State.OVERDUE})
REFUNDABLE = frozenset({State.PAID, State.PARTLY_REFUNDED})


class CannotMove(CannotTransition):
    """The invoice does not allow this in its state (この操作はできません)."""


LIFE = Transitions(
    {
        (State.REQUESTED, Act.PAY): State.PAID,
        (State.OVERDUE, Act.PAY): State.PAID,
        (State.REQUESTED, Act.MISS): State.OVERDUE,
        (State.REQUESTED, Act.CANCEL): State.CANCELLED,
        (State.OVERDUE, Act.CANCEL): State.CANCELLED,
        (State.REQUESTED, Act.EXPIRE): State.EXPIRED,
        (State.PAID, Act.REFUND_PART): State.PARTLY_REFUNDED,
        (State.PARTLY_REFUNDED, Act.REFUND_PART): State.PARTLY_REFUNDED,
        (State.PAID, Act.REFUND_REST): State.REFUNDED,
        (State.PARTLY_REFUNDED, Act.REFUND_REST): State.REFUNDED,
    },
    refusal=CannotMove,
)
move, allowed = LIFE.move, LIFE.allowed
