"""Questions that follow the answers inside a page (画面内の反応), and groups by plain buttons."""

import re

import pytest
from django.urls import reverse

from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.testing import a_procedure
from tsunagaru.engines.questionnaires.testing import CHOICES

pytestmark = pytest.mark.django_db
PETS = [
    {
        "code": "pets",
        "title": "ペット",
        "fields": [
            {"code": "kind", "kind": "choice", "label": "種類", "choices": CHOICES},
            {"code": "breed", "kind": "text", "label": "犬種", "when": 'kind == "a"'},
            {
                "code": "pups",
                "kind": "group",
                "label": "子犬",
                "required": False,
                "fields": [{"code": "name", "kind": "text", "label": "名前"}],
            },
        ],
    }
]
PART = {"HX-Request": "true"}


def begin(client, **more):
    a_procedure(pages=PETS, name_field=None, email_field=None, **more)
    return client.post("/apply/dog/")["Location"]


def test_a_change_brings_only_the_questions_back_and_keeps_what_was_typed(client):
    page = begin(client)
    sent = {"kind": "a", "_shown": ["kind", "pups"], "_refresh": "1"}
    answer = client.post(page, sent, headers=PART)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "犬種" in text
    assert "<html" not in text
    assert "質問を更新しました" in text
    assert re.search(r'value="a" checked', text)
    draft = Draft.objects.get()
    assert draft.answers == {"kind": "a"}
    assert draft.saved_pages == []


def test_without_javascript_a_button_does_the_same(client):
    page = begin(client)
    assert "内容を更新する" in client.get(page).content.decode()
    text = client.post(page, {"kind": "a", "_refresh": "1"}).content.decode()
    assert "<html" in text
    assert "犬種" in text
    assert "error-summary" not in text


def test_a_page_without_reacting_questions_carries_no_script(client):
    a_procedure()
    page = client.post("/apply/dog/")["Location"]
    assert "<script" not in client.get(page).content.decode()


def test_a_draft_that_ended_leads_the_open_page_away(client):
    page = begin(client)
    draft = Draft.objects.get()
    client.post(page, {"kind": "b"})
    client.post(reverse("applications:submit", args=[draft.pk]))
    answer = client.post(page, {"kind": "a", "_refresh": "1"}, headers=PART)
    assert "/apply/done/" in answer["HX-Redirect"]
    assert answer.content == b""


def test_entries_are_added_and_removed_by_plain_buttons(client):
    page = begin(client)
    assert "pups-add" in client.get(page).content.decode()
    text = client.post(page, {"kind": "b", "pups-add": "1"}).content.decode()
    assert 'id="pups-1-name"' in text
    typed = {"kind": "b", "pups-entry": ["1"], "pups-1-name": "ポチ", "pups-add": "1"}
    text = client.post(page, typed).content.decode()
    assert 'value="ポチ"' in text
    assert 'id="pups-2-name"' in text
    assert Draft.objects.get().answers["pups"] == [{"name": "ポチ"}]
    wrong = {"kind": "b", "pups-entry": ["1"], "pups-1-name": "あ" * 101}
    answer = client.post(page, wrong)
    assert answer.status_code == 422
    assert 'href="#pups-1-name"' in answer.content.decode()
