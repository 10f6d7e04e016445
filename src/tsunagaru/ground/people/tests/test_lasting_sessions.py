"""An answer stands although its session is gone (セッションの保存)."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tsunagaru.ground.people.middleware import LastingSessionMiddleware

pytestmark = pytest.mark.django_db


def test_an_answer_stands_when_its_session_was_deleted_in_the_meantime(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        request.session["seen"] = 1
        SessionStore(key).delete()
        return HttpResponse("受け付けました")

    store = SessionStore()
    store["seen"] = 0
    store.save()
    key = store.session_key
    request = rf.get("/")
    request.COOKIES["session"] = str(key)
    response = LastingSessionMiddleware(view)(request)
    assert (response.status_code, response.content.decode()) == (200, "受け付けました")
