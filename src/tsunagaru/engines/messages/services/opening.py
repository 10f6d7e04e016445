"""Counting that somebody opened a message or one of its links (開封の集計)."""

from datetime import datetime

from django.db import connection, transaction

from tsunagaru.engines.messages.events import MessageOpened
from tsunagaru.engines.messages.models import Broadcast
from tsunagaru.engines.messages.rules.tracking import PAGE
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.clock import day_of

COUNT = """
INSERT INTO messaging_opening (broadcast, number, kind, day, wording, n)
VALUES (%s, %s, %s, %s, %s, 1)
ON CONFLICT (broadcast, number, kind, day, wording) DO UPDATE SET n = messaging_opening.n + 1
"""


@transaction.atomic
def note_opening(row: Broadcast, number: int, kind: str, *, at: datetime, wording: int = 0) -> None:
    """Count one opening; by whom is not known, and nowhere kept (開かれた回数を数える).

    Args:
        wording: of which of two wordings; 0 where there is one only.

    Publishes:
        MessageOpened
    """
    day = connection.ops.adapt_datefield_value(day_of(at))
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [row.pk, number, kind, day, wording])
    what = "page" if number == PAGE else "link"
    publish(MessageOpened(at=at, subject=row.key, what=what, way=kind))
