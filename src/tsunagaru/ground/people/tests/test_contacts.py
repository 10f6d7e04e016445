"""A clerk changes a resident's contact data at the counter or on the telephone."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people import queries
from tsunagaru.ground.people.models import Letter
from tsunagaru.ground.people.testing import a_clerk, a_resident, account_of, sign_in

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def counter(client):
    return sign_in(client, a_clerk())


def page_of(person):
    return f"/staff/people/residents/{person.id}/"


def told(person, **changes):
    known = {**person.address_parts, "postal_code": person.postal_code, "phone": person.phone}
    return {**known, "email": person.email, "building": "", "channel": "phone", **changes}


def test_a_change_by_telephone_is_recorded_with_its_channel(counter):
    hanako = a_resident()
    answer = counter.post(page_of(hanako), told(hanako, phone="090-1111-2222"))
    assert answer.status_code == 302
    assert queries.resident(hanako.id, day=DAY).phone == "09011112222"
    changed = published("resident.profile_changed")
    assert [(e["part"], e["channel"]) for e in changed] == [("phone", "phone")]
    (row,) = audited("resident.changed")
    assert (row.subject, row.facts) == (str(hanako.id), {"channel": "phone", "parts": "phone"})


def test_every_look_is_audited(counter):
    hanako = a_resident()
    counter.get(page_of(hanako))
    assert [row.subject for row in audited("resident.viewed")] == [str(hanako.id)]


def test_the_way_it_was_told_must_be_chosen(counter):
    hanako = a_resident()
    answer = counter.post(page_of(hanako), told(hanako, phone="0550999999", channel=""))
    assert (answer.status_code, "受付経路を選んで" in answer.content.decode()) == (400, True)
    assert queries.resident(hanako.id, day=DAY).phone == hanako.phone


def test_an_address_told_to_a_clerk_opens_no_account_and_the_old_one_is_told(counter):
    hanako = a_resident()
    login = account_of(hanako).login
    counter.post(page_of(hanako), told(hanako, email="new@example.jp", channel="counter"))
    assert queries.resident(hanako.id, day=DAY).email == "new@example.jp"
    assert account_of(hanako).login == login
    assert Letter.objects.get().address == hanako.email


def test_nothing_told_changes_nothing(counter):
    hanako = a_resident()
    counter.post(page_of(hanako), told(hanako))
    assert not published("resident.profile_changed")


def test_a_forged_field_changes_no_name(counter):
    hanako = a_resident()
    counter.post(page_of(hanako), told(hanako, family="別", district="d99"))
    assert queries.resident(hanako.id, day=DAY).family == "小山"


def test_a_found_resident_leads_to_the_contact_data(counter):
    hanako = a_resident()
    text = counter.post("/staff/people/residents/", {"phone": hanako.phone}).content.decode()
    assert page_of(hanako) in text


def test_an_erased_or_unknown_resident_is_not_there(counter):
    assert counter.get(f"/staff/people/residents/{uuid4()}/").status_code == 404
