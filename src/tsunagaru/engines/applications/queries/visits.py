"""Reads of visits (来庁の予約の参照): what is booked, and which times are free."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tsunagaru.engines.applications.models import Application, Visit
from tsunagaru.engines.applications.queries.charges import over_of
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules.paying import STOPPED
from tsunagaru.engines.bookings import api as bookings
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.kernel.clock import day_of, local

SHOWN_DAYS, LOOK_DAYS = 3, 21
ONE_DAY = timedelta(days=1)
Times = list[tuple[date, list[tuple[str, datetime]]]]


@dataclass(frozen=True)
class VisitView:
    """A visit as the applicant sees it (来庁の予約).

    Args:
        booked: the booking that stands, or None.
        token: of the booking's private page, or empty.
        can_book: whether a time may be booked now.
    """

    resource: str
    booked: bookings.BookingView | None
    token: str
    can_book: bool


def visit_of(row: Application) -> VisitView | None:
    """Return the visit an application needs, or None (来庁の要否と予約)."""
    form = form_of(row.version_id)
    visit, day = form.definition.visit, day_of(row.submitted_at)
    if visit is None or not questionnaires.fits(form.questionnaire, visit.when, row.answers, day):
        return None
    found = [bookings.booking(one.booking) for one in Visit.objects.filter(application=row)]
    booked = next((one for one in found if one and one.is_open), None)
    can_book = booked is None and over_of(row) not in STOPPED and reachable(row)
    token = bookings.token_of(booked.id) if booked else ""
    return VisitView(visit.resource, booked, token, can_book) if booked or can_book else None


def reachable(row: Application) -> bool:
    """Tell whether somebody can be told of a booking: a resident, or a telephone number."""
    return row.resident_id is not None or bool(phone_of(row))


def phone_of(row: Application) -> str:
    """Return the telephone number in the answers, or empty (電話番号)."""
    phone = row.answers.get("phone")
    return phone if isinstance(phone, str) else ""


def times_of(code: str, since: date, at: datetime) -> Times:
    """Return the free times of the next days on which there are any, from a day on (空き)."""
    one = bookings.resource(code)
    first = max(since, day_of(at))
    wanted = [first + number * ONE_DAY for number in range(LOOK_DAYS)]
    found: Times = []
    for day in bookings.days(one, wanted, at):
        free = [local(view.slot.start) for view in day.slots if view.can_book]
        if free:
            found.append((day.day, [(f"{start:%Y-%m-%dT%H:%M}", start) for start in free]))
    return found[:SHOWN_DAYS]
