"""What a person does with what waits (手で取り込む)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.intake.definitions import IntakeFile
from tsunagaru.services.intake.events import ArrivalClosed, ArrivalFiled
from tsunagaru.services.intake.models import Arrival
from tsunagaru.services.intake.rules import State
from tsunagaru.services.intake.services.taking import CannotFile, file


class CannotChange(Exception):
    """It does not wait any more (すでに処理されています)."""


@transaction.atomic
def try_again(arrival: UUID, setup: IntakeFile, *, by: Actor, at: datetime) -> UUID | None:
    """Take it in now that layout or form were mended (もう一度取り込む).

    Returns:
        The application; None when it still does not fit, with the new reason kept.

    Raises:
        CannotChange: it does not wait.

    Publishes:
        ArrivalFiled
    """
    row = _waiting(arrival)
    try:
        row.application = file(row, setup, at=at)
    except CannotFile as refusal:
        row.why, row.problems = refusal.why, refusal.problems
        row.save(update_fields=["why", "problems"])
        return None
    row.state, row.why, row.closed_at, row.closed_by = State.FILED, "", at, by.staff
    row.save(update_fields=["application", "state", "why", "closed_at", "closed_by"])
    publish(ArrivalFiled(at=at, subject=row.pk))
    audit(actor=by, action="arrival.filed", subject=row.pk, at=at)
    return row.application


@transaction.atomic
def close(arrival: UUID, *, application: UUID | None, by: Actor, at: datetime) -> None:
    """Note that it was dealt with by hand (手で処理した).

    Args:
        application: which a clerk entered from it, or None when none was needed.

    Raises:
        CannotChange: it does not wait, or another one became that application.

    Publishes:
        ArrivalClosed
    """
    row = _waiting(arrival)
    if application and Arrival.objects.filter(application=application).exists():
        raise CannotChange(str(application))
    row.state, row.application, row.closed_at, row.closed_by = (
        State.CLOSED,
        application,
        at,
        by.staff,
    )
    row.save(update_fields=["state", "application", "closed_at", "closed_by"])
    publish(ArrivalClosed(at=at, subject=row.pk))
    audit(actor=by, action="arrival.closed", subject=row.pk, at=at)


def _waiting(arrival: UUID) -> Arrival:
    row = (
        Arrival.objects.select_for_update(no_key=True)
        .filter(pk=arrival, state=State.WAITING)
        .first()
    )
    if row is None:
        raise CannotChange(str(arrival))
    return row
