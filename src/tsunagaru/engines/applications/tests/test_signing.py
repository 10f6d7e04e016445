"""Signing an application with the card: exactly what is handed in, once, by its applicant."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.services import signing, submission
from tsunagaru.engines.applications.testing import NAME, NOON, a_draft, a_procedure
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.testing import (
    a_card_provider,
    a_clerk,
    a_resident,
    sign_in,
    sign_with_card,
    use_card_provider,
)
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory):
    with a_card_provider(tmp_path_factory.mktemp("card")) as realm:
        yield realm


@pytest.fixture
def realm(stand_in, settings):
    return use_card_provider(stand_in, settings)


@pytest.fixture
def draft(client, realm):
    """A draft of a procedure that must be signed, and its applicant signed in."""
    a_procedure(identity="card_signature")
    person = a_resident()
    sign_in(client, person)
    return Draft.objects.get(pk=a_draft(resident=person.id))


def at(name, draft):
    return reverse(f"applications:{name}", args=[draft.pk])


def asked_for(client, draft):
    page = client.post(at("sign", draft)).content.decode()
    return unescape(re.findall(r'href="(http://127[^"]+)"', page)[0])


def sign(client, draft, card="card1"):
    return client.get(sign_with_card(asked_for(client, draft), card), follow=True)


def hand_in(client, draft):
    return client.post(at("submit", draft))


def test_a_signed_application_is_taken_and_its_evidence_kept(client, draft):
    assert "この内容で申請する</button>" not in client.get(at("confirm", draft)).content.decode()
    assert "署名を確かめました" in sign(client, draft).content.decode()
    assert hand_in(client, draft).status_code == 302
    row = Application.objects.get()
    assert row.signature
    evidence = people.signature_evidence(row.signature)
    assert row.identified_by == "card_signature"
    assert evidence["revocation"] == "good"
    assert "certificate" not in evidence
    assert published("application.submitted")[0]["auth"] == "card_signature"


def test_what_was_signed_can_be_followed_later(client, draft):
    sign(client, draft)
    hand_in(client, draft)
    row = Application.objects.get()
    assert row.signature
    assert "ポチ" in row.signed
    assert row.signed.startswith("tsunagaru-application-1\n")
    assert people.proves(row.signature, row.signed.encode())
    assert not people.proves(row.signature, row.signed.encode() + b" ")


def test_without_a_signature_it_is_not_taken(client, draft):
    answer = hand_in(client, draft)
    assert answer.status_code == 409
    assert "署名してください" in answer.content.decode()
    assert not Application.objects.exists()


def test_a_change_after_signing_asks_for_another_signature(client, draft):
    sign(client, draft)
    client.post(reverse("applications:page", args=[draft.pk, "dog"]), NAME | {"dog_name": ["タマ"]})
    assert hand_in(client, draft).status_code == 409
    sign(client, draft)
    assert hand_in(client, draft).status_code == 302


def test_a_signature_for_another_draft_is_not_taken(client, draft):
    other = Draft.objects.get(pk=a_draft(resident=draft.resident_id))
    sign(client, draft)
    assert hand_in(client, other).status_code == 409


def test_a_signature_comes_back_once(client, draft):
    back = sign_with_card(asked_for(client, draft), "card1")
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 400


REFUSED = {
    "auth": "サインイン用の証明書では署名できません",
    "ca": "署名を確かめられませんでした",
    "self": "署名を確かめられませんでした",
    "foreign": "署名を確かめられませんでした",
    "expired": "有効期限が切れています",
}


@pytest.mark.parametrize("certificate", REFUSED)
def test_a_certificate_that_does_not_hold_is_told_and_refused(client, draft, realm, certificate):
    realm.knobs.certificate = certificate
    assert REFUSED[certificate] in sign(client, draft).content.decode()
    assert hand_in(client, draft).status_code == 409
    assert published("signature.settled")[-1]["state"] == "refused"


def test_a_signature_over_something_else_is_refused(client, draft, realm):
    realm.knobs.tamper = True
    sign(client, draft)
    assert published("signature.settled")[-1]["why"] == "signature"
    assert hand_in(client, draft).status_code == 409


def test_somebody_else_s_card_does_not_sign_for_the_applicant(client, draft):
    assert "申請者と違います" in sign(client, draft, "card2").content.decode()
    assert hand_in(client, draft).status_code == 409


def test_one_comes_back_to_what_became_of_the_signature(client, draft):
    back = client.get(sign_with_card(asked_for(client, draft), "card2"))["Location"]
    assert back == f"{at('confirm', draft)}#signature"
    assert 'id="signature"' in client.get(back).content.decode()


def test_a_revoked_certificate_is_refused(client, draft, realm):
    realm.knobs.serial = realm.card("revoked").serial
    assert "失効しています" in sign(client, draft).content.decode()
    assert hand_in(client, draft).status_code == 409


@pytest.mark.parametrize("said", ["unknown", "away", "stale", "forged"])
def test_while_the_revocation_is_unknown_the_application_waits(client, draft, realm, said):
    realm.knobs.revocation = said
    assert "認証局に確かめています" in sign(client, draft).content.decode()
    assert hand_in(client, draft)["Location"] == at("confirm", draft)
    assert not Application.objects.exists()
    realm.knobs.revocation = "right"
    client.post(at("check_sign", draft))
    assert hand_in(client, draft).status_code == 302
    assert Application.objects.count() == 1


def test_waiting_signatures_are_asked_about_again_by_themselves(client, draft, realm):
    realm.knobs.revocation = "away"
    sign(client, draft)
    realm.knobs.revocation = "right"
    people.check_waiting(at=clock.now())
    assert hand_in(client, draft).status_code == 302


def test_a_signature_does_not_wait_for_ever(client, draft, realm):
    realm.knobs.revocation = "away"
    sign(client, draft)
    people.check_waiting(at=clock.now() + timedelta(days=8))
    assert published("signature.settled")[-1]["state"] == "refused"


def test_a_provider_that_is_away_keeps_the_draft(client, draft, settings):
    settings.TSUNAGARU_CARD_ISSUER = "http://127.0.0.1:9/api/realms/main"
    answer = client.post(at("sign", draft))
    assert answer.status_code == 503
    assert "入力した内容は残っています" in answer.content.decode()
    assert Draft.objects.get(pk=draft.pk).answers["dog_name"] == "ポチ"


def test_signing_may_be_offered_and_left(client, realm):
    a_procedure(identity="account", identity_offered="card_signature")
    person = a_resident()
    sign_in(client, person)
    draft = Draft.objects.get(pk=a_draft(resident=person.id))
    assert "マイナンバーカードで署名する" in client.get(at("confirm", draft)).content.decode()
    assert hand_in(client, draft).status_code == 302
    assert published("application.submitted")[0]["auth"] == "account"


def test_the_card_counts_when_one_signed_in_with_it(client, realm):
    a_procedure(identity="card")
    person = a_resident()
    sign_in(client, person)
    draft = Draft.objects.get(pk=a_draft(resident=person.id))
    assert hand_in(client, draft).status_code == 409
    session = client.session
    session["people.means"] = "card"
    session.save()
    assert hand_in(client, draft).status_code == 302
    assert published("application.submitted")[0]["auth"] == "card"


def test_at_the_counter_a_paper_identifies(client):
    a_procedure(identity="card_signature", section="jumin")
    clerk = a_clerk()
    sign_in(client, clerk)
    draft = Draft.objects.get(pk=a_draft(staff=clerk.id, channel="counter"))
    assert "運転免許証" in client.get(at("confirm", draft)).content.decode()
    assert hand_in(client, draft).status_code == 409
    answer = client.post(at("submit", draft), {"document": "licence"})
    assert answer.status_code == 302
    row = Application.objects.get()
    assert (row.identified_by, row.signature) == ("licence", None)
    assert published("application.submitted")[0]["auth"] == "counter"


def test_of_two_uses_of_one_signature_one_succeeds(client, draft):
    sign(client, draft)
    digest = signing.digest_of(draft, clock.now())
    used = [people.use_signature(draft.pk, digest, at=NOON) for _ in range(2)]
    assert used[0] is not None
    assert used[1] is None


def test_an_unsigned_draft_cannot_be_handed_in_around_the_page(client, draft):
    with pytest.raises(signing.CannotIdentify):
        submission.submit(draft.pk, language="ja", at=NOON)


answers = st.dictionaries(st.text(max_size=8), st.text(max_size=20) | st.integers(), max_size=5)


@given(answers)
def test_equal_content_has_equal_bytes_in_whatever_order(values):
    turned = dict(reversed(list(values.items())))
    assert rules.signed_bytes("h", values, {}) == rules.signed_bytes("h", turned, {})


@given(answers, answers)
def test_different_content_has_different_bytes(one, other):
    same = rules.signed_bytes("h", one, {}) == rules.signed_bytes("h", other, {})
    assert same is (one == other)
