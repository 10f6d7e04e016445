"""Booking a visit for an application (来庁の予約), and giving the time back."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from tsunagaru.engines.applications.models import Application, Visit
from tsunagaru.engines.applications.queries.papers import applicant_of
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.queries.visits import phone_of, visit_of
from tsunagaru.engines.bookings import api as bookings
from tsunagaru.kernel.events import Channel


class CannotVisit(Exception):
    """No visit is needed, or one is booked already (予約できません)."""


@transaction.atomic
def book_visit(application: UUID, start: datetime, *, staff: UUID | None, at: datetime) -> UUID:
    """Book a time for an application, one at a time (来庁を予約する); two presses book one.

    Raises:
        CannotVisit: none is needed, or one is booked.
        bookings.CannotBook: the time cannot be booked.

    Publishes:
        the booking's own BookingMade
    """
    row = Application.objects.select_for_update(no_key=True).get(pk=application)
    visit = visit_of(row)
    if visit is None or not visit.can_book:
        raise CannotVisit
    person = bookings.Person(
        channel=Channel.COUNTER if staff else Channel.ONLINE,
        resident=row.resident_id,
        name="" if row.resident_id else applicant_of(form_of(row.version_id), row.answers),
        phone="" if row.resident_id else phone_of(row),
        email="" if row.resident_id else row.email or "",
        language=row.language,
        staff=staff,
    )
    press = uuid5(row.pk, f"visit {Visit.objects.filter(application=row).count()}")
    made = bookings.make(bookings.Wish(visit.resource, start), person, press=press, at=at)
    Visit.objects.create(application=row, booking=made, at=at)
    return made


def release_visits(row: Application, at: datetime) -> None:
    """Cancel what is booked for an application that came to nothing (予約を取り消す).

    In the caller's transaction, with the application locked.
    """
    for visit in Visit.objects.filter(application=row):
        booked = bookings.booking(visit.booking)
        if booked and booked.is_open and booked.starts_at > at:
            with suppress(bookings.CannotMove):
                bookings.cancel(booked.id, by=bookings.By.CLERK, at=at)
