"""The pages with which staff issue alerts, and what attackers try on them (発令の画面)."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.messages.testing import broadcasts
from tsunagaru.ground.people.testing import a_cast, sign_in
from tsunagaru.services.emergency.models import Alert, Announcement, Setup
from tsunagaru.services.emergency.testing import a_draft, rules_of_a_town

pytestmark = pytest.mark.django_db
BOXES = {
    f"{part}_{one}": f"{part} {one}" for part in ("title", "body") for one in ("ja", "easy", "en")
}


@pytest.fixture
def cast():
    return a_cast()


@pytest.fixture
def clerk(cast):
    return sign_in(Client(), cast.clerk)


@pytest.fixture
def head(cast):
    return sign_in(Client(), cast.head)


def form(**more):
    return {**BOXES, "level": "4", "hours": "24", "act": "ask", "key": str(uuid4())} | more


def at(name, *args):
    return reverse(f"emergency:{name}", args=args)


def text(client, *where):
    return client.get(at(*where)).content.decode()


def issued(clerk, **more):
    rules_of_a_town()
    clerk.post(at("new"), form(act="alone", because="電話がつながらないため") | more)
    return Announcement.objects.get()


def test_a_draft_is_asked_for_by_one_and_confirmed_by_another(clerk, head):
    draft = a_draft()
    assert "発令する" in text(clerk, "draft", draft.pk)
    clerk.post(at("issue", draft.pk), {"hours": "24", "act": "ask"})
    row = Announcement.objects.get()
    assert "確認して発令する" not in text(clerk, "announcement", row.pk)
    assert "確認して発令する" in text(head, "announcement", row.pk)
    assert at("announcement", row.pk) in head.get("/staff/").content.decode()
    assert at("announcement", row.pk) not in clerk.get("/staff/").content.decode()
    assert clerk.post(at("confirm", row.pk)).status_code == 409
    assert not broadcasts()
    assert head.post(at("confirm", row.pk)).status_code == 302
    assert head.post(at("confirm", row.pk)).status_code == 409
    assert len(broadcasts()) == 1
    assert "発令した" in text(clerk, "draft", draft.pk)


def test_an_alert_begins_with_a_text_of_the_town(clerk):
    rules_of_a_town()
    page = clerk.get(at("new"), {"text": "level-4"}).content.decode()
    assert 'value="レベル4"' in page
    assert clerk.get(at("new"), {"text": "../etc"}).status_code == 200


def test_a_form_sent_again_makes_no_second_alert(clerk, head):
    rules_of_a_town()
    sent = form(act="alone", because="急ぎ")
    places = {client.post(at("new"), sent)["Location"] for client in (clerk, clerk, head)}
    assert (len(places), Alert.objects.count(), len(broadcasts())) == (1, 1, 1)


def test_alone_without_a_reason_nothing_leaves(clerk):
    rules_of_a_town()
    answer = clerk.post(at("new"), form(act="alone", because="　"))
    assert answer.status_code == 422
    assert "一人で発令する理由を入力してください。" in answer.content.decode()
    assert not Alert.objects.exists()


def test_the_reason_is_shown_to_staff_and_only_that_it_was_one_person_to_residents(clerk):
    row = issued(clerk)
    assert "電話がつながらないため" in text(clerk, "announcement", row.pk)
    public = text(Client(), "alert", row.alert_id)
    assert "電話がつながらないため" not in public
    assert "一人の職員の判断" in public


@pytest.mark.parametrize(
    "forged",
    [
        {"level": "0"},
        {"level": "6"},
        {"level": ""},
        {"districts": "d99"},
        {"hours": "9999"},
        {"key": "x"},
        {"title_ja": ""},
        {"body_en": "あ" * 3001},
    ],
)
def test_what_the_form_does_not_offer_is_refused_and_nothing_is_made(clerk, forged):
    rules_of_a_town()
    assert clerk.post(at("new"), form(act="alone") | forged).status_code == 422
    assert not Alert.objects.exists()


def test_another_sections_clerk_finds_no_form_and_no_alert(cast, clerk):
    row = issued(clerk)
    stranger = sign_in(Client(), cast.other_clerk)
    for where in (
        ("new",),
        ("update", row.alert_id),
        ("end", row.alert_id),
        ("announcement", row.pk),
    ):
        assert stranger.get(at(*where)).status_code == 404
    assert stranger.post(at("new"), form(act="alone", because="急ぎ")).status_code == 404
    assert "警報を書く" not in text(stranger, "listed")
    assert Alert.objects.count() == 1


def test_it_is_updated_and_ended_from_its_page(clerk, head):
    row = issued(clerk)
    page = clerk.get(at("update", row.alert_id)).content.decode()
    assert 'value="title ja"' in page
    assert "訓練として出す" not in page
    clerk.post(at("update", row.alert_id), form(level="5", title_ja="続報です"))
    head.post(at("confirm", Announcement.objects.get(state="asked").pk))
    assert "続報です" in text(Client(), "alert", row.alert_id)
    assert "レベル0" in clerk.get(at("end", row.alert_id)).content.decode()
    clerk.post(at("end", row.alert_id), form(how="lift", act="alone", because="急ぎ"))
    assert "解除されました" in text(Client(), "alert", row.alert_id)
    assert clerk.get(at("end", row.alert_id)).status_code == 404
    assert clerk.post(at("update", row.alert_id), form()).status_code == 404


def test_a_town_without_rules_for_issuing_says_so(clerk):
    draft = a_draft()
    Setup.objects.update(issuing={})
    assert "発令できません" in text(clerk, "draft", draft.pk)
    assert "発令できません" in text(clerk, "new")
    clerk.post(at("issue", draft.pk), {"hours": "24", "act": "ask"})
    assert not Alert.objects.exists()
