"""The staff's menu leads nobody to a page that is closed to them."""

import pytest

from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.ground.ui.navigation import for_actor
from tsunagaru.kernel.access import Actor, Grant, Kind, Role

CHECKS, TRAIL = "/staff/ledger/deliveries/", "/staff/ledger/audit/"


def links_of(role):
    actor = Actor(kind=Kind.STAFF, grants=frozenset({Grant(role)}))
    return {link.url for link in for_actor(actor).links}


@pytest.mark.parametrize("role", Role)
def test_checks_are_for_heads_and_the_dx_office_and_the_trail_for_auditors(role):
    links = links_of(role)
    assert (CHECKS in links) == (role in {Role.HEAD, Role.DX_OFFICE})
    assert (TRAIL in links) == (role in {Role.AUDITOR, Role.CIO})


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_every_link_of_the_menu_opens(client, role):
    sign_in(client, a_clerk(role=role))
    assert {url: client.get(url).status_code for url in links_of(role)} == dict.fromkeys(
        links_of(role), 200
    )


@pytest.mark.django_db
def test_staff_pages_are_japanese_and_offer_no_other_language(client):
    sign_in(client, a_clerk(role=Role.AUDITOR))
    client.cookies["language"] = "en"
    page = client.get(TRAIL).content.decode()
    assert "やさしい日本語" not in page
    assert '<html lang="ja"' in page
    assert "本文へ移動" in page
