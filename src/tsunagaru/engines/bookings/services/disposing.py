"""Disposal of bookings that are over (予約の内容の廃棄): who came goes, that one came stays."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.bookings.events import BookingDisposed
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.rules.states import OPEN
from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.ledger.api import publish


class CannotDisposeOpen(Exception):
    """The booking is still to come (これからの予約は廃棄できません)."""


@transaction.atomic
def dispose(booking: UUID, *, at: datetime) -> None:
    """Take the person out of a booking, with all notices about it (予約の内容の廃棄).

    Raises:
        CannotDisposeOpen: it is still to come.

    Publishes:
        BookingDisposed
    """
    row = Booking.objects.select_for_update(no_key=True).filter(pk=booking).first()
    if row is None:
        return
    if row.state in OPEN and row.ends_at > at:
        raise CannotDisposeOpen
    forget_person(row)
    messages.dispose(row.pk, at=at)
    publish(BookingDisposed(at=at, subject=row.pk, resource=row.resource.code))


def forget_person(row: Booking) -> None:
    """Empty what tells whose booking it was, in the caller's transaction."""
    row.name = row.phone = row.email = row.note = row.key_code = ""
    row.resident_id, row.holder = None, f"erased:{row.pk.hex}"
    row.save()
