"""The headquarters in a disaster (災害対策本部): its stage, chronology, tasks and reports."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.emergency.events import (
    ChronologyWritten,
    HeadquartersClosed,
    HeadquartersStaged,
    SituationReported,
    TaskMoved,
)
from tsunagaru.services.emergency.models import Headquarters, Setup
from tsunagaru.services.emergency.models.headquarters import Entry, SituationReport, Task
from tsunagaru.services.emergency.queries import headquarters as queries
from tsunagaru.services.emergency.rules.headquarters import (
    ACT_NAMES,
    BEGINNING,
    TASKS,
    EntryKind,
    TaskAct,
    TaskState,
    Written,
    fingerprint,
)
from tsunagaru.services.emergency.services.telling import yes


class CannotSit(Exception):
    """It is open already, closed, or this is not the person's work (できません)."""


@transaction.atomic
def open_headquarters(title: str, stage: str, *, drill: bool, by: Actor, at: datetime) -> UUID:
    """Open the headquarters (本部を設置する); one real and one of a drill at most.

    Raises:
        CannotSit: one is open, the stage is none, or this person works elsewhere.

    Publishes:
        HeadquartersStaged, ChronologyWritten
    """
    setup, rules = (
        Setup.objects.select_for_update(no_key=True).first(),
        queries.headquarters_setup(),
    )
    if setup is None or rules is None or by.staff is None or not by.works_in(setup.section):
        raise CannotSit
    open_ones = Headquarters.objects.filter(closed_at=None, drill=drill)
    if stage not in {one.code for one in rules.stages} or open_ones.exists():
        raise CannotSit
    row = Headquarters.objects.create(
        title=title,
        stage=stage,
        drill=drill,
        section=setup.section,
        opened_by=by.staff,
        opened_at=at,
    )
    _write(row, EntryKind.STAGE, f"設置：{rules.name(stage)}", by=by, at=at)
    _tell_stage(row, at)
    audit(actor=by, action="emergency.headquarters_opened", subject=row.pk, at=at)
    return row.pk


@transaction.atomic
def move_stage(headquarters: UUID, stage: str, *, by: Actor, at: datetime) -> None:
    """Change the stage (体制を変える).

    Raises:
        CannotSit: it is closed, or the stage is none or the same.

    Publishes:
        HeadquartersStaged, ChronologyWritten
    """
    row, rules = _locked(headquarters), queries.headquarters_setup()
    if rules is None or stage == row.stage or stage not in {one.code for one in rules.stages}:
        raise CannotSit
    row.stage = stage
    row.save(update_fields=["stage"])
    _write(row, EntryKind.STAGE, f"体制の変更：{rules.name(stage)}", by=by, at=at)
    _tell_stage(row, at)


@transaction.atomic
def close_headquarters(headquarters: UUID, *, by: Actor, at: datetime) -> None:
    """End the headquarters (本部を廃止する); its chronology stays as it is.

    Raises:
        CannotSit: it is closed.

    Publishes:
        HeadquartersClosed, ChronologyWritten
    """
    row = _locked(headquarters)
    _write(row, EntryKind.STAGE, "廃止", by=by, at=at)
    row.closed_by, row.closed_at = by.staff, at
    row.save(update_fields=["closed_by", "closed_at"])
    publish(HeadquartersClosed(at=at, subject=row.pk, drill=yes(of=row.drill)))
    audit(actor=by, action="emergency.headquarters_closed", subject=row.pk, at=at)


@dataclass(frozen=True, kw_only=True)
class Note:
    """What somebody writes into the chronology (記録の内容).

    Args:
        corrects: number of the entry it corrects; 0 for none.
    """

    kind: EntryKind
    text: str
    happened_at: datetime | None = None
    corrects: int = 0


@transaction.atomic
def write(headquarters: UUID, note: Note, *, by: Actor, at: datetime) -> int:
    """Write into the chronology (記録する); nothing in it is ever changed. Return the number.

    Raises:
        CannotSit: it is closed, or there is no entry to correct.

    Publishes:
        ChronologyWritten
    """
    row = _locked(headquarters)
    if note.corrects and not row.entries.filter(number=note.corrects).exists():
        raise CannotSit
    kind = EntryKind.CORRECTION if note.corrects else note.kind
    when = min(note.happened_at or at, at)
    return _write(row, kind, note.text, by=by, at=at, happened_at=when, corrects=note.corrects)


