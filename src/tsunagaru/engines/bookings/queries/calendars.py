"""Bookings as iCalendar (RFC 5545), for people's own calendars (カレンダー)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.resources import bookable
from tsunagaru.engines.bookings.rules.states import OPEN, State
from tsunagaru.ground.ui.phrases import say

PRODUCT = "-//Tsunagaru//Bookings//JA"
STATUS = {State.CONFIRMED: "CONFIRMED", State.ARRIVED: "CONFIRMED", State.COMPLETED: "CONFIRMED"}


def write_calendar(rows: Iterable[Booking], *, language: str, at: datetime) -> bytes:
    """Return bookings as a calendar file; what is not settled is tentative (iCalendar)."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", say("町の予約", language))
    for row in rows:
        calendar.add_component(_event(row, language, at))
    return bytes(calendar.to_ical())


def _event(row: Booking, language: str, at: datetime) -> Event:
    definition, state = bookable(row.resource).definition, State(row.state)
    event = Event()
    event.add("uid", f"{row.pk}@bookings.tsunagaru")
    event.add("dtstamp", at)
    event.add("dtstart", row.starts_at)
    event.add("dtend", row.ends_at)
    event.add("summary", definition.name.text.in_language(language))
    event.add("location", definition.place.text.in_language(language))
    event.add("description", say("予約番号 {number}", language, number=row.number))
    tentative = "TENTATIVE" if state in OPEN else "CANCELLED"
    event.add("status", STATUS.get(state, tentative))
    if state is State.CONFIRMED:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", definition.name.text.in_language(language))
        alarm.add("trigger", timedelta(hours=-1))
        event.add_component(alarm)
    return event
