"""Handed in while the signature still waits: received by itself, as of the press, once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tsunagaru.engines.applications.models import Application, Draft, Procedure
from tsunagaru.engines.applications.services import waiting
from tsunagaru.engines.applications.testing import NAME, NOON, a_draft, a_procedure
from tsunagaru.engines.applications.tests.test_signing import (  # noqa: F401 - fixtures
    at,
    hand_in,
    realm,
    sign,
    stand_in,
)
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.messages.testing import notices_of, the_town_texts
from tsunagaru.ground.ledger.testing import deliver_all, published
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.testing import a_resident, sign_in
from tsunagaru.ground.ui.dates import time_words
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client, realm):  # noqa: F811 - the fixture
    """A draft that must be signed, its applicant signed in, and the authority out of reach."""
    a_procedure(identity="card_signature")
    the_town_texts(NOON)
    person = a_resident()
    sign_in(client, person)
    realm.knobs.revocation = "away"
    return Draft.objects.get(pk=a_draft(resident=person.id))


def pressed(client, draft):
    sign(client, draft)
    hand_in(client, draft)
    return Draft.objects.get(pk=draft.pk).pressed_at


def later(**span):
    return clock.now() + timedelta(**span)


def work(*, at):
    people.check_waiting(at=at)
    deliver_all(at=at)


def titles(draft):
    deliver_all(at=later(hours=1))
    return [one.template for one in notices_of(draft.resident_id)]


def test_what_is_pressed_while_unknown_is_held_and_not_received(client, draft):
    assert pressed(client, draft)
    page = client.get(at("confirm", draft)).content.decode()
    assert "申請をお預かりしています" in page
    assert "で申請する</button>" not in page
    assert "署名の確認を待っています" in client.get("/my/").content.decode()
    assert not Application.objects.exists()
    assert [one["procedure"] for one in published("application.deferred")] == ["dog"]


def test_once_the_signature_holds_it_is_received_as_of_the_press(client, draft, realm):  # noqa: F811
    moment = pressed(client, draft)
    realm.knobs.revocation = "right"
    work(at=later(minutes=30))
    row = Application.objects.get()
    assert row.submitted_at == moment
    assert row.taken_at > moment
    assert row.identified_by == "card_signature"
    assert row.signed is not None
    assert cases.case_of("application", row.pk).received_at == moment
    assert titles(draft) == ["application_received_signed"]


def test_the_receipt_says_as_of_when(client, draft, realm):  # noqa: F811 - the fixture
    pressed(client, draft)
    realm.knobs.revocation = "right"
    work(at=later(minutes=30))
    row = Application.objects.get()
    for name in ("done", "status"):
        page = client.get(reverse(f"applications:{name}", args=[row.pk])).content.decode()
        assert "申請のボタンを押された日時に申請されたものとして" in page
    paper = client.get(reverse("applications:receipt", args=[row.pk]))
    assert paper.status_code == 200
    (notice,) = notices_of(draft.resident_id)
    assert f"{time_words(row.submitted_at, 'ja')}に申請されたもの" in notice.body


@pytest.mark.parametrize("said", ["unknown", "away", "stale", "forged"])
def test_as_long_as_the_authority_misbehaves_it_waits(client, draft, realm, said):  # noqa: F811
    moment = pressed(client, draft)
    realm.knobs.revocation = said
    for minutes in (5, 10, 15):
        work(at=later(minutes=minutes))
    assert not Application.objects.exists()
    assert Draft.objects.get(pk=draft.pk).pressed_at == moment
    assert titles(draft) == []


def test_a_revoked_certificate_is_told_with_what_to_do_and_nothing_is_lost(client, draft, realm):  # noqa: F811
    realm.knobs.serial = realm.card("revoked").serial
    pressed(client, draft)
    realm.knobs.revocation = "right"
    work(at=later(minutes=30))
    work(at=later(minutes=40))
    assert not Application.objects.exists()
    row = Draft.objects.get(pk=draft.pk)
    assert (row.pressed_at, row.state, row.answers["dog_name"]) == (None, "open", "ポチ")
    assert titles(draft) == ["signature_not_taken"]
    (notice,) = notices_of(draft.resident_id)
    assert "失効しています" in notice.body
    assert notice.url == at("confirm", draft)
    assert "マイナンバーカードで署名する" in client.get(at("confirm", draft)).content.decode()


def test_after_seven_days_the_person_is_told_that_it_could_not_be_checked(client, draft):
    pressed(client, draft)
    work(at=later(days=8))
    assert titles(draft) == ["signature_not_taken"]
    assert [one["why"] for one in published("application.released")] == ["late"]


def test_a_change_while_waiting_takes_the_press_back(client, draft, realm):  # noqa: F811
    pressed(client, draft)
    client.post(reverse("applications:page", args=[draft.pk, "dog"]), NAME | {"dog_name": ["タマ"]})
    realm.knobs.revocation = "right"
    work(at=later(minutes=30))
    assert not Application.objects.exists()


def test_pressed_again_it_stays_as_of_the_first_press(client, draft):
    moment = pressed(client, draft)
    hand_in(client, draft)
    assert Draft.objects.get(pk=draft.pk).pressed_at == moment
    assert len(published("application.deferred")) == 1


def test_signed_again_while_one_waits_the_first_that_holds_counts(client, draft, realm):  # noqa: F811
    pressed(client, draft)
    realm.knobs.revocation = "right"
    sign(client, draft)
    deliver_all(at=later(minutes=1))
    work(at=later(minutes=30))
    assert Application.objects.count() == 1
    assert titles(draft) == ["application_received_signed"]


def test_followed_twice_it_is_received_once(client, draft, realm):  # noqa: F811 - the fixture
    pressed(client, draft)
    realm.knobs.revocation = "right"
    people.check_waiting(at=later(minutes=30))
    assert waiting.follow(draft.pk, at=later(hours=1)) is not None
    assert waiting.follow(draft.pk, at=later(hours=1)) is None
    assert len(published("application.submitted")) == 1


def test_a_late_answer_never_undoes_an_earlier_one(client, draft, realm):  # noqa: F811
    pressed(client, draft)
    realm.knobs.revocation = "right"
    people.check_waiting(at=later(minutes=30))
    settled = len(published("signature.settled"))
    realm.knobs.revocation = "away"
    people.check_waiting(at=later(minutes=40))
    assert len(published("signature.settled")) == settled


def test_where_no_signature_is_needed_one_need_not_wait(client, realm):  # noqa: F811
    a_procedure(identity="account", identity_offered="card_signature")
    person = a_resident()
    sign_in(client, person)
    draft = Draft.objects.get(pk=a_draft(resident=person.id))
    realm.knobs.revocation = "away"
    assert "署名を待たずに申請する" in sign(client, draft).content.decode()
    answer = client.post(at("submit", draft), {"unsigned": "1"})
    assert "/done/" in answer["Location"]
    assert published("application.submitted")[0]["auth"] == "account"


def test_a_procedure_closed_meanwhile_still_receives_what_came_in_time(client, draft, realm):  # noqa: F811
    moment = pressed(client, draft)
    Procedure.objects.update(withdrawn_at=later(minutes=1))
    realm.knobs.revocation = "right"
    work(at=later(minutes=30))
    assert Application.objects.get().submitted_at == moment
