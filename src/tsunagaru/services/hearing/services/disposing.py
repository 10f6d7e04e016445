"""Disposal (廃棄): when the period is over, words and senders go; number, days and counts stay."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel.papers import CannotDisposePaper
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.queries.finished import is_finished
from tsunagaru.services.hearing.services.tracing import handled

_MARK = "hearing_saying.disposed"


@transaction.atomic
def dispose(inquiry: UUID, at: datetime) -> list[str]:
    """Empty one that is over (廃棄する). What is public of it stays: nobody stands in it.

    Returns:
        A mark under a key of each text that went.

    Raises:
        CannotDisposePaper: it is still open, or was disposed of already.

    Publishes:
        InquiryHandled
    """
    row = Inquiry.objects.select_for_update(no_key=True).filter(pk=inquiry).first()
    if row is None or not is_finished(row):
        raise CannotDisposePaper
    marks = sorted(blind(one.text or "", place=_MARK) for one in row.sayings.all())
    empty(row, at=at)
    return marks


def empty(row: Inquiry, *, at: datetime) -> None:
    """Take out of an inquiry what was written, and who wrote it (空にする).

    Publishes:
        InquiryHandled
    """
    row.sayings.update(text=None)
    row.replies.update(text=None)
    row.traces.update(text=None)
    row.name = row.email = row.phone = row.address = None
    row.resident = row.subscriber = None
    row.emptied_at = at
    row.save()
    messages.dispose(row.pk, at=at)
    handled(row, "emptied", at=at)
