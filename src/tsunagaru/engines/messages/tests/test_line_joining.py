"""A resident joins the LINE they added: only theirs, only once, only in time."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from tsunagaru.engines.messages.gateways.channels import Contract, Kind
from tsunagaru.engines.messages.gateways.line_hook import Followed, Linked
from tsunagaru.engines.messages.gateways.simulators.demo import contracts_at
from tsunagaru.engines.messages.models import Contact, LineNonce, Permission, Subscriber
from tsunagaru.engines.messages.queries.subscribers import subscriber_of
from tsunagaru.engines.messages.services.hooking import take_line_event
from tsunagaru.engines.messages.services.line_linking import LIVES, begin_linking
from tsunagaru.engines.messages.services.subscribing import Wishes, subscribe
from tsunagaru.engines.messages.tests.outbox import NOW
from tsunagaru.ground.people.testing import a_resident, sign_in

pytestmark = pytest.mark.django_db
USER = "U" + "a" * 32


@pytest.fixture(autouse=True)
def a_town_with_line(settings):
    settings.TSUNAGARU_CHANNELS = contracts_at(9, 9)


@pytest.fixture
def friend() -> Subscriber:
    """Somebody who added the town as a friend, and is known by nothing else."""
    take_line_event(Followed(event_id="f", user=USER, at=NOW))
    return Contact.objects.get().subscriber


def registered(**wishes) -> Subscriber:
    return subscribe(a_resident().id, Wishes(**wishes), way="online", at=NOW)


def come_back(nonce: str, *, minutes: int = 1, linked: bool = True, user: str = USER) -> None:
    at = NOW + timedelta(minutes=minutes)
    take_line_event(Linked(event_id=nonce[:9], user=user, at=at, nonce=nonce, linked=linked))


def owner() -> Subscriber:
    return Contact.objects.get().subscriber


def test_the_friend_becomes_one_of_the_residents_own_ways(friend):
    row = registered()
    come_back(begin_linking(row, at=NOW))
    assert owner() == row
    said = Permission.objects.filter(what__in=("moved", "joined")).order_by("what")
    assert [(one.what, one.subscriber_id) for one in said] == [
        ("joined", row.pk),
        ("moved", friend.pk),
    ]


def test_what_the_friend_wished_for_comes_along_where_nothing_is_wished_yet(friend):
    friend.interests.create(topic="events")
    empty, full = registered(), registered(topics=("waste",))
    come_back(begin_linking(empty, at=NOW))
    assert [one.topic for one in empty.interests.all()] == ["events"]
    come_back(begin_linking(full, at=NOW))
    assert [one.topic for one in full.interests.all()] == ["waste"]


def test_a_nonce_is_good_once(friend):
    first, second = registered(), registered()
    nonce = begin_linking(first, at=NOW)
    come_back(nonce)
    come_back(begin_linking(second, at=NOW))
    come_back(nonce)
    assert owner() == second


@pytest.mark.parametrize(
    "how",
    [{"minutes": LIVES.seconds // 60}, {"linked": False}, {"user": "U" + "b" * 32}],
)
def test_too_late_refused_or_somebody_unknown_joins_nothing(friend, how):
    come_back(begin_linking(registered(), at=NOW), **how)
    assert owner() == friend


def test_a_guessed_nonce_joins_nothing_and_the_table_does_not_tell_it(friend):
    nonce = begin_linking(registered(), at=NOW)
    kept = LineNonce.objects.get().nonce
    assert nonce not in kept
    come_back(kept)
    assert owner() == friend


def test_the_page_leads_to_line_with_both_tokens(client):
    resident = a_resident()
    sign_in(client, resident)
    page = client.get(reverse("messages:link_line"), {"linkToken": "abc"})
    there = page.context["there"]
    said = parse_qs(urlsplit(there).query)
    assert said["linkToken"] == ["abc"]
    assert LineNonce.objects.get().subscriber == subscriber_of(resident.id)
    assert "LINEへ進む" in page.content.decode()
    assert client.get(reverse("messages:link_line")).status_code == 404


def test_a_town_without_line_offers_no_way_to_it(client, settings):
    sign_in(client, a_resident())
    assert "@demo-town" in client.get(reverse("messages:mine")).content.decode()
    settings.TSUNAGARU_CHANNELS = [Contract(Kind.LINE, {"token": "", "id": ""})]
    assert "LINEで受け取る" not in client.get(reverse("messages:mine")).content.decode()
    assert client.get(reverse("messages:link_line"), {"linkToken": "a"}).status_code == 404
