"""Staff register programs, see the secret once, and stop them."""

import re

import pytest
from django.test import Client

from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_cast, sign_in
from tsunagaru.kernel import clock
from tsunagaru.services.partners.models import Client as Program
from tsunagaru.services.partners.services import clients
from tsunagaru.services.partners.testing import a_client

pytestmark = pytest.mark.django_db
NEW = {
    "name": "広域ポータル",
    "purpose": "協定による取次ぎ",
    "section": "",
    "scopes": ["applications:submit"],
    "per_minute": "30",
}


@pytest.fixture
def cast():
    return a_cast()


def test_the_dx_office_registers_a_program_and_sees_its_secret_once(cast):
    office = sign_in(Client(), cast.dx_office)
    page = office.post("/staff/partners/new/", NEW).content.decode()
    row = Program.objects.get()
    (secret,) = re.findall(r"client_secret）</dt><dd[^>]*><code>([^<]+)</code>", page)
    assert clients.admit(row.pk, secret, scope="", at=clock.now()).scopes == ["applications:submit"]
    assert secret not in office.get(f"/staff/partners/{row.pk}/").content.decode()
    assert "広域ポータル" in office.get("/staff/partners/").content.decode()
    assert audited("partner.registered")[0].subject == str(row.pk)


def test_a_head_registers_for_the_own_section_only(cast):
    head = sign_in(Client(), cast.head)
    assert head.post("/staff/partners/new/", NEW).status_code == 422
    assert head.post("/staff/partners/new/", {**NEW, "section": "jumin"}).status_code == 200
    assert Program.objects.get().section == "jumin"
    townwide = a_client(section="")[0]
    assert head.get(f"/staff/partners/{townwide}/").status_code == 404


def test_what_is_missing_is_said_in_sentences(cast):
    page = sign_in(Client(), cast.dx_office).post("/staff/partners/new/", {"per_minute": "0"})
    assert page.status_code == 422
    for sentence in ("名称を入力してください。", "できることを、1つ以上選んでください。"):
        assert sentence in page.content.decode()


def test_stopping_a_program_is_for_good(cast):
    office = sign_in(Client(), cast.dx_office)
    client, _ = a_client()
    page = office.post(f"/staff/partners/{client}/revocation/", follow=True).content.decode()
    assert "利用を止めました" in page
    assert "利用を止める</button>" not in page
    assert office.post(f"/staff/partners/{client}/secret/").status_code == 404
