"""The headquarters in a disaster (災害対策本部): tasks, and a chronology that shows any change."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from tsunagaru.kernel.transitions import CannotTransition, Transitions

BEGINNING = "0" * 64


class EntryKind(StrEnum):
    """What an entry of the chronology is (記録の種類)."""

    INFO = "info"
    DAMAGE = "damage"
    DECISION = "decision"
    REQUEST = "request"
    TASK = "task"
    CORRECTION = "correction"
    STAGE = "stage"


ENTRY_NAMES = {
    EntryKind.INFO: "情報",
    EntryKind.DAMAGE: "被害",
    EntryKind.DECISION: "決定・指示",
    EntryKind.REQUEST: "要請",
    EntryKind.TASK: "タスク",
    EntryKind.CORRECTION: "訂正",
    EntryKind.STAGE: "体制",
}
WRITTEN = (EntryKind.INFO, EntryKind.DAMAGE, EntryKind.DECISION, EntryKind.REQUEST)


class TaskState(StrEnum):
    """Where a task stands (タスクの状態)."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


class TaskAct(StrEnum):
    """What can be done with a task."""

    BEGIN = "begin"
    FINISH = "finish"
    DROP = "drop"
    REOPEN = "reopen"


class CannotDoTask(CannotTransition):
    """The task does not allow this now (この操作はできません)."""


TASK_NAMES = {
    TaskState.OPEN: "未着手",
    TaskState.DOING: "対応中",
    TaskState.DONE: "済み",
    TaskState.DROPPED: "取りやめ",
}
ACT_NAMES = {
    TaskAct.BEGIN: "始める",
    TaskAct.FINISH: "済みにする",
    TaskAct.DROP: "取りやめる",
    TaskAct.REOPEN: "もう一度行う",
}
TASKS = Transitions(
    {
        (TaskState.OPEN, TaskAct.BEGIN): TaskState.DOING,
        (TaskState.OPEN, TaskAct.FINISH): TaskState.DONE,
        (TaskState.OPEN, TaskAct.DROP): TaskState.DROPPED,
        (TaskState.DOING, TaskAct.FINISH): TaskState.DONE,
        (TaskState.DOING, TaskAct.DROP): TaskState.DROPPED,
        (TaskState.DONE, TaskAct.REOPEN): TaskState.OPEN,
        (TaskState.DROPPED, TaskAct.REOPEN): TaskState.OPEN,
    },
    refusal=CannotDoTask,
)


class Written(NamedTuple):
    """One entry as it is sealed into the chain (記録の中身)."""

    number: int
    happened_at: datetime
    written_at: datetime
    kind: str
    text: str
    by: str
    corrects: int


def fingerprint(previous: str, entry: Written) -> str:
    """Return the hash that ties an entry to all before it (記録のつながり)."""
    parts = [
        previous,
        str(entry.number),
        entry.happened_at.isoformat(),
        entry.written_at.isoformat(),
        entry.kind,
        entry.text,
        entry.by,
        str(entry.corrects),
    ]
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(joined.encode()).hexdigest()


def broken_at(entries: Iterable[tuple[Written, str]]) -> int:
    """Return the number of the first entry that was altered, left out or put in; 0 for none.

    Args:
        entries: each with its stored hash, in the order of their numbers.
    """
    previous = BEGINNING
    for place, (entry, stored) in enumerate(entries, start=1):
        if entry.number != place or fingerprint(previous, entry) != stored:
            return place
        previous = stored
    return 0
