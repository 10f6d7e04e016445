"""What no page can make sense of is answered before any page runs."""

import pytest
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory

from tsunagaru.ground.ui.guarding import GuardMiddleware

pytestmark = pytest.mark.django_db


def ask(path="/", **headers):
    request = RequestFactory().get(path, **headers)
    return GuardMiddleware(lambda _: HttpResponse("ok"))(request)


def test_an_ordinary_request_passes_and_may_use_no_device():
    answer = ask("/search/?q=%E7%8A%AC")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "geolocation=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/search/?q=a%00b", "/plan/indicators/%00/"])
def test_a_nul_in_the_address_is_refused(path):
    assert ask(path).status_code == 400


def test_a_nul_in_a_cookie_is_refused():
    assert ask(HTTP_COOKIE='session="abcdefghij\\000"').status_code == 400


@pytest.mark.parametrize("name", ["utf-7", "rot13", "punycode", "unicode_escape", "shift_jis"])
def test_an_encoding_that_is_not_utf8_is_refused(name):
    assert ask(CONTENT_TYPE=f"multipart/form-data; charset={name}").status_code == 400


@pytest.mark.parametrize("name", ["utf-8", "UTF8", "us-ascii", "no-such-encoding"])
def test_utf8_is_taken_under_all_its_names(name):
    assert ask(CONTENT_TYPE=f"multipart/form-data; charset={name}").status_code == 200


def refuse(path, words=b""):
    request = RequestFactory().get(path)
    empty = HttpResponseNotAllowed(["POST"], words)
    empty["Content-Length"] = str(len(words))
    empty["Cache-Control"] = "private"
    return GuardMiddleware(lambda _: empty)(request)


def test_an_address_of_a_button_opened_like_a_page_says_so_and_leads_to_the_page():
    answer = refuse("/me/cards/")
    assert (answer.status_code, answer["Allow"], answer["Cache-Control"]) == (
        405,
        "POST",
        "private",
    )
    words = answer.content.decode()
    assert "このページは直接開けません" in words
    assert 'href="../"' in words
    assert answer["Content-Length"] == str(len(answer.content))


def test_no_way_up_is_shown_where_there_is_none():
    assert "元のページを開く" not in refuse("/no/such/button/").content.decode()


def test_an_answer_with_words_of_its_own_keeps_them():
    assert refuse("/api/", b"{}").content == b"{}"
