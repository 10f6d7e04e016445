"""Notifications: forged, stale, repeated, reordered, lying about the amount."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.gateways.signing import SIGNATURE, seal_notice
from tsunagaru.engines.payments.gateways.simulator.desk import notice_of
from tsunagaru.engines.payments.models import Notification, Payment
from tsunagaru.engines.payments.testing import MONDAY, an_invoice, capture
from tsunagaru.ground.ledger.testing import deliver_all, pending, published
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("code", ["paypay", "payjp"])


@pytest.fixture
def paid(desk, code, monkeypatch):
    """A payment the provider has taken and we do not know of yet."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    attempt = services.begin(an_invoice().pk, code, return_url="https://town.example/", at=MONDAY)
    return capture(desk, attempt)


def notify(desk, paid, *, number="n1", secret="", at=MONDAY, amount=None, **more):
    body = notice_of(paid, amount or paid.amount, number, **more)
    secret = secret or desk.contracts[paid.provider].secret
    seal = seal_notice(body, secret=secret, epoch=int(at.timestamp()))
    return send(paid.provider, body, seal)


def send(code, body, seal):
    return Client(enforce_csrf_checks=True).post(
        f"/pay/webhook/{code}/", body, "application/json", headers={SIGNATURE: seal}
    )


def settle():
    deliver_all(at=MONDAY)
    return Payment.objects.count()


@BOTH
def test_a_notification_makes_us_ask_and_the_payment_counts(desk, paid):
    assert notify(desk, paid).status_code == 200
    assert Payment.objects.count() == 0
    assert settle() == 1


@BOTH
def test_repeated_and_reordered_notifications_count_once(desk, paid):
    for number, state in (("n1", "done"), ("n1", "done"), ("n2", "opened"), ("n1", "done")):
        assert notify(desk, paid, number=number, state=state).status_code == 200
    assert Notification.objects.count() == 2
    assert settle() == 1


@BOTH
def test_a_forged_notification_is_refused_and_recorded(desk, paid):
    assert notify(desk, paid, secret="guessed").status_code == 400
    assert [told["why"] for told in published("webhook.refused")] == ["forged"]
    assert settle() == 0


@BOTH
def test_an_old_notification_is_refused(desk, paid):
    assert notify(desk, paid, at=MONDAY - timedelta(minutes=6)).status_code == 400
    assert published("webhook.refused")[0]["why"] == "stale"


@BOTH
def test_a_notification_that_lies_about_the_amount_does_no_harm(desk, paid):
    notify(desk, paid, amount=1)
    assert settle() == 1
    assert Payment.objects.get().amount_yen == 300


@BOTH
@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"data": 1, "id": 2}', b"\xff", b"1"])
def test_a_signed_notification_that_makes_no_sense_is_refused(desk, paid, body):
    seal = seal_notice(
        body, secret=desk.contracts[paid.provider].secret, epoch=int(MONDAY.timestamp())
    )
    assert send(paid.provider, body, seal).status_code == 400


@BOTH
@pytest.mark.parametrize("seal", ["", "t=1", "v1=x", "t=x,v1=", "t=²,v1=あ", "t=9" * 400])
def test_a_crooked_signature_is_refused(desk, paid, seal):
    body = json.dumps({"id": "x"}).encode()
    assert send(paid.provider, body, seal.encode("ascii", "ignore").decode()).status_code == 400


def test_a_notification_about_a_payment_of_nobody_is_refused(desk):
    body = json.dumps({"id": "x", "data": {"client_reference_id": "nobody"}}).encode()
    epoch = int(clock.now().timestamp())
    seal = seal_notice(body, secret=desk.contracts["payjp"].secret, epoch=epoch)
    assert send("payjp", body, seal).status_code == 400
    assert published("webhook.refused")[0]["why"] == "unknown"
    assert send("nobody", body, seal).status_code == 404
    assert pending(at=clock.now()) == []
