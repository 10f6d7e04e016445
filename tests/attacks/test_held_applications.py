"""Two workers check one waiting signature at the same moment: it is received once, told once."""

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.testing import a_draft, a_procedure
from tsunagaru.engines.applications.tests.test_signing import asked_for
from tsunagaru.engines.messages.testing import notices_of, the_town_texts
from tsunagaru.ground.ledger.testing import deliver_all, published
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.testing import (
    a_card_provider,
    a_resident,
    sign_in,
    sign_with_card,
    use_card_provider,
)
from tsunagaru.ground.rows.testing import at_once
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 4


@pytest.fixture
def realm(shared_database, tmp_path, settings):
    """A card provider whose authority cannot be reached."""
    with a_card_provider(tmp_path / "card") as realm:
        use_card_provider(realm, settings).knobs.revocation = "away"
        yield realm


def held(realm, serial=0):
    """A draft signed and handed in while nobody could check the signature."""
    realm.knobs.serial = serial
    now = clock.now()
    a_procedure(identity="card_signature", at=now)
    the_town_texts(now)
    person = a_resident()
    client = sign_in(Client(), person)
    row = Draft.objects.get(pk=a_draft(resident=person.id, at=now))
    client.get(sign_with_card(asked_for(client, row), "card1"), follow=True)
    client.post(reverse("applications:submit", args=[row.pk]))
    deliver_all(at=clock.now())
    assert Draft.objects.get(pk=row.pk).pressed_at
    return row


def work():
    people.check_waiting(at=clock.now())
    deliver_all(at=clock.now())


def settled(state):
    return [one for one in published("signature.settled") if one["state"] == state]


def test_it_is_received_once_and_told_once(realm):
    draft = held(realm)
    realm.knobs.revocation = "right"
    at_once(*[work] * WORKERS)
    work()
    row = Application.objects.get()
    assert row.taken_at is not None
    assert row.submitted_at < row.taken_at
    assert len(settled("verified")) == len(published("application.submitted")) == 1
    assert [one.template for one in notices_of(draft.resident_id)] == [
        "application_received_signed"
    ]


def test_a_revoked_one_is_told_once(realm):
    draft = held(realm, serial=realm.card("revoked").serial)
    realm.knobs.revocation = "right"
    at_once(*[work] * WORKERS)
    work()
    assert not Application.objects.exists()
    assert len(settled("refused")) == len(published("application.released")) == 1
    assert [one.template for one in notices_of(draft.resident_id)] == ["signature_not_taken"]


def test_pressing_while_it_is_checked_loses_nothing(realm):
    draft = held(realm)
    before = Draft.objects.get(pk=draft.pk).pressed_at
    client = sign_in(Client(), draft.resident)
    submit = reverse("applications:submit", args=[draft.pk])
    realm.knobs.revocation = "right"
    at_once(work, work, lambda: client.post(submit).status_code)
    work()
    assert Application.objects.get().submitted_at == before
