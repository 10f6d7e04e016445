"""Disposal of notices (お知らせの廃棄)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages.events import NoticesDisposed
from tsunagaru.engines.messages.models import Notice
from tsunagaru.ground.ledger.api import publish


@transaction.atomic
def dispose(about: UUID, *, at: datetime) -> int:
    """Delete the notices about a thing with their e-mails; return how many (廃棄する).

    Publishes:
        NoticesDisposed, where there were any
    """
    rows = Notice.objects.filter(about=about)
    count = rows.count()
    if count:
        rows.delete()
        publish(NoticesDisposed(at=at, subject=about, count=count))
    return count
