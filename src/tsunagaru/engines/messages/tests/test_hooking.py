"""What happens at LINE is believed when signed, and counts once, in whatever order it comes."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from tsunagaru.engines.messages.gateways.channels import Contract, Kind
from tsunagaru.engines.messages.gateways.line_hook import Followed, Pressed, Unfollowed, sign
from tsunagaru.engines.messages.models import Contact, Permission
from tsunagaru.engines.messages.models.broadcasts import Stage
from tsunagaru.engines.messages.services.hooking import take_line_event
from tsunagaru.engines.messages.services.releasing import release
from tsunagaru.engines.messages.tests.outbox import NOW, a_broadcast, outcomes_of

pytestmark = pytest.mark.django_db
USER = "U" + "a" * 32


def happened(kind, minutes: int = 0, **more):
    at = NOW + timedelta(minutes=minutes)
    return kind(event_id=f"e{minutes}", user=USER, at=at, **more)


def state() -> str:
    return Contact.objects.get().state


def test_a_new_friend_is_written_to_from_then_on():
    take_line_event(happened(Followed))
    take_line_event(happened(Followed, repeated=True))
    assert (Contact.objects.get().rank, state()) == (1, "active")
    assert list(Permission.objects.values_list("what", "way")) == [("confirmed", "line")]


def test_who_blocks_is_not_written_to_and_may_come_back():
    take_line_event(happened(Followed))
    take_line_event(happened(Unfollowed, 1))
    assert state() == "blocked"
    take_line_event(happened(Followed, 2, unblocked=True))
    assert (Contact.objects.get().rank, state()) == (1, "active")


def test_an_older_event_that_comes_late_changes_nothing():
    take_line_event(happened(Followed))
    take_line_event(happened(Unfollowed, 5))
    take_line_event(happened(Followed, 3, repeated=True))
    assert state() == "blocked"


def test_somebody_says_in_line_that_they_have_read():
    take_line_event(happened(Followed))
    row = a_broadcast()
    release(row.pk, at=NOW)
    for data in (f"read:{row.pk}", f"read:{row.pk}", "read:999", "read:x", "other"):
        take_line_event(happened(Pressed, data=data))
    assert outcomes_of(row, Stage.CONFIRMED) == {1: "accepted"}


def test_a_stranger_who_blocks_or_presses_is_passed_over():
    take_line_event(happened(Unfollowed))
    take_line_event(happened(Pressed, data="read:1"))
    assert not Contact.objects.exists()


def test_only_what_line_signed_is_taken_in(settings):
    settings.TSUNAGARU_CHANNELS = [Contract(Kind.LINE, {"secret": "s"})]
    event = {
        "type": "follow",
        "webhookEventId": "e1",
        "timestamp": round(NOW.timestamp() * 1000),
        "source": {"type": "user", "userId": USER},
    }
    body = json.dumps({"events": [event]})
    for signature, status in (("", 400), (sign(body.encode(), "other"), 400)):
        assert told(body, signature) == status
    assert not Contact.objects.exists()
    assert told(body, sign(body.encode(), "s")) == 200
    assert state() == "active"


def test_without_a_contract_nothing_is_believed(settings):
    settings.TSUNAGARU_CHANNELS = []
    assert told('{"events": []}', sign(b'{"events": []}', "")) == 400


def told(body: str, signature: str) -> int:
    headers = {"X-Line-Signature": signature}
    answer = Client().post("/m/hooks/line/", body, content_type="application/json", headers=headers)
    return answer.status_code
