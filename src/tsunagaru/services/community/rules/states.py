"""The life of a circular (回覧の状態)."""

from enum import StrEnum

from tsunagaru.kernel.transitions import CannotTransition, Transitions


class State(StrEnum):
    """How far a circular has come (状態)."""

    DRAFT = "draft"
    ASKED = "asked"
    OUT = "out"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"


STATE_NAMES = {
    State.DRAFT: "下書き",
    State.ASKED: "承認待ち",
    State.OUT: "回覧中",
    State.CLOSED: "期限が過ぎた",
    State.WITHDRAWN: "取り下げた",
    State.DROPPED: "取りやめた",
}


class Act(StrEnum):
    """What can be done with a circular (操作)."""

    EDIT = "edit"
    ASK = "ask"
    RETURN = "return"
    APPROVE = "approve"
    POST = "post"
    CORRECT = "correct"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    DROP = "drop"


class Origin(StrEnum):
    """Whose circular it is (発信元)."""

    TOWN = "town"
    DISTRICT = "district"


class CannotMove(CannotTransition):
    """The circular does not stand where this can be done (この操作はできません)."""


TOWN = Transitions(
    {
        (State.DRAFT, Act.EDIT): State.DRAFT,
        (State.DRAFT, Act.ASK): State.ASKED,
        (State.DRAFT, Act.DROP): State.DROPPED,
        (State.ASKED, Act.RETURN): State.DRAFT,
        (State.ASKED, Act.APPROVE): State.OUT,
        (State.ASKED, Act.DROP): State.DROPPED,
        (State.OUT, Act.CORRECT): State.OUT,
        (State.OUT, Act.CLOSE): State.CLOSED,
        (State.OUT, Act.WITHDRAW): State.WITHDRAWN,
        (State.CLOSED, Act.WITHDRAW): State.WITHDRAWN,
    },
    refusal=CannotMove,
)
"""The town's circular: another member of staff approves it."""

DISTRICT = Transitions(
    {
        (State.DRAFT, Act.EDIT): State.DRAFT,
        (State.DRAFT, Act.POST): State.OUT,
        (State.DRAFT, Act.DROP): State.DROPPED,
        (State.OUT, Act.CORRECT): State.OUT,
        (State.OUT, Act.CLOSE): State.CLOSED,
        (State.OUT, Act.WITHDRAW): State.WITHDRAWN,
        (State.CLOSED, Act.WITHDRAW): State.WITHDRAWN,
    },
    refusal=CannotMove,
)
"""A district's circular: its head posts it to the own district, and nobody approves it."""

LIVES = {Origin.TOWN: TOWN, Origin.DISTRICT: DISTRICT}
READABLE = frozenset({State.OUT, State.CLOSED})
