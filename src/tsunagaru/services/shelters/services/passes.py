"""A resident's own QR code for shelters (受付コード)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.vault.sealing import blind, blinds
from tsunagaru.services.shelters.events import PassMade
from tsunagaru.services.shelters.models import Pass
from tsunagaru.services.shelters.rules import passes

PLACE = "shelters_pass.mark"
MARK_DIGITS = 10


@transaction.atomic
def make_pass(resident: UUID, *, at: datetime) -> str:
    """Return a new code of a resident; an older one is good no more (受付コードを作る).

    Publishes:
        PassMade
    """
    Pass.objects.filter(resident=resident, withdrawn_at=None).update(withdrawn_at=at)
    row = Pass.objects.create(resident=resident, made_at=at)
    publish(PassMade(at=at, subject=row.pk))
    return code_of(row)


def pass_of(resident: UUID) -> Pass | None:
    """Return the code in force of a resident, if there is one."""
    return Pass.objects.filter(resident=resident, withdrawn_at=None).first()


def code_of(row: Pass) -> str:
    """Return what stands in the QR code."""
    return passes.written(row.pk, blind(str(row.pk), place=PLACE).split(":")[1])


def resident_of(code: str) -> UUID | None:
    """Return whose code it is; None where the town did not make it, or it is good no more."""
    found = passes.read(code)
    if found is None:
        return None
    marks = {one.split(":")[1][:MARK_DIGITS] for one in blinds(str(found.id), place=PLACE)}
    row = Pass.objects.filter(pk=found.id, withdrawn_at=None).first()
    return row.resident if row and found.mark in marks else None
