"""Reads of exports (書き出しの参照): lines in pieces, so that any number of cases will do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.exports.definitions import ExportsFile, standard
from tsunagaru.services.exports.models import Layout
from tsunagaru.services.exports.rules import SOURCES, Cell, Record

PIECE = 200
KIND = "application"


@dataclass(frozen=True)
class Wanted:
    """What is to be taken out (書き出すもの).

    Args:
        cases: ids in order; rights are looked at again with each piece.
        columns: answers by version; empty when none were asked for.
    """

    cases: Sequence[UUID]
    columns: Sequence[applications.VersionColumns]


@dataclass(frozen=True)
class Taken:
    """One line of the table, and its answers where they were asked for (書き出した1件)."""

    cells: Sequence[Cell]
    version: UUID | None
    answers: Sequence[Cell]


def layout() -> ExportsFile:
    """Return the town's standard layout (標準レイアウト)."""
    row = Layout.objects.first()
    return ExportsFile.model_validate(row.content) if row else standard()


def wanted(actor: Actor, ids: Sequence[UUID], *, answers: bool, personal: bool) -> Wanted:
    """Return what is to be taken out, with the columns of every version among it."""
    columns: list[applications.VersionColumns] = []
    if answers:
        found: dict[UUID, applications.VersionColumns] = {}
        for piece in _pieces(ids):
            subjects = [one.subject for one in cases.lines_of(actor, piece) if one.kind == KIND]
            for one in applications.version_columns(subjects, personal=personal):
                found[one.version] = one
        columns = sorted(found.values(), key=lambda one: one.mark)
    return Wanted(ids, columns)


def taken(actor: Actor, what: Wanted, shape: ExportsFile, *, today: date) -> Iterator[Taken]:
    """Yield the lines of an export in order, a piece at a time (行)."""
    names = {one.code: one.name for one in people.sections()}
    sources = [SOURCES[column.source] for column in shape.cases]
    marks = {one.version: one.mark for one in what.columns}
    for piece in _pieces(what.cases):
        lines = cases.lines_of(actor, piece)
        subjects = [one.subject for one in lines if one.kind == KIND]
        rows = applications.application_rows(subjects, what.columns)
        for line in lines:
            row = rows.get(line.subject)
            record = _record(line, row, names, marks, today)
            cells = [source(record) for source in sources]
            yield Taken(cells, row.version if row else None, row.cells if row else ())


def _pieces(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(ids), PIECE):
        yield ids[start : start + PIECE]


def _record(
    line: cases.CaseLine,
    row: applications.ApplicationRow | None,
    names: dict[str, str],
    marks: dict[UUID, str],
    today: date,
) -> Record:
    received = day_of(line.received_at)
    closed = day_of(line.closed_at) if line.closed_at else None
    return Record(
        number=line.number,
        receipt=row.number if row else "",
        procedure=line.code,
        name=line.title.partition("（受付番号")[0],
        section=names.get(line.section, line.section),
        channel=line.channel,
        state=line.state,
        received_on=received,
        due_on=line.due_on,
        closed_on=closed,
        days=max(0, ((closed or today) - received).days),
        outcome=line.outcome,
        on_time=line.on_time,
        assignee=line.assignee,
        version=marks.get(row.version, "") if row else "",
    )
