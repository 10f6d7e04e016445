"""Co-signing: all sign the same content, or nothing is handed in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import Application, Cosignature, Draft
from tsunagaru.engines.applications.services import cosigning, erasure
from tsunagaru.engines.applications.testing import DOG, NAME, OWNER, a_procedure
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.ui.numbers import NO_NUMBER
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.individual_number import check_digit

pytestmark = pytest.mark.django_db
SPOUSE = {"code": "spouse", "name": {"ja": "配偶者"}, "statement": {"ja": "同意します。"}}


@pytest.fixture
def waiting(client):
    """Return the answer of handing in what a second person must sign."""
    a_procedure(cosigners=[SPOUSE])
    return hand_in(client)


def hand_in(client):
    page = client.post("/apply/dog/")["Location"]
    confirm = client.post(client.post(page, OWNER)["Location"], NAME)["Location"]
    return client.post(confirm.replace("confirm", "submit"))


def codes_in(answer):
    return [code for _, code in answer.context["people"] if code]


def stranger(code):
    browser = Client()
    return browser, browser.post(reverse("applications:part"), {"code": code})["Location"]


def sign(code, name="小山 健", **more):
    browser, url = stranger(code)
    shown = browser.get(url).context["row"].digest
    return browser.post(url, {"name": name, "digest": shown, **more})


def test_only_who_is_named_in_the_application_signs_however_the_name_is_written(client):
    a_procedure(cosigners=[SPOUSE | {"person_field": "owner"}])
    (code,) = codes_in(hand_in(client))
    refused = sign(code, "見本 かえで")
    assert refused.status_code == 422
    assert "申請書に書かれたお名前（小山 花子）と違います。" in refused.content.decode()
    assert not Application.objects.exists()
    sign(code, "小山　花子")
    assert Application.objects.count() == 1


def test_nothing_is_handed_in_before_the_second_person_has_signed(client, waiting):
    assert "署名を待っています" in waiting.content.decode()
    assert not Application.objects.exists()
    (code,) = codes_in(waiting)
    browser, url = stranger(code)
    text = browser.get(url).content.decode()
    assert "ポチ" in text
    assert "同意します。" in text
    assert sign(code).status_code == 200
    application = Application.objects.get()
    assert application.answers["dog_name"] == "ポチ"
    assert len(published("application.submitted")) == 1
    assert stranger_refused(code)


def stranger_refused(code):
    return Client().post(reverse("applications:part"), {"code": code}).status_code == 404


def test_a_second_person_reads_in_full_what_the_first_agreed_to(client):
    said = {"code": "agreed", "kind": "declaration", "label": "同意", "text": "税金を調べてよい。"}
    a_procedure(cosigners=[SPOUSE], pages=[*DOG["pages"], page_of(said)])
    page = client.post("/apply/dog/")["Location"]
    consent = client.post(client.post(page, OWNER)["Location"], NAME)["Location"]
    confirm = client.post(consent, {"agreed": "on"})["Location"]
    (code,) = codes_in(client.post(confirm.replace("confirm", "submit")))
    browser, url = stranger(code)
    assert "税金を調べてよい。\n確認しました" in browser.get(url).content.decode()


def page_of(field):
    return {"code": "consent", "title": "同意", "fields": [field]}


def test_all_who_are_asked_must_sign(client):
    a_procedure(cosigners=[SPOUSE | {"count": 2}])
    first, second = codes_in(hand_in(client))
    sign(first)
    assert not Application.objects.exists()
    sign(second, name="小山 太郎")
    assert Application.objects.count() == 1


def test_a_change_calls_every_signature_back(client, waiting):
    (code,) = codes_in(waiting)
    draft = Draft.objects.get()
    page = reverse("applications:page", args=[draft.pk, "dog"])
    assert client.post(page, {"dog_name": "タマ"}).url.endswith("/cosigning/")
    client.post(reverse("applications:cosigning", args=[draft.pk]), {"change": "1"})
    assert stranger_refused(code)
    client.post(page, {"dog_name": "タマ"})
    again = client.post(reverse("applications:submit", args=[draft.pk]))
    sign(codes_in(again)[0])
    assert Application.objects.get().answers["dog_name"] == "タマ"


def test_who_refuses_says_why_and_the_applicant_reads_it(client, waiting):
    (code,) = codes_in(waiting)
    browser, url = stranger(code)
    assert browser.post(url, {"refuse": "1"}).status_code == 422
    browser.post(url, {"refuse": "1", "reason": "名前が違います"})
    page = reverse("applications:cosigning", args=[Draft.objects.get().pk])
    told = client.get(page).content.decode()
    assert "名前が違います" in told
    assert "署名を断られました" in told
    assert "自動で申請します" not in told
    assert not Application.objects.exists()


def test_an_individual_number_is_no_name_and_no_reason(waiting):
    (code,) = codes_in(waiting)
    number = "12345678901" + str(check_digit("12345678901"))
    assert NO_NUMBER in sign(code, name=number).content.decode()
    browser, url = stranger(code)
    assert NO_NUMBER in browser.post(url, {"refuse": "1", "reason": number}).content.decode()
    assert Cosignature.objects.get().state == "asked"


def test_the_link_leads_to_what_is_signed(waiting):
    (code,) = codes_in(waiting)
    opened = Client().get(reverse("applications:part_link", args=[code]), follow=True)
    assert "同意します。" in opened.content.decode()


def test_another_content_or_no_name_is_not_signed(waiting):
    (code,) = codes_in(waiting)
    browser, url = stranger(code)
    for digest in ("0" * 64, "", "12"):
        answer = browser.post(url, {"name": "小山 健", "digest": digest})
        assert answer.status_code == 422
        assert "署名できませんでした" in answer.content.decode()
        assert 'value="小山 健"' in answer.content.decode()
    assert "お名前を入力してください" in sign(code, name=" ").content.decode()
    assert not Application.objects.exists()


def test_an_account_is_needed_where_the_town_asks_for_one(client):
    a_procedure(cosigners=[SPOUSE | {"by": ["account"]}])
    (code,) = codes_in(hand_in(client))
    assert sign(code).status_code == 422
    assert not Application.objects.exists()


def test_it_is_reminded_of_and_falls_back_in_time(waiting):
    now = clock.now()
    assert cosigning.remind(at=now + timedelta(days=12)) == 1
    assert cosigning.remind(at=now + timedelta(days=12)) == 0
    assert cosigning.expire(at=now + timedelta(days=15)) == 1
    assert (Draft.objects.get().state, Cosignature.objects.get().state) == ("open", "void")


def test_a_waiting_application_can_be_given_up(waiting):
    (code,) = codes_in(waiting)
    erasure.discard(Draft.objects.get().pk, at=clock.now())
    assert stranger_refused(code)
    with pytest.raises(cosigning.CannotCosign):
        cosigning.refuse(
            Cosignature.objects.get().pk, reason="x", by=Actor(kind=Kind.RESIDENT), at=clock.now()
        )


def test_a_procedure_without_co_signers_is_handed_in_at_once(client):
    a_procedure(cosigners=[SPOUSE | {"when": 'dog_name == "タマ"'}])
    assert "/apply/done/" in hand_in(client).url
