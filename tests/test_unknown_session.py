"""Nothing typed is lost where nobody knows the session any more (サインインが切れたあとの入力)."""

import re
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import reverse

from tsunagaru.engines.applications.testing import a_draft, a_procedure
from tsunagaru.engines.bookings.forms import write_time
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.testing import a_free_time, a_resource
from tsunagaru.ground.people import services
from tsunagaru.ground.people.testing import PASSWORD, a_resident
from tsunagaru.kernel import clock, individual_number

pytestmark = pytest.mark.django_db
BOOK = "/bookings/at/hall/book/"


@pytest.fixture
def resident(db):
    """A resident who signs in with the e-mail address and ``PASSWORD``."""
    person, at = a_resident(account=False), clock.now()
    services.open_account(login=person.email, password=PASSWORD, resident=person.id, at=at)
    return person


def sign_in_to(client, resident, page):
    """Sign in on the page, to go on at another."""
    sent = {"login": resident.email, "password": PASSWORD, "next": page}
    return client.post(reverse("people:sign_in"), sent)


def test_what_was_typed_into_the_form_comes_back_after_the_sign_in(client, resident):
    free = a_free_time(a_resource(), clock.now())
    here = f"{BOOK}?{urlencode({'at': write_time(free)})}"
    wish = {"at": write_time(free), "press": str(uuid4()), "people": "7", "slots": "1"}
    client.post(here, wish | {"signed_in": "1"})
    back = sign_in_to(client, resident, here)
    assert back["Location"].startswith("/sign-in/again/")
    page = client.get(back["Location"]).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    assert client.post(back["Location"], fields)["Location"] == here
    client.post(here, fields)
    row = Booking.objects.get()
    assert (row.resident_id, row.people) == (resident.id, 7)


def test_an_id_of_ours_that_looks_like_an_individual_number_by_chance_is_held(client, resident):
    unlucky = "56258099-8273-4513-a6cd-f893085ec676"
    assert individual_number.contains(unlucky)
    page = f"/applications/{unlucky}/form.pdf"
    answer = client.post(page, {"reason": "やめます", "press": unlucky})
    assert answer["Location"].endswith("why=unknown")
    back = sign_in_to(client, resident, page)
    said = client.get(back["Location"]).content.decode()
    assert unlucky in said
    assert "やめます" in said


def test_what_was_typed_into_a_draft_is_not_lost_with_all_cookies(client, resident):
    a_procedure()
    draft = a_draft(resident=resident.id)
    page = reverse("applications:page", args=[draft, "dog"])
    typed = {"dog_name": "ポチ", "nav": "next"}
    answer = client.post(page, typed)
    text = answer.content.decode()
    assert answer.status_code == 404
    assert re.search(r"<dt>犬の名前</dt>\s*<dd>ポチ</dd>", text)
    assert f"next={page}" in text
    back = sign_in_to(client, resident, page)
    assert 'value="ポチ"' in client.get(back["Location"]).content.decode()
