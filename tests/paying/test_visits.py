"""A time to come to the town hall, booked after handing in (来庁の予約)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tsunagaru.engines.applications.models import Application, Visit
from tsunagaru.engines.applications.services import changes
from tsunagaru.engines.applications.testing import a_procedure, an_application
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.testing import a_resource
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(client):
    a_resource(at=clock.now(), kind="visit", fee="")
    a_procedure(visit={"resource": "hall", "when": 'dog_name == "ポチ"'})
    resident = a_resident()
    made = an_application(resident=resident.id, at=clock.now())
    sign_in(client, resident)
    return Application.objects.get(pk=made.id)


def address(row):
    return reverse("applications:visit", args=[row.pk])


def book(client, row):
    day = clock.day_of(clock.now()) + timedelta(days=3)
    return client.post(address(row), {"at": f"{day}T10:00"})


def test_a_resident_books_a_time_once(client, row):
    status = reverse("applications:status", args=[row.pk])
    assert address(row) in client.get(status).content.decode()
    assert "10:00" in client.get(address(row)).content.decode()
    for _ in range(2):
        assert book(client, row)["Location"] == status
    booking = Booking.objects.get()
    assert booking.resident_id == row.resident_id
    assert Visit.objects.get().booking == booking.pk
    shown = client.get(status).content.decode()
    assert "来庁の予約" in shown
    assert address(row) not in shown


def test_no_time_or_a_wrong_one_is_told(client, row):
    assert client.post(address(row), {}).status_code == 422
    assert client.post(address(row), {"at": "2020-01-01T10:00"}).status_code == 409
    assert client.get(address(row), {"day": "nonsense"}).status_code == 200


def test_withdrawing_gives_the_time_back(client, row):
    book(client, row)
    changes.withdraw(row.pk, by=Actor(), at=clock.now())
    assert Booking.objects.get().state == "cancelled"
    assert client.get(address(row)).status_code == 302


def test_the_clerk_sees_the_visit_on_the_case(client, row):
    book(client, row)
    sign_in(client, a_clerk(section="seikatsu"))
    assert "来庁の予約" in client.get(reverse("cases:case", args=[row.case])).content.decode()


def test_no_visit_is_offered_where_none_is_needed(client, row):
    row.answers = row.answers | {"dog_name": "タマ"}
    row.save()
    assert client.get(address(row)).status_code == 302
