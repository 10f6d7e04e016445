"""A computer that many people use keeps its session: it holds the newest drafts' codes only."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from tsunagaru.engines.applications.views.devices import MOST_HELD, code_in, cookie_of, remember

CODE = "ABCD1234EFGH"


def browser(*cookies):
    """A request with these cookies, the oldest first, as browsers send them (RFC 6265, 5.4)."""
    request = HttpRequest()
    request.COOKIES = {"session": "s", **dict.fromkeys(cookies, CODE), "csrftoken": "t"}
    return request


def given_up(response):
    return [name for name, one in response.cookies.items() if one["max-age"] == 0]


def test_a_new_draft_is_held_beside_the_others():
    draft, response = uuid4(), HttpResponse()
    held = [cookie_of(uuid4()) for _ in range(MOST_HELD - 1)]
    remember(browser(*held), response, draft, CODE)
    assert response.cookies[cookie_of(draft)].value == CODE
    assert given_up(response) == []
    assert code_in(browser(cookie_of(draft)), draft) == CODE


def test_the_oldest_drafts_make_room_and_nothing_else_does():
    draft, response = uuid4(), HttpResponse()
    held = [cookie_of(uuid4()) for _ in range(MOST_HELD + 2)]
    remember(browser(*held), response, draft, CODE)
    assert given_up(response) == held[:3]


def test_a_draft_that_is_held_already_takes_no_other_s_place():
    draft, response = uuid4(), HttpResponse()
    held = [cookie_of(uuid4()) for _ in range(MOST_HELD - 1)]
    remember(browser(cookie_of(draft), *held), response, draft, CODE)
    assert given_up(response) == []


def test_where_there_is_no_code_nothing_is_held():
    response = HttpResponse()
    remember(browser(), response, uuid4(), "")
    assert not response.cookies