@transaction.atomic
def add_task(
    headquarters: UUID, title: str, section: str, due_at: datetime, *, by: Actor, at: datetime
) -> UUID:
    """Have something done by a section (タスクを作る).

    Raises:
        CannotSit: it is closed.

    Publishes:
        TaskMoved, ChronologyWritten
    """
    row, who = _locked(headquarters), _who(by)
    task = Task.objects.create(
        headquarters=row,
        number=row.tasks.count() + 1,
        title=title,
        section=section,
        due_at=due_at,
        made_by=who,
        made_at=at,
        changed_at=at,
    )
    _write(row, EntryKind.TASK, f"タスク{task.number}を作成：{title}", by=by, at=at)
    publish(TaskMoved(at=at, subject=task.pk, drill=yes(of=row.drill), state=task.state, late="no"))
    return task.pk


@transaction.atomic
def move_task(task: UUID, act: TaskAct, *, by: Actor, at: datetime) -> None:
    """Begin, finish, drop or reopen a task (タスクを進める); the chronology says so.

    Raises:
        CannotSit: the headquarters is closed. CannotDoTask: not in this state.

    Publishes:
        TaskMoved, ChronologyWritten
    """
    row = _locked(Task.objects.values_list("headquarters", flat=True).get(pk=task))
    todo = Task.objects.select_for_update(no_key=True).get(pk=task)
    todo.state = TASKS.move(TaskState(todo.state), act)
    todo.changed_at = at
    todo.save(update_fields=["state", "changed_at"])
    _write(
        row, EntryKind.TASK, f"タスク{todo.number}を{ACT_NAMES[act]}：{todo.title}", by=by, at=at
    )
    drill, late = yes(of=row.drill), yes(of=at > todo.due_at)
    publish(TaskMoved(at=at, subject=todo.pk, drill=drill, state=todo.state, late=late))


@transaction.atomic
def report(headquarters: UUID, *, by: Actor, at: datetime) -> UUID:
    """Make a report of how things stand now (被害状況報告を作る); it never changes.

    Raises:
        CannotSit: it is closed.

    Publishes:
        SituationReported, ChronologyWritten
    """
    row = _locked(headquarters)
    number = row.reports.count() + 1
    made = SituationReport.objects.create(
        headquarters=row, number=number, at=at, by=_who(by), content=queries.parts_at(row, at)
    )
    _write(row, EntryKind.INFO, f"被害状況報告 第{number}報を作成", by=by, at=at)
    publish(SituationReported(at=at, subject=made.pk, drill=yes(of=row.drill)))
    return made.pk


def _locked(headquarters: UUID) -> Headquarters:
    """Return an open headquarters; entries are written one after the other."""
    row = (
        Headquarters.objects.select_for_update(no_key=True)
        .filter(pk=headquarters, closed_at=None)
        .first()
    )
    if row is None:
        raise CannotSit
    return row


def _who(by: Actor) -> UUID:
    if by.staff is None:
        raise CannotSit
    return by.staff


def _write(  # noqa: PLR0913 - an entry has these parts
    row: Headquarters, kind: EntryKind, text: str, *, by: Actor, at: datetime,
    happened_at: datetime | None = None, corrects: int = 0,
) -> int:  # fmt: skip
    """Add an entry to the chain, and its fingerprint to the town's audit trail."""
    who, last = _who(by), row.entries.order_by("-number").first()
    number, previous = (last.number + 1, last.hash) if last else (1, BEGINNING)
    entry = Written(number, happened_at or at, at, kind.value, text, str(who), corrects)
    sealed = fingerprint(previous, entry)
    Entry.objects.create(
        headquarters=row,
        number=number,
        happened_at=entry.happened_at,
        written_at=at,
        kind=kind,
        text=text,
        corrects=corrects,
        by=who,
        hash=sealed,
    )
    publish(ChronologyWritten(at=at, subject=row.pk, drill=yes(of=row.drill), kind=kind.value))
    facts: dict[str, str | int] = {"number": number, "hash": sealed}
    audit(actor=by, action="emergency.chronology_written", subject=row.pk, at=at, facts=facts)
    return number


def _tell_stage(row: Headquarters, at: datetime) -> None:
    drill = yes(of=row.drill)
    publish(HeadquartersStaged(at=at, subject=row.pk, drill=drill, stage=row.stage))


__all__: list[str] = [
    "CannotSit",
    "Note",
    "add_task",
    "close_headquarters",
    "move_stage",
    "move_task",
    "open_headquarters",
    "report",
    "write",
]
