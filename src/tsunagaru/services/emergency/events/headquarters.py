"""Events of the headquarters in a disaster (災害対策本部の出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class HeadquartersStaged(Event, name="headquarters.staged"):
    """The headquarters was opened, or its stage changed (災害対策本部の体制)."""

    drill: str
    stage: str


@dataclass(frozen=True, kw_only=True)
class HeadquartersClosed(Event, name="headquarters.closed"):
    """The headquarters ended (災害対策本部を廃止した)."""

    drill: str


@dataclass(frozen=True, kw_only=True)
class ChronologyWritten(Event, name="headquarters.noted"):
    """An entry was added to the chronology (クロノロジーに記録した)."""

    drill: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class TaskMoved(Event, name="headquarters.task_moved"):
    """A task of the headquarters was made, begun, finished or dropped (タスクが動いた).

    Args:
        late: ``yes`` after its due time.
    """

    drill: str
    state: str
    late: str


@dataclass(frozen=True, kw_only=True)
class SituationReported(Event, name="headquarters.reported"):
    """A report of how things stand was made (被害状況報告を作った)."""

    drill: str
