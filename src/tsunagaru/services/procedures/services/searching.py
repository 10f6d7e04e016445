"""Writes of procedures (手続きの記録)."""

import uuid
from datetime import datetime

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.events import Channel
from tsunagaru.services.procedures.events import ProcedureSearched


@transaction.atomic
def note_search(*, found: int, at: datetime) -> None:
    """Count a search of the finder (検索の記録); the words themselves are not kept.

    Publishes:
        ProcedureSearched
    """
    zero = "no" if found else "yes"
    publish(ProcedureSearched(at=at, subject=uuid.uuid4(), channel=Channel.ONLINE, zero=zero))
