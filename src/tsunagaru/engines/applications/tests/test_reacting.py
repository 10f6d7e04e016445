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


def test_a_change_brings_only_the_questions_back_with_what_was_typed(client):
    page = begin(client)
    sent = {"kind": "a", "_shown": ["kind", "pups"], "_refresh": "1"}
    answer = client.post(page, sent, headers=PART)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "犬種" in text
    assert "<html" not in text
    assert "質問を更新しました" in text
    assert re.search(r'value="a" checked', text)


def test_a_change_worked_on_after_the_page_was_handed_in_puts_nothing_old_over_it(client):
    page = begin(client)
    client.post(page, {"kind": "b", "_shown": ["kind", "pups"]})
    before = Draft.objects.values().get()
    late = {"kind": "a", "_shown": ["kind", "pups"], "_refresh": "1"}
    assert "犬種" in client.post(page, late, headers=PART).content.decode()
    assert Draft.objects.values().get() == before


def test_without_javascript_a_button_does_the_same(client):
    page = begin(client)
    assert "内容を更新する" in client.get(page).content.decode()
    text = client.post(page, {"kind": "a", "_refresh": "1"}).content.decode()
    assert "<html" in text
    assert "犬種" in text
    assert "error-summary" not in text


def test_a_question_that_an_answer_leads_to_is_asked_calmly_first(client):
    page = begin(client)
    answer = client.post(page, {"kind": "a", "_shown": ["kind", "pups"]})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "質問が増えました。続けてお答えください。" in text
    for blame in ("error-summary", "field-error", "field-wrong", 'aria-invalid="true"'):
        assert blame not in text
    before, _, after = text.partition('id="added" tabindex="-1" autofocus')
    assert 'id="breed"' in after
    assert 'id="kind-1"' in before


def test_left_out_a_second_time_it_is_a_mistake(client):
    page = begin(client)
    client.post(page, {"kind": "a", "_shown": ["kind", "pups"]})
    sent = {"kind": "a", "breed": "", "_shown": ["kind", "breed", "pups"]}
    answer = client.post(page, sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#breed"' in text
    assert "質問が増えました" not in text
    assert client.post(page, {**sent, "breed": "柴犬"}).status_code == 302


def test_a_real_mistake_beside_a_new_question_is_still_told_and_the_new_one_is_not_blamed(client):
    page = begin(client)
    sent = {"kind": "a", "_shown": ["kind", "pups"], "pups-entry": ["1"], "pups-1-name": "あ" * 101}
    answer = client.post(page, sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#pups-1-name"' in text
    assert 'href="#breed"' not in text
    assert "質問が増えました" in text


def test_new_questions_inside_an_entry_are_told_before_the_first(client):
    asked = [
        {"code": "kind", "kind": "choice", "label": "種類", "choices": CHOICES},
        {"code": "breed", "kind": "text", "label": "犬種", "when": 'kind == "a"'},
        {"code": "colour", "kind": "text", "label": "毛の色", "when": 'kind == "a"'},
    ]
    group = {"code": "pets", "kind": "group", "label": "ペット", "fields": asked}
    pages = [{"code": "pets", "title": "ペット", "fields": [group]}]
    a_procedure(pages=pages, name_field=None, email_field=None)
    page = client.post("/apply/dog/")["Location"]
    sent = {"pets-entry": ["1"], "pets-1-kind": "a", "_shown": ["pets-1-kind"]}
    text = client.post(page, sent).content.decode()
    assert 'href="#pets-1-breed"' in text
    assert 'href="#pets-1-colour"' in text
    assert text.count('id="added"') == 1
    assert "field-error" not in text


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
