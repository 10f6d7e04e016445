"""Correcting what is out (訂正): the town's corrections need approval as well."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.community.events import (
    CircularAsked,
    CircularCorrected,
    CircularReturned,
)
from tsunagaru.services.community.models import Circular, Edition
from tsunagaru.services.community.queries.access import approves, pending, writers_of, writes
from tsunagaru.services.community.rules.states import LIVES, Act, CannotMove, Origin, State
from tsunagaru.services.community.services.writing import CannotApproveOwn, CannotWrite


@transaction.atomic
def correct(
    circular: UUID, words: Mapping[str, Mapping[str, str]], note: str, *, by: Actor, at: datetime
) -> bool:
    """Correct a circular that is out (訂正する); of the town's, another person approves it first.

    Args:
        note: what is different, for those who read it before.

    Returns:
        Whether it is in force now.

    Raises:
        CannotMove: it is not out, or a correction waits already.
        CannotWrite

    Publishes:
        CircularCorrected or CircularAsked
    """
    row = _row(circular)
    author = by.staff or by.resident
    if author is None or not writes(by, row, at):
        raise CannotWrite
    LIVES[Origin(row.origin)].move(State(row.state), Act.CORRECT)
    if pending(row) is not None:
        raise CannotMove(State(row.state), Act.CORRECT)
    edition = Edition.objects.create(
        circular=row,
        number=row.edition + 1,
        words=words,
        note=note,
        by=author,
        asked_at=at,
    )
    if row.origin == Origin.DISTRICT:
        _apply(row, edition, by, at)
        return True
    publish(CircularAsked(at=at, subject=row.pk, correction="yes"))
    audit(actor=by, action="circular.correction_asked", subject=row.pk, at=at)
    return False


@transaction.atomic
def approve_correction(circular: UUID, *, by: Actor, at: datetime) -> None:
    """Approve a correction; whoever read the circular before is told (訂正を承認する).

    Raises:
        CannotMove: none waits, or the circular is not out any more.
        CannotWrite, CannotApproveOwn

    Publishes:
        CircularCorrected
    """
    row, edition = _waiting(circular, by, at)
    if by.staff in writers_of(row, edition):
        raise CannotApproveOwn
    edition.approved_by = by.staff
    _apply(row, edition, by, at)


@transaction.atomic
def refuse_correction(circular: UUID, reason: str, *, by: Actor, at: datetime) -> None:
    """Give a correction back; the circular stays as it is (訂正を差し戻す).

    Raises:
        CannotMove, CannotWrite

    Publishes:
        CircularReturned
    """
    row, edition = _waiting(circular, by, at)
    edition.delete()
    row.because = reason
    row.save(update_fields=["because"])
    publish(CircularReturned(at=at, subject=row.pk, correction="yes"))
    audit(actor=by, action="circular.correction_returned", subject=row.pk, at=at)


def _waiting(circular: UUID, by: Actor, at: datetime) -> tuple[Circular, Edition]:
    row = _row(circular)
    if not approves(by, row, at):
        raise CannotWrite
    edition = pending(row)
    if edition is None or row.state != State.OUT:
        raise CannotMove(State(row.state), Act.CORRECT)
    return row, edition


def _apply(row: Circular, edition: Edition, by: Actor, at: datetime) -> None:
    before = row.deliveries.exclude(opened_at=None).count()
    edition.at = at
    edition.save()
    row.edition, row.because = edition.number, ""
    row.save(update_fields=["edition", "because"])
    row.deliveries.filter(on_paper=True).update(paper_at=None)  # its paper goes round once more
    event = CircularCorrected(at=at, subject=row.pk, origin=row.origin, read_before=before)
    publish(event)
    audit(actor=by, action="circular.corrected", subject=row.pk, at=at)


def _row(circular: UUID) -> Circular:
    return Circular.objects.select_for_update(no_key=True).get(pk=circular)
