"""Applying for another: with a mandate it is theirs, without one there is nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.services.saving import save_page
from tsunagaru.engines.applications.testing import NAME, OWNER
from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_mandate, a_resident, end_mandate, sign_in
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(dog):
    """Somebody who gave a mandate, and who got it."""
    principal, proxy = a_resident(), a_resident(given="次郎", kana_given="ジロウ")
    return principal, proxy, a_mandate(principal, proxy, at=clock.now())


def client_of(person):
    return sign_in(Client(), person)


def begin(proxy, principal):
    return client_of(proxy).post(
        reverse("applications:start", args=["dog"]), {"principal": str(principal.id)}
    )


def handed_in(both):
    principal, proxy, _ = both
    begin(proxy, principal)
    draft = Draft.objects.get().pk
    for page, fields in (("owner", OWNER), ("dog", NAME)):
        save_page(draft, page, fields, language="ja", at=clock.now())
    client_of(proxy).post(reverse("applications:submit", args=[draft]))
    return Application.objects.get()


def test_the_application_belongs_to_the_principal_and_names_the_proxy(both):
    row = handed_in(both)
    assert (row.resident_id, row.proxy) == (both[0].id, both[1].id)
    (done,) = audited("application.handed_in")
    assert done.actor == f"resident:{both[1].id}"
    assert done.facts == {"principal": str(both[0].id)}


def test_both_see_it_while_the_mandate_lasts_and_only_the_principal_afterwards(both):
    row = handed_in(both)
    address = reverse("applications:status", args=[row.pk])
    assert [client_of(p).get(address).status_code for p in both[:2]] == [200, 200]
    mine = client_of(both[1]).get(reverse("applications:mine"))
    assert "代理でしている手続き" in mine.content.decode()
    end_mandate(both[2], by=both[0])
    assert [client_of(p).get(address).status_code for p in both[:2]] == [200, 404]
    mine = client_of(both[1]).get(reverse("applications:mine"))
    assert "代理でしている手続き" not in mine.content.decode()


def test_a_draft_is_closed_to_the_proxy_when_the_mandate_ends(both):
    begin(both[1], both[0])
    draft = Draft.objects.get().pk
    page = reverse("applications:page", args=[draft, "owner"])
    client = client_of(both[1])
    assert client.get(page).status_code == 200
    end_mandate(both[2], by=both[1])
    for answer in (client.get(page), client.post(page, OWNER)):
        assert answer.status_code == 404
        assert "代理が終わっています" in answer.content.decode()
    stranger = client_of(a_resident()).get(page).content.decode()
    assert "申請が見つかりません" in stranger
    mine = client_of(both[0]).get(reverse("applications:mine")).content.decode()
    assert str(draft) in mine, "the person concerned goes on with it"
    submit = reverse("applications:submit", args=[draft])
    assert client.post(submit).status_code == 404
    assert not Application.objects.exists()


def test_without_a_mandate_there_is_nobody_to_act_for(both):
    stranger, principal = a_resident(), both[0]
    child = a_resident(account=False, given="一花", kana_given="イチカ")
    assert begin(stranger, principal).status_code == 404
    assert begin(both[1], child).status_code == 404
    end_mandate(both[2], by=principal)
    assert begin(both[1], principal).status_code == 404
    assert not Draft.objects.exists()


def test_the_start_page_asks_for_whom_only_those_who_may_choose(both):
    address = reverse("applications:start", args=["dog"])
    assert "だれの手続きをしますか" in client_of(both[1]).get(address).content.decode()
    assert "だれの手続きをしますか" not in client_of(both[0]).get(address).content.decode()
