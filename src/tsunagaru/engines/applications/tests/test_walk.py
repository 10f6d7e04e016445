"""From the start page to the receipt, as a browser without JavaScript goes."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.testing import NAME, OWNER
from tsunagaru.ground.people.testing import a_resident, sign_in

pytestmark = pytest.mark.django_db


def begin(client):
    answer = client.post("/apply/dog/")
    assert answer.status_code == 302
    return Draft.objects.latest("started_at"), answer["Location"]


def fill(client, draft):
    client.post(reverse("applications:page", args=[draft.pk, "owner"]), OWNER)
    return client.post(reverse("applications:page", args=[draft.pk, "dog"]), NAME)


def test_a_dog_is_registered_from_the_start_page_to_the_receipt(client, dog):
    assert "犬の登録" in client.get("/apply/dog/").content.decode()
    draft, page = begin(client)
    assert page == reverse("applications:page", args=[draft.pk, "owner"])
    assert client.get(page).status_code == 200
    confirm = fill(client, draft)["Location"]
    assert "ポチ" in client.get(confirm).content.decode()
    done = client.post(reverse("applications:submit", args=[draft.pk]))["Location"]
    application = Application.objects.get()
    text = client.get(done).content.decode()
    assert f"{application.number[:4]}-{application.number[4:]}" in text
    assert application.answers["dog_name"] == "ポチ"


def test_pressing_submit_again_shows_the_same_receipt(client, dog):
    draft, _ = begin(client)
    fill(client, draft)
    submit = reverse("applications:submit", args=[draft.pk])
    assert client.post(submit)["Location"] == client.post(submit)["Location"]
    assert Application.objects.count() == 1


def test_the_back_button_after_submission_leads_to_the_receipt(client, dog):
    draft, page = begin(client)
    fill(client, draft)
    done = client.post(reverse("applications:submit", args=[draft.pk]))["Location"]
    assert client.get(page)["Location"] == done
    assert client.post(page, OWNER)["Location"] == done


def test_the_back_button_shows_a_page_as_it_was_kept(client, dog):
    _, page = begin(client)
    client.post(page, OWNER)
    assert 'value="花子"' in client.get(page).content.decode()


def test_a_draft_is_resumed_on_another_device_by_its_code(client, dog):
    draft, page = begin(client)
    client.post(page, OWNER)
    (code,) = re.findall(r'class="code">([0-9A-Z-]{14})<', client.get(page).content.decode())
    other = Client()
    assert other.get(page).status_code == 404
    found = other.post("/apply/resume/", {"code": code.lower().replace("-", " ")})
    assert found["Location"] == reverse("applications:draft", args=[draft.pk])
    assert other.get(found["Location"])["Location"].endswith("/dog/")
    assert "花子" in other.get(page).content.decode()


def test_a_wrong_code_opens_nothing(client, dog):
    begin(client)
    assert Client().post("/apply/resume/", {"code": "AAAA-BBBB-CCCC"}).status_code == 422


def test_another_residents_draft_looks_like_a_missing_one(client, dog):
    sign_in(client, a_resident())
    _, page = begin(client)
    other = sign_in(Client(), a_resident())
    missing = page.replace(page.split("/")[3], "00000000-0000-4000-8000-000000000000")
    assert other.get(page).status_code == other.get(missing).status_code == 404
    assert other.post(page, OWNER).status_code == 404


def test_a_page_sent_after_the_session_ended_is_kept_and_shown_after_signing_in(client, dog):
    resident = a_resident()
    sign_in(client, resident)
    draft, page = begin(client)
    del client.cookies["session"]
    answer = client.post(page, OWNER | {"owner-given": ["咲"]})
    assert answer["Location"].startswith("/sign-in/?next=")
    assert client.get(page)["Location"].startswith("/sign-in/?next=")
    sign_in(client, resident)
    assert 'value="咲"' in client.get(page).content.decode()
    assert draft.pk == Draft.objects.get().pk


def test_pausing_keeps_the_page_and_shows_the_code(client, dog):
    draft, page = begin(client)
    paused = client.post(page, OWNER | {"pause": "1"})["Location"]
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", client.get(paused).content.decode())
    assert Draft.objects.get(pk=draft.pk).answers["owner"]["given"] == "花子"


def test_what_is_wrong_is_said_and_the_rest_is_kept(client, dog):
    _, page = begin(client)
    answer = client.post(page, OWNER | {"owner-given": [""]})
    assert answer.status_code == 422
    assert "名" in answer.content.decode()
    assert Draft.objects.get().answers["email"] == "hanako@example.jp"


def test_confirming_too_early_leads_to_the_first_unready_page(client, dog):
    draft, page = begin(client)
    assert client.get(reverse("applications:confirm", args=[draft.pk]))["Location"] == page


def test_a_change_from_the_confirmation_leads_back_to_it(client, dog):
    draft, page = begin(client)
    fill(client, draft)
    confirm = reverse("applications:confirm", args=[draft.pk])
    assert client.post(page, OWNER | {"to": "confirm"})["Location"] == confirm


def test_fields_that_were_never_asked_are_not_stored(client, dog):
    _, page = begin(client)
    client.post(page, OWNER | {"state": ["granted"], "number": ["1"], "dog_name": ["x"]})
    assert set(Draft.objects.get().answers) == {"owner", "email"}
