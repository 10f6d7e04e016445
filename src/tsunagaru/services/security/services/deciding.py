"""Dealing with findings (検出への対応): blacken or remove, or say that it is something else."""

from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, transaction

from tsunagaru.ground.files import api as files
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.vault.blackening import blacken, empty
from tsunagaru.kernel.access import Actor
from tsunagaru.services.security.events import FindingDecided
from tsunagaru.services.security.models import Finding
from tsunagaru.services.security.queries.stored import FILES
from tsunagaru.services.security.rules.states import (
    CannotBlacken,
    CannotDecideAgain,
    FindingState,
)


@transaction.atomic
def remove(finding: UUID, *, by: Actor, at: datetime) -> None:
    """Take the number out: ``＊`` for its digits, a whole file is deleted (黒塗り・削除).

    Raises:
        CannotDecideAgain: it was dealt with already.
        CannotBlacken: the table takes no changes.

    Publishes:
        FindingDecided
    """
    row = _open(finding)
    if row.table == FILES:
        files.drop(UUID(row.row), at=at, cause="individual_number")
    else:
        try:
            with transaction.atomic():
                take_out = empty if row.kind == "file" else blacken
                take_out(row.table, row.row, row.column)
        except DatabaseError as error:
            raise CannotBlacken from error
    _decide(row, FindingState.BLACKENED, "", by, at)


@transaction.atomic
def clear(finding: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Say that it is no individual number; the scan passes over it from now on (誤検出とする).

    Raises:
        CannotDecideAgain: it was dealt with already.

    Publishes:
        FindingDecided
    """
    _decide(_open(finding), FindingState.NO_NUMBER, reason, by, at)


def _open(finding: UUID) -> Finding:
    row = Finding.objects.select_for_update(no_key=True).get(pk=finding)
    if row.state != FindingState.OPEN:
        raise CannotDecideAgain
    return row


def _decide(row: Finding, state: FindingState, reason: str, by: Actor, at: datetime) -> None:
    row.state, row.reason, row.decided_at = state, reason, at
    row.decided_by, row.decided_by_name = by.staff, by.name
    row.save()
    publish(FindingDecided(at=at, subject=row.pk, outcome=state.value))
    facts = {"outcome": state.value, "table": row.table, "column": row.column}
    audit(actor=by, action="number.finding_decided", subject=row.pk, at=at, facts=facts)
