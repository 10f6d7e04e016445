"""One press makes one link: reloaded, pressed twice or gone back to, the same is shown."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.services import parts
from tsunagaru.engines.applications.services.changes import withdraw
from tsunagaru.engines.applications.testing import an_application
from tsunagaru.engines.messages.testing import a_template, mailed
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, a_resident, a_section, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def applicant(dog):
    return a_resident()


@pytest.fixture
def application(client, applicant):
    sign_in(client, applicant)
    return an_application(resident=applicant.id, at=clock.now())


def address(application, name="part_ask"):
    return reverse(f"applications:{name}", args=[application.id, "vet"])


def pressed(client, application, **sent):
    """Send the form as it stands on the page, or another press."""
    press = sent.pop("press", None) or client.get(address(application)).context["press"]
    return press, client.post(address(application), {"press": str(press), **sent}, follow=True)


def link_in(answer):
    return answer.context["link"]


def test_the_form_sent_twice_makes_one_link_that_still_opens(client, application, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    a_template(clock.now(), "application_part_asked")
    press, first = pressed(client, application, email="vet@example.jp")
    _, second = pressed(client, application, email="vet@example.jp", press=press)
    assert link_in(first) == link_in(second)
    assert Client().get(link_in(first)).status_code == 200
    assert len(published("application.part_asked")) == len(mailed()) == 1


def test_the_page_with_the_link_is_reloaded_and_holds_no_code_in_its_address(client, application):
    _, answer = pressed(client, application)
    ((there, _),) = answer.redirect_chain
    assert there == address(application, "part_asked")
    code = answer.context["code"]
    assert code not in str(dict(client.session))
    again = client.get(there)
    assert link_in(again) == link_in(answer)
    assert f'<strong class="code">{code}</strong>' in again.content.decode()


def test_another_browser_of_the_same_person_does_not_see_the_link(client, applicant, application):
    pressed(client, application)
    other = Client()
    sign_in(other, applicant)
    there = other.get(address(application, "part_asked"))
    assert there["Location"] == reverse("applications:status", args=[application.id])


def test_a_clerk_sees_the_links_they_made_and_no_others(client, application):
    pressed(client, application)
    a_section("seikatsu", "生活環境課")
    browser = Client()
    sign_in(browser, a_clerk(section="seikatsu"))
    assert browser.get(address(application, "part_asked")).status_code == 302
    _, made = pressed(browser, application)
    assert "記入コード" in made.content.decode()
    assert client.get(address(application, "part_asked")).status_code == 302


@pytest.mark.parametrize("end", ["revoked", "replaced"])
def test_an_old_press_brings_nothing_back_and_says_why(client, application, end):
    press, _ = pressed(client, application)
    if end == "revoked":
        parts.revoke_part(application.id, "vet", at=clock.now())
    else:
        _, newer = pressed(client, application)
    _, answer = pressed(client, application, press=press)
    assert "取り消したか、あとから作ったものに替わっています" in answer.content.decode()
    if end == "replaced":
        assert Client().get(link_in(newer)).status_code == 200


@pytest.mark.parametrize("state", ["given", "declined", "late"])
def test_what_was_answered_or_is_late_shows_no_link_any_more(client, application, state):
    pressed(client, application)
    row = Contribution.objects.get()
    row.state = "asked" if state == "late" else state
    row.given_at = row.declined_at = clock.now()
    row.expires_at = clock.now() - timedelta(days=1)
    row.save()
    assert client.get(address(application, "part_asked")).status_code == 302


def test_what_was_withdrawn_shows_no_link_any_more(client, application):
    pressed(client, application)
    withdraw(application.id, by=Actor(kind=Kind.ANONYMOUS), at=clock.now())
    assert client.get(address(application, "part_asked")).status_code == 302


def test_a_press_that_is_none_counts_as_a_fresh_one(client, application):
    _, answer = pressed(client, application, press="x")
    assert "記入コード" in answer.content.decode()


def test_the_press_of_another_application_makes_a_link_of_its_own(client, applicant, application):
    second = an_application(resident=applicant.id, at=clock.now())
    press = uuid4()
    _, one = pressed(client, application, press=press)
    _, other = pressed(client, second, press=press)
    assert link_in(one) != link_in(other)
    assert Client().get(link_in(one)).status_code == 200


def test_in_english_the_pages_of_a_part_have_no_japanese_brackets_and_colons(client, application):
    client.cookies["language"] = "en"
    _, made = pressed(client, application, recipient="Oyama Vets", email="vet@example.jp")
    status = client.get(reverse("applications:status", args=[application.id]))
    stranger = Client()
    stranger.cookies["language"] = "en"
    opened = stranger.get(link_in(made))
    row = Contribution.objects.get()
    page = stranger.get(reverse("applications:part_page", args=[row.pk, "shot"]))
    for answer in (client.get(address(application)), made, opened, page):
        assert answer.status_code == 200
        assert not set("（）：") & set(between(answer, "<main", "</main"))
    assert not set("（）：") & set(between(status, '<section class="part-state"', "</section"))
    assert "(Oyama Vets)" in made.content.decode()


def between(answer, begin, end):
    return answer.content.decode().partition(begin)[2].partition(end)[0]
