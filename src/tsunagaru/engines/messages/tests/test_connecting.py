"""A resident connects the browser they hold, and what it told is believed only so far."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.messages.gateways.channels import Contract, Kind
from tsunagaru.engines.messages.gateways.simulators.browsers import subscription
from tsunagaru.engines.messages.gateways.simulators.demo import VAPID_KEY, VAPID_SUBJECT
from tsunagaru.engines.messages.gateways.vapid import Vapid
from tsunagaru.engines.messages.models import Contact
from tsunagaru.engines.messages.services.connecting import BROWSERS
from tsunagaru.ground.people.testing import a_resident, sign_in

pytestmark = pytest.mark.django_db
SERVICE = "https://push.example.org"


@pytest.fixture(autouse=True)
def a_town_that_sends_to_browsers(settings):
    values = {"key": VAPID_KEY, "subject": VAPID_SUBJECT}
    settings.TSUNAGARU_CHANNELS = [Contract(Kind.WEBPUSH, values)]


@pytest.fixture
def hanako(client):
    return sign_in(client, a_resident())


def connect(client, told=None):
    told = subscription(SERVICE, 1) if told is None else told
    return client.post(reverse("messages:add_browser"), {"subscription": told})


def own_page(client):
    return client.get(reverse("messages:mine")).content.decode()


def test_a_browser_that_its_owner_allowed_works_at_once(hanako):
    assert Vapid(VAPID_KEY, VAPID_SUBJECT).public in own_page(hanako)
    assert connect(hanako).status_code == 302
    row = Contact.objects.get()
    assert (row.kind, row.state, row.rank) == ("webpush", "active", 1)
    assert "ブラウザーの通知" in own_page(hanako)


def test_the_same_browser_twice_is_one(hanako):
    connect(hanako)
    connect(hanako)
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    "told",
    [
        "",
        "[]",
        "not json",
        json.dumps({"endpoint": SERVICE, "keys": {"p256dh": "x", "auth": "y"}}),
        subscription("http://push.example.org", 1),
        subscription("https://127.0.0.1", 1),
        subscription("https://intranet.local", 1),
        subscription(f"{SERVICE}/{'x' * 3000}", 1),
    ],
)
def test_what_no_browser_says_is_refused_in_a_sentence(hanako, told):
    answer = connect(hanako, told)
    assert answer.status_code == 422
    assert "ブラウザーから正しい情報が届きませんでした" in answer.content.decode()
    assert not Contact.objects.exists()


def test_a_browser_of_somebody_elses_stays_theirs(hanako):
    connect(hanako)
    other = sign_in(Client(), a_resident())
    answer = connect(other)
    assert answer.status_code == 422
    assert "別の方のお知らせに登録されています" in answer.content.decode()
    assert Contact.objects.get().subscriber.resident_id is not None


def test_no_more_browsers_than_anybody_has(hanako):
    for number in range(BROWSERS):
        assert connect(hanako, subscription(SERVICE, number)).status_code == 302
    assert connect(hanako, subscription(SERVICE, BROWSERS)).status_code == 422
    assert Contact.objects.count() == BROWSERS


def test_a_town_that_sends_to_no_browsers_offers_none(hanako, settings):
    settings.TSUNAGARU_CHANNELS = []
    assert "data-push" not in own_page(hanako)
    assert connect(hanako).status_code == 422


def test_the_script_that_shows_notifications_stands_at_the_root(client):
    answer = client.get("/messages-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert b"showNotification" in answer.content
