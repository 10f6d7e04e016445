"""What a package puts on the staff desk (職員の机): work to be done, and invariants (点検)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tsunagaru.kernel.access import Actor


@dataclass(frozen=True)
class WorkItem:
    """One thing a member of staff must do (処理待ち).

    Args:
        urgent: comes first among what is due the same day.
        at_once: lives may depend on it (至急): it stands before all other work.
    """

    title: str
    url: str
    state: str
    received_at: datetime
    section: str
    due_on: date | None = None
    assignee: str = ""
    channel: str = ""
    urgent: bool = False
    at_once: bool = False


@dataclass(frozen=True)
class WorkQueue:
    """A package's share of the staff desk (業務キュー)."""

    name: str
    title: str
    items: Callable[[Actor, datetime], Sequence[WorkItem]]


@dataclass(frozen=True)
class CheckResult:
    """Whether an invariant holds, in one sentence."""

    holds: bool
    sentence: str


@dataclass(frozen=True)
class DeskCheck:
    """An invariant shown on the staff desk (点検), e.g. accepted = delivered + queued + failed."""

    name: str
    title: str
    read: Callable[[datetime], CheckResult]
