"""The life of the minutes of a meeting (会議の記録の状態)."""

from enum import StrEnum

from tsunagaru.kernel.transitions import CannotTransition, Transitions


class State(StrEnum):
    """How far minutes have come (状態)."""

    DRAFT = "draft"
    OUT = "out"
    DROPPED = "dropped"


LABELS = {State.DRAFT: "下書き", State.OUT: "公開中", State.DROPPED: "取りやめた"}


class Act(StrEnum):
    """What can be done with minutes (操作)."""

    EDIT = "edit"
    PUBLISH = "publish"
    CORRECT = "correct"
    DROP = "drop"


class CannotMove(CannotTransition):
    """The minutes do not stand where this can be done (この操作はできません)."""


LIFE = Transitions(
    {
        (State.DRAFT, Act.EDIT): State.DRAFT,
        (State.DRAFT, Act.PUBLISH): State.OUT,
        (State.DRAFT, Act.DROP): State.DROPPED,
        (State.OUT, Act.CORRECT): State.OUT,
    },
    refusal=CannotMove,
)
"""What the households have read is corrected in sight, and never taken away."""


def decisions_of(text: str) -> list[str]:
    """Return decisions, one a line, without empty lines (決まったこと)."""
    return [line.strip() for line in text.splitlines() if line.strip()]
