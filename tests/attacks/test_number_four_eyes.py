"""Nobody accepts the number they typed or contested themselves (四つの目)."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.attacks.texts import individual
from tsunagaru.engines.cases.testing import a_case
from tsunagaru.ground.ledger.models import AuditRow
from tsunagaru.ground.people import services as people
from tsunagaru.ground.people.testing import a_clerk, a_head, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role
from tsunagaru.services.security.models import Statement

pytestmark = pytest.mark.django_db
NUMBER = individual()
LINK = re.compile(r'href="(/not-my-number/[^"]+)"')
DECISION = {"outcome": "accepted", "reason": "請求書の番号です。"}
ELSE = "この申出には、ほかの職員が決定します"


def an_officer(**more):
    """Return somebody of the DX office who also handles the cases of a section."""
    staff = a_clerk(role=Role.DX_OFFICE, **more)
    since = date(2020, 4, 1)
    grant = people.NewGrant(staff=staff.id, role=Role.CLERK, section="jumin", from_on=since)
    people.give_role(grant, by=None, at=clock.now())
    return staff


@pytest.fixture
def officer():
    return an_officer()


def typed_by(staff):
    """Have a note refused; return the browser and the link by which it is contested."""
    browser = sign_in(Client(), staff)
    refused = browser.post(f"/staff/cases/{a_case(section='jumin').id}/note/", {"text": NUMBER})
    return browser, LINK.search(refused.content.decode()).group(1)


def contested_by(staff):
    browser, link = typed_by(staff)
    browser.post(link, {"claim": "invoice"})
    return browser


def page_of_statement():
    return f"/staff/security/statements/{Statement.objects.get().pk}/"


@pytest.mark.parametrize("outcome", ["accepted", "declined"])
def test_who_contested_a_number_does_not_decide_on_it(officer, outcome):
    browser = contested_by(officer)
    answer = browser.post(page_of_statement(), DECISION | {"outcome": outcome})
    assert answer.status_code == 409
    assert ELSE in answer.content.decode()
    assert Statement.objects.get().state == "open"
    row = AuditRow.objects.get(action="number.own_refused")
    assert row.actor == str(officer.id) or str(officer.id) in str(row.actor)


def test_signing_out_before_contesting_changes_nothing(officer):
    browser, link = typed_by(officer)
    assert Client().post(link, {"claim": "invoice"}).status_code == 302
    assert browser.post(page_of_statement(), DECISION).status_code == 409


def test_contesting_what_a_colleague_typed_counts_as_well(officer):
    _, link = typed_by(a_clerk())
    browser = sign_in(Client(), officer)
    browser.post(link, {"claim": "invoice"})
    assert browser.post(page_of_statement(), DECISION).status_code == 409


def test_somebody_else_with_the_role_is_named_and_decides(officer):
    other = an_officer(name="須走 花", kana="スバシリ ハナ")
    text = contested_by(officer).get(page_of_statement()).content.decode()
    assert "須走 花" in text
    assert 'name="outcome"' not in text
    assert sign_in(Client(), other).post(page_of_statement(), DECISION).status_code == 302
    assert Statement.objects.get().state == "accepted"


def test_where_nobody_else_has_the_role_the_head_is_named_and_where_it_is_given(officer):
    a_head(name="足柄 一郎")
    text = contested_by(officer).get(page_of_statement()).content.decode()
    assert "足柄 一郎" in text
    assert f'href="{reverse("people:section", args=["town"])}"' in text


def test_what_a_resident_contested_is_decided_as_before(officer):
    _, link = typed_by(a_clerk())
    Client().post(link, {"claim": "invoice"})
    browser = sign_in(Client(), officer)
    assert ELSE not in browser.get(page_of_statement()).content.decode()
    assert browser.post(page_of_statement(), DECISION).status_code == 302
