"""Language, text size and colours: chosen without JavaScript, kept in cookies."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.ui.language import LanguageMiddleware, accepted_language, html_language
from tsunagaru.ground.ui.phrases import LANGUAGES
from tsunagaru.ground.ui.views.preferences import path_back
from tsunagaru.kernel.access import ANONYMOUS

pytestmark = pytest.mark.django_db


def passed(path="/", cookies=None, **headers):
    request: Any = RequestFactory().get(path, **headers)
    request.COOKIES.update(cookies or {})
    request.actor = ANONYMOUS
    response = LanguageMiddleware(lambda _: HttpResponse("ok"))(request)
    return request, response


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "ja"),
        ("en-US,en;q=0.9", "en"),
        ("en-US,en;q=0.9,ja;q=0.1", "ja"),
        ("en, ja;q=0", "en"),
        ("fr", "ja"),
        ("*", "ja"),
    ],
)
def test_english_answers_only_those_who_accept_no_japanese(header, expected):
    assert accepted_language(header) == expected


@given(st.text())
def test_any_accept_language_is_understood(header):
    assert accepted_language(header) in ("ja", "en")


def test_the_address_wins_over_the_cookie_and_is_remembered():
    request, response = passed("/?lang=ja-easy", {"language": "en"})
    assert request.language == "ja-easy"
    assert response.cookies["language"].value == "ja-easy"


def test_the_cookie_wins_over_the_browser():
    request, response = passed("/", {"language": "ja-easy"}, HTTP_ACCEPT_LANGUAGE="en")
    assert request.language == "ja-easy"
    assert "language" not in response.cookies


def test_forged_choices_are_ignored():
    request, response = passed(
        "/?lang=xx", {"language": "<b>", "text_size": "9", "theme": "x;"}, HTTP_ACCEPT_LANGUAGE="en"
    )
    assert (request.language, request.text_size, request.theme) == ("en", "normal", "auto")
    assert not response.cookies


def test_plain_japanese_is_japanese_to_a_screen_reader():
    assert [html_language(one) for one in LANGUAGES] == ["ja", "ja", "en"]


def test_answers_vary_with_language_and_cookies():
    _, response = passed()
    assert response.headers["Content-Language"] == "ja"
    assert {"Accept-Language", "Cookie"} <= set(response.headers["Vary"].split(", "))


def test_a_choice_is_kept_and_leads_back_to_the_page():
    response = Client().post(
        "/ui/preferences/", {"theme": "dark", "next": "/ui/gallery/?page=2&lang=en"}
    )
    assert response.status_code == 302
    assert response.headers["Location"] == "/ui/gallery/?page=2"
    assert response.cookies["theme"].value == "dark"
    assert "language" not in response.cookies


def test_a_choice_needs_the_form_of_this_site():
    response = Client(enforce_csrf_checks=True).post("/ui/preferences/", {"theme": "dark"})
    assert response.status_code == 403
    assert "もう一度送信してください" in response.content.decode()


def test_what_a_page_of_this_site_sent_without_cookies_can_be_sent_again():
    client, here = Client(enforce_csrf_checks=True), {"origin": "http://testserver"}
    typed = {"theme": "dark", "csrfmiddlewaretoken": "old", "next": '/"><script>'}
    page = client.post("/ui/preferences/", typed, headers=here)
    text = page.content.decode()
    assert page.status_code == 403
    assert 'name="theme" value="dark"' in text
    assert '"><script>' not in text
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[-1]
    sent = client.post("/ui/preferences/", {"theme": "dark", "csrfmiddlewaretoken": token})
    assert sent.cookies["theme"].value == "dark"


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
def test_what_another_site_sent_is_never_offered_again(origin):
    headers = {"origin": origin} if origin else {}
    client = Client(enforce_csrf_checks=True)
    page = client.post("/ui/preferences/", {"theme": "dark"}, headers=headers)
    assert 'name="theme"' not in page.content.decode().split("<main")[1]


def test_a_password_is_never_written_back():
    sent = {"password": "secret"}
    here = {"origin": "http://testserver"}
    page = Client(enforce_csrf_checks=True).post("/sign-in/", sent, headers=here)
    assert page.status_code == 403
    assert "secret" not in page.content.decode()


def test_the_choice_is_on_the_next_page():
    client = Client()
    client.post("/ui/preferences/", {"language": "en", "text_size": "xlarge", "theme": "contrast"})
    page = client.get("/ui/preferences/").content.decode()
    assert '<html lang="en"' in page
    assert 'data-size="xlarge" data-theme="contrast"' in page
    assert "Display settings" in page


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "a"],
)
def test_nobody_is_led_to_another_site(wanted):
    assert path_back(wanted) == "/"


@given(st.text())
def test_the_way_back_always_stays_on_this_site(wanted):
    back = path_back("/" + wanted)
    assert back.startswith("/")
    assert not back.startswith(("//", "/\\"))
