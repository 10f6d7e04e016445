"""The letters about bookings: their link is made when they leave, and opens the booking."""

import re
from datetime import datetime, timedelta

import pytest

from tsunagaru.engines.bookings.events import BookingMade
from tsunagaru.engines.bookings.queries.bookings import path_of
from tsunagaru.engines.bookings.queries.letters import noted_words, when_noted
from tsunagaru.engines.bookings.tasks import tell_made
from tsunagaru.engines.bookings.testing import a_booking, a_free_time, a_person, a_resource
from tsunagaru.engines.messages.testing import mail_server, mailed, post, the_town_texts
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import JST

pytestmark = pytest.mark.django_db


def a_made(row):
    return BookingMade(
        at=clock.now(),
        subject=row.pk,
        kind="facility",
        facility="hall",
        resource="hall",
        fee_yen=300,
    )


def test_a_letter_leads_to_the_booking_by_a_whole_link_that_is_kept_nowhere(client, settings):
    settings.TSUNAGARU_LINKS = "https://town.example"
    the_town_texts(clock.now())
    free = a_free_time(a_resource(), clock.now())
    row = a_booking(free, person=a_person(email="hanako@example.jp"), at=clock.now())
    with mail_server() as server:
        tell_made(a_made(row))
        assert path_of(row.pk) not in mailed()[0].body
        post(clock.now())
    (link,) = re.findall(r"https://town\.example(/\S+)", server.texts()[0])
    assert link == path_of(row.pk)
    assert row.number in client.get(link).content.decode()


def test_a_noted_time_is_said_in_the_readers_language():
    begins = datetime(2026, 12, 28, 10, tzinfo=JST)
    noted = when_noted(begins, begins + timedelta(hours=1))
    assert noted_words(noted, "ja") == "2026年12月28日（月）10:00–11:00"
    assert noted_words(noted, "en") == "Mon 28 December 2026 10:00–11:00"
    assert noted_words("2026/4/6 9:00-10:00", "ja") == "2026年4月6日（月）09:00–10:00"
    assert noted_words("別の日", "ja") == "別の日"
