"""Disposal of issued papers (書類の廃棄): the words go, the fingerprint still proves a copy."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.documents.events import PaperDisposed
from tsunagaru.ground.documents.models import Paper
from tsunagaru.ground.ledger.api import publish


@transaction.atomic
def dispose(owner: UUID, *, at: datetime) -> int:
    """Delete the contents of the papers of an owner; return how many (廃棄する).

    Publishes:
        PaperDisposed, for each
    """
    rows = list(
        Paper.objects.select_for_update(no_key=True).filter(owner=owner).defer("shown", "content")
    )
    for row in rows:
        row.shown, row.content, row.resident = [], "", None
        row.save(update_fields=["shown", "content", "resident"])
        publish(PaperDisposed(at=at, subject=row.pk, kind=row.kind))
    return len(rows)
