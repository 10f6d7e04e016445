"""What others push is let in by its signature only, and judged like any other (電文の受け口)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.kernel import clock
from tsunagaru.services.emergency.gateways.cap_writing import write_cap
from tsunagaru.services.emergency.gateways.push import sign
from tsunagaru.services.emergency.models import Draft, Telegram
from tsunagaru.services.emergency.testing import a_telegram, rules_of_a_town
from tsunagaru.services.emergency.tests.test_cap import ALERT

pytestmark = pytest.mark.django_db
SECRET = "shared"


@pytest.fixture(autouse=True)
def a_town(settings):
    settings.TSUNAGARU_PUSH_SECRET = SECRET
    rules_of_a_town()


def push(body, *, secret=SECRET, late_by=timedelta(), **changes):
    headers = sign(body, secret=secret, at=clock.now() - late_by) | changes
    client = Client(enforce_csrf_checks=True)
    return client.post(reverse("emergency:push"), body, content_type="text/xml", headers=headers)


def test_what_is_signed_is_taken_in_once():
    raw = a_telegram()
    assert push(raw).json() == {"action": "draft", "again": False}
    assert push(raw).json() == {"action": "draft", "again": True}
    assert Draft.objects.count() == 1


def test_cap_is_held_for_a_person():
    answer = push(write_cap(ALERT))
    assert (answer.status_code, answer.json()["action"]) == (202, "hold")


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "other"},
        {"late_by": timedelta(minutes=6)},
        {"late_by": timedelta(minutes=-6)},
        {"X-Tsunagaru-Signature": ""},
        {"X-Tsunagaru-Signature": "é"},
        {"X-Tsunagaru-Time": "now"},
        {"X-Tsunagaru-Time": "9" * 400},
    ],
)
def test_what_is_not_signed_by_us_just_now_stays_outside(wrong):
    assert push(a_telegram(), **wrong).status_code == 403
    assert not Telegram.objects.exists()


def test_a_signature_is_for_one_body_only():
    headers = sign(a_telegram(), secret=SECRET, at=clock.now())
    assert push(a_telegram(event="other"), **headers).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<a/>",
        b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        a_telegram().decode().encode("utf-16"),
        a_telegram()[:300],
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(body):
    answer = push(body)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith("。")
    assert "passwd" not in answer.json()["error"]
    assert not Telegram.objects.exists()


def test_what_is_too_large_is_not_read():
    assert push(b"<a>" + b" " * 1_000_000).status_code == 413


def test_a_town_without_a_secret_has_no_such_page(settings):
    settings.TSUNAGARU_PUSH_SECRET = ""
    assert push(a_telegram(), secret="").status_code == 404
