"""Disposal of bookings that are over (予約の内容の廃棄): who came goes, that one came stays."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.bookings.events import BookingDisposed
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.charges import KIND
from tsunagaru.engines.bookings.queries.retention import ERASED, still_telling
from tsunagaru.engines.bookings.rules.owing import owed
from tsunagaru.engines.bookings.rules.states import OPEN, State
from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel.papers import CannotDisposePaper

_MARK = "bookings_booking.disposed"


class CannotDisposeOpen(Exception):
    """The booking, or money for it, is still to come (これからの予約・支払い・返金がある)."""


@transaction.atomic
def dispose(booking: UUID, *, at: datetime) -> None:
    """Take the person out of a booking, with all notices about it (予約の内容の廃棄).

    What was paid stays in the books; only what leads from there to the booking goes.

    Raises:
        CannotDisposeOpen: it is still to come, or money is.

    Publishes:
        BookingDisposed
    """
    row = Booking.objects.select_for_update(no_key=True).filter(pk=booking).first()
    if row is None:
        return
    if row.state in OPEN and row.ends_at > at:
        raise CannotDisposeOpen
    if owed(State(row.state), row.fee_yen, row.kept_yen, row.reduction_state) is None:
        raise CannotDisposeOpen
    try:
        for charge in row.charges.values_list("pk", flat=True):
            payments.release(KIND, charge, at=at)
    except payments.CannotDisposeOpen as error:
        raise CannotDisposeOpen from error
    forget_person(row)
    messages.dispose(row.pk, at=at)
    publish(BookingDisposed(at=at, subject=row.pk, resource=row.resource.code))


def dispose_paper(booking: UUID, at: datetime) -> list[str]:
    """Dispose of a booking by a rule of its own (保存年限による廃棄).

    Returns:
        A mark under a key of what went.

    Raises:
        CannotDisposePaper: it is still to come, money is, or it was disposed of already.
    """
    row = still_telling().filter(pk=booking).first()
    if row is None:
        raise CannotDisposePaper
    said = json.dumps([row.name, row.phone, row.email, row.note], ensure_ascii=False)
    try:
        dispose(booking, at=at)
    except CannotDisposeOpen as error:
        raise CannotDisposePaper from error
    return [blind(said, place=_MARK)]


def forget_person(row: Booking) -> None:
    """Empty what tells whose booking it was, in the caller's transaction."""
    row.name = row.phone = row.email = row.note = row.key_code = ""
    row.resident_id, row.holder = None, f"{ERASED}{row.pk.hex}"
    row.save()
    for trace in row.traces.all():
        trace.text = ""
        trace.save(update_fields=["text"])
