"""The nightly scan (夜間点検): in batches, each whole or not at all, an hour's share at most.

What is found is written down without the number: table, row, column and a keyed fingerprint.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.files import api as files
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.services.security.events import ScanFinished
from tsunagaru.services.security.models import Round
from tsunagaru.services.security.queries.statements import came_by_statement
from tsunagaru.services.security.queries.stored import CONTENT, FILES, Stored, tables
from tsunagaru.services.security.rules.fingerprints import FILE
from tsunagaru.services.security.services.noting import Place, look_at, record

BATCH = 200
FILE_BATCH = 10
ROWS_AN_HOUR = 100_000
FILES_AN_HOUR = 600
INSIDE = "inside files"  # stands for a table: it comes last


def begin(day: date, *, at: datetime) -> None:
    """Begin the round of a day unless one is under way (点検を始める).

    On the first of a month all files are opened, else those that came since the last round.
    """
    if not Round.objects.filter(finished_at=None).exists():
        Round.objects.get_or_create(day=day, defaults={"started_at": at, "full": day.day == 1})


def go_on(*, at: datetime, rows: int = ROWS_AN_HOUR, inside: int = FILES_AN_HOUR) -> bool:
    """Look through the next rows and files; tell whether the round is over (点検を続ける).

    Args:
        rows: how many rows at most.
        inside: how many files at most.
    """
    done = opened = 0
    while done < rows and opened < inside:
        table, count = _step(at)
        if table == "":
            return True
        if table == INSIDE:
            opened += count
        else:
            done += count
    return not Round.objects.filter(finished_at=None).exists()


@transaction.atomic
def _step(at: datetime) -> tuple[str, int]:
    """Look through one batch; return the table and how many rows, or nothing when all is done."""
    current = Round.objects.select_for_update(no_key=True).filter(finished_at=None).first()
    if current is None:
        return "", 0
    stored = next((one for one in tables() if one.label >= current.table), None)
    if current.table == INSIDE or stored is None:
        return INSIDE, _files_step(current, at)
    last = current.last if stored.label == current.table else ""
    share = FILE_BATCH if stored.files else BATCH
    batch = list(stored.after(last).only("pk", *_needed(stored))[:share])
    current.found += look_at(stored, batch, at)
    _move_on(current, stored, batch, is_last=len(batch) < share)
    return stored.label, max(1, len(batch))


def _needed(stored: Stored) -> tuple[str, ...]:
    names = {field.name for field in stored.model._meta.local_concrete_fields}
    return (*stored.columns, *({"section"} & names))


def _move_on(current: Round, stored: Stored, batch: list[Any], *, is_last: bool) -> None:
    current.rows += len(batch)
    current.table, current.last = stored.label, str(batch[-1].pk) if batch else ""
    if is_last:
        later = [one.label for one in tables() if one.label > stored.label]
        current.table, current.last = (later[0] if later else INSIDE), ""
    current.save()


def _files_step(current: Round, at: datetime) -> int:
    since = None if current.full else _last_begun(current)
    last = UUID(current.last) if current.last else None
    batch = files.kept_after(last, since=since, most=FILE_BATCH)
    for file_id, sha256 in batch:
        if files.holds_number(file_id) and not _is_excused(file_id):
            place = Place(FILES, str(file_id), CONTENT, "file")
            current.found += record(place, value=FILE + sha256, at=at)
    current.rows += len(batch)
    current.table, current.last = INSIDE, str(batch[-1][0]) if batch else current.last
    if len(batch) < FILE_BATCH:
        current.finished_at = at
        _finish(current, at)
    current.save()
    return max(1, len(batch))


def _is_excused(file_id: UUID) -> bool:
    """Tell whether a file's very bytes were accepted when it came (認めたファイル)."""
    kept_at, sha256 = files.fingerprint(file_id)
    return came_by_statement(sha256, kept_at)


def _last_begun(current: Round) -> datetime | None:
    """Return when the last whole round began, if there was one."""
    before = Round.objects.exclude(finished_at=None).filter(day__lt=current.day)
    return before.order_by("-day").values_list("started_at", flat=True).first()


def _finish(current: Round, at: datetime) -> None:
    # A round has no id people know; the event needs one of its own.
    subject = UUID(int=current.day.toordinal())
    publish(ScanFinished(at=at, subject=subject, rows=current.rows, found=current.found))
    facts = {"rows": current.rows, "hits": current.found}
    audit(actor=None, action="number.scanned", subject=str(current.day), at=at, facts=facts)


def looked_at() -> Iterator[str]:
    """Yield ``table.column`` of everything the scan looks at, files' contents too."""
    for stored in tables():
        yield from (f"{stored.label}.{column}" for column in stored.columns)
    yield f"{FILES}.{CONTENT}"
