"""Disposal of what the portal sent (届いた原本の廃棄): with the application it became, or alone."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.files import api as files
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel.papers import CannotDisposePaper
from tsunagaru.services.intake.events import ArrivalDisposed
from tsunagaru.services.intake.models import Arrival
from tsunagaru.services.intake.rules import State

CAUSE = "disposal"
_MARK = "intake_arrival.disposed"


@transaction.atomic
def dispose(application: UUID, at: datetime) -> list[str]:
    """Empty the original of an application; the portal's receipt number stays (原本の廃棄).

    The number is what keeps an application from being taken in twice.

    Returns:
        The SHA-256 of each piece and file that went.

    Publishes:
        ArrivalDisposed, where there was one
    """
    rows = Arrival.objects.select_for_update(no_key=True).filter(application=application)
    row = rows.defer("original", "problems").first()
    return _empty(row, at) if row else []


@transaction.atomic
def dispose_closed(arrival: UUID, at: datetime) -> list[str]:
    """Empty the original of what was dealt with by hand (手で処理した原本の廃棄).

    Returns:
        A mark of the answers under a key, and the SHA-256 of each piece and file that went.

    Raises:
        CannotDisposePaper: it is not closed, or was disposed of already.

    Publishes:
        ArrivalDisposed
    """
    rows = Arrival.objects.select_for_update(no_key=True).filter(pk=arrival, state=State.CLOSED)
    row = rows.filter(original__isnull=False).first()
    if row is None:
        raise CannotDisposePaper
    written = json.dumps(row.original, ensure_ascii=False, sort_keys=True)
    return [blind(written, place=_MARK), *_empty(row, at)]


def _empty(row: Arrival, at: datetime) -> list[str]:
    marks = sorted(row.parts.values_list("sha256", flat=True))
    row.parts.all().delete()
    ids = [one.id for one in files.standing_of(row.pk)]
    marks += sorted(files.hashes(ids).values())
    for file_id in ids:
        files.drop(file_id, at=at, cause=CAUSE)
    row.original, row.problems = None, None
    row.save(update_fields=["original", "problems"])
    publish(ArrivalDisposed(at=at, subject=row.pk))
    return marks
