"""The part of a third party (第三者の記入): asked, filled in by code, received."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.offers.panels import read
from tsunagaru.engines.applications.queries.parts import parts_of, shared_rows
from tsunagaru.engines.applications.queries.procedures import CannotFind
from tsunagaru.engines.applications.rules import PartState
from tsunagaru.engines.applications.services import giving, parts
from tsunagaru.engines.applications.services.changes import withdraw
from tsunagaru.engines.applications.testing import NOON, a_procedure, an_application
from tsunagaru.ground.people.testing import a_resident, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Kind

pytestmark = pytest.mark.django_db
NOBODY = Actor(kind=Kind.ANONYMOUS)


@pytest.fixture
def applicant(dog):
    return a_resident()


@pytest.fixture
def application(applicant):
    return an_application(resident=applicant.id, at=clock.now())


def asked_code(client, application):
    url = reverse("applications:part_ask", args=[application.id, "vet"])
    text = client.post(url, follow=True).content.decode()
    return text.split('<strong class="code">')[1].split("<")[0]


def opened(code):
    """Return a stranger's browser with the part open, and the address of its first page."""
    stranger = Client()
    answer = stranger.post(reverse("applications:part"), {"code": code})
    return stranger, answer["Location"]


def test_a_third_party_fills_its_part_in_without_an_account(client, applicant, application):
    sign_in(client, applicant)
    stranger, page = opened(asked_code(client, application).lower())
    text = stranger.get(page).content.decode()
    assert "ポチ" in text
    assert "花子" not in text
    confirm = stranger.post(page, {"clinic": "小山動物病院"})["Location"]
    assert "小山動物病院" in stranger.get(confirm).content.decode()
    given = stranger.post(confirm).content.decode()
    assert "ありがとうございました" in given
    assert "記入した方の控え" in given
    assert "小山動物病院" in given
    status = client.get(reverse("applications:status", args=[application.id])).content.decode()
    assert "受け取りました" in status
    panel = read(application.id, NOBODY, clock.now())
    shown = [row.text for section in panel.sections for row in section.rows]
    assert "小山動物病院" in shown


def test_the_code_opens_nothing_once_the_part_is_given(client, applicant, application):
    sign_in(client, applicant)
    code = asked_code(client, application)
    stranger, page = opened(code)
    confirm = stranger.post(page, {"clinic": "小山動物病院"})["Location"]
    stranger.post(confirm)
    assert stranger.get(page).status_code == 404
    over = Client().post(reverse("applications:part"), {"code": code})
    assert (over.status_code, "すでに受け取りました" in over.content.decode()) == (404, True)
    with pytest.raises(parts.CannotAsk):
        parts.ask_part(application.id, "vet", at=clock.now())


def test_a_new_code_replaces_the_old_and_keeps_what_was_filled_in(client, applicant, application):
    sign_in(client, applicant)
    first, page = opened(asked_code(client, application))
    first.post(page, {"clinic": "小山動物病院"})
    second, again = opened(asked_code(client, application))
    assert first.get(page).status_code == 404
    assert "小山動物病院" in second.get(again).content.decode()


def test_a_code_called_back_opens_nothing(client, applicant, application):
    sign_in(client, applicant)
    stranger, page = opened(asked_code(client, application))
    client.post(reverse("applications:part_revoke", args=[application.id, "vet"]))
    assert stranger.get(page).status_code == 404
    assert parts_of_now(application)[0].state == ""


def parts_of_now(application, **later):
    row = Contribution.objects.first().application
    assert row.pk == application.id
    return parts_of(row, clock.now() + timedelta(**later))


def test_an_expired_part_says_so_and_takes_nothing(application):
    parts.ask_part(application.id, "vet", at=clock.now())
    assert parts_of_now(application, days=15)[0].state == "late"
    asked = Contribution.objects.get().pk
    with pytest.raises(giving.CannotGive):
        giving.give_part(asked, by=NOBODY, language="ja", at=clock.now() + timedelta(days=15))


def test_an_application_taken_back_takes_no_part(application):
    parts.ask_part(application.id, "vet", at=clock.now())
    withdraw(application.id, by=NOBODY, at=clock.now())
    with pytest.raises(giving.CannotGive):
        giving.give_part(Contribution.objects.get().pk, by=NOBODY, language="ja", at=clock.now())
    with pytest.raises(parts.CannotAsk):
        parts.ask_part(application.id, "vet", at=clock.now())


def test_a_part_with_something_missing_is_not_taken(application):
    parts.ask_part(application.id, "vet", at=clock.now())
    row = Contribution.objects.get()
    problems = giving.give_part(row.pk, by=NOBODY, language="ja", at=clock.now())
    assert [problem.field for problem in problems] == ["clinic"]
    row.refresh_from_db()
    assert row.state == PartState.ASKED


def test_only_the_shared_answers_are_shown(application):
    parts.ask_part(application.id, "vet", at=clock.now())
    assert [text for _, text in shared_rows(Contribution.objects.get(), "ja")] == ["ポチ"]


def test_a_stranger_sees_no_part_and_asks_for_none(client, application):
    parts.ask_part(application.id, "vet", at=clock.now())
    asked = Contribution.objects.get().pk
    page = reverse("applications:part_page", args=[asked, "shot"])
    assert client.get(page).status_code == 404
    ask = reverse("applications:part_ask", args=[application.id, "vet"])
    assert client.post(ask).status_code == 404


def test_a_part_that_is_not_wanted_is_not_asked_for():
    part = {"code": "x", "name": {"ja": "証明"}, "who": {"ja": "だれか"}, "pages": []}
    page = {"code": "p", "title": "p", "fields": [{"code": "a", "kind": "text", "label": "a"}]}
    a_procedure(parts=[part | {"when": 'dog_name == "タマ"', "pages": [page]}])
    made = an_application(at=NOON)
    with pytest.raises(CannotFind):
        parts.ask_part(made.id, "x", at=NOON)
