"""Supplies and reports (物資と定時報告)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_cast, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.services.shelters.models import HourReport, Stock, SupplyMove, SupplyRequest
from tsunagaru.services.shelters.queries import reports
from tsunagaru.services.shelters.services import reporting
from tsunagaru.services.shelters.testing import NOON, SCHOOL, SITE, an_opening, shelters_of_a_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return a_cast()


@pytest.fixture
def clerk(cast):
    return sign_in(Client(), cast.clerk)


@pytest.fixture
def opening(cast):
    at = clock.now() - timedelta(hours=3)
    return an_opening(by=actor_of(cast.clerk, at=at), at=at)


def at(name, *args):
    return reverse(f"shelters:{name}", args=args)


def move(client, opening, kind, quantity, **more):
    form = {"kind": kind, "item": "water", "quantity": quantity, "key": str(uuid4()), **more}
    return client.post(at("move_supply", opening.pk), form)


def test_more_than_there_is_cannot_go_out_until_it_is_counted_with_a_reason(clerk, opening):
    move(clerk, opening, "in", 10)
    refused = move(clerk, opening, "out", 12)
    assert refused.status_code == 422
    assert "在庫より多くは出せません" in refused.content.decode()
    assert move(clerk, opening, "count", 15).status_code == 422
    move(clerk, opening, "count", 15, reason="届いた分を書き忘れた")
    move(clerk, opening, "out", 12)
    assert Stock.objects.get().quantity == 3
    kinds = SupplyMove.objects.order_by("at").values_list("kind", "left")
    assert list(kinds) == [("in", 10), ("count", 15), ("out", 3)]


def test_a_form_sent_twice_moves_once(clerk, opening):
    key = str(uuid4())
    for _ in range(2):
        move(clerk, opening, "in", 10, key=key)
    assert Stock.objects.get().quantity == 10


@pytest.mark.parametrize(
    "forged",
    [{"item": "gold"}, {"quantity": "-1"}, {"quantity": "x"}, {"kind": "eat"}, {"key": "x"}],
)
def test_what_the_form_does_not_offer_is_refused(clerk, opening, forged):
    form = {"kind": "in", "item": "water", "quantity": 1, "key": str(uuid4())} | forged
    assert clerk.post(at("move_supply", opening.pk), form).status_code == 422
    assert not Stock.objects.exists()


def test_what_is_asked_for_is_accepted_sent_and_received_into_the_stock(clerk, opening):
    asked = {"ask-item": "water", "ask-quantity": 48, "ask-key": str(uuid4())}
    for _ in range(2):
        clerk.post(at("request_supply", opening.pk), asked)
    row = SupplyRequest.objects.get()
    assert "要請　飲料水 48" in clerk.get("/staff/").content.decode()
    for act, state in (("accept", "accepted"), ("send", "sent"), ("receive", "received")):
        clerk.post(at("move_request", row.pk, act))
        row.refresh_from_db()
        assert row.state == state
    assert Stock.objects.get().quantity == 48
    assert clerk.post(at("move_request", row.pk, "receive")).status_code == 409
    assert clerk.post(at("move_request", row.pk, "eat")).status_code == 404


def test_only_headquarters_accept_and_send(cast, clerk, opening):
    shelters_of_a_town(section="crisis", shelters=[SITE, SCHOOL])
    key = str(uuid4())
    clerk.post(
        at("request_supply", opening.pk), {"ask-item": "water", "ask-quantity": 1, "ask-key": key}
    )
    assert clerk.post(at("move_request", key, "accept")).status_code == 409
    assert clerk.post(at("move_request", key, "withdraw")).status_code == 302


def test_a_missing_report_is_shown_until_it_is_made(clerk, opening):
    assert "定時報告が出ていません" in clerk.get("/staff/").content.decode()
    assert "定時報告なし" in clerk.get(at("listed")).content.decode()
    clerk.post(at("reports", opening.pk), {"counted": "0", "note": "落ち着いています"})
    assert not reports.is_late(opening, clock.now())
    assert "定時報告が出ていません" not in clerk.get("/staff/").content.decode()
    assert "最後の報告" in Client().get(at("shelters")).content.decode()


def test_what_was_missed_is_noted_once_and_a_late_report_says_so(cast):
    by = actor_of(cast.clerk, at=NOON)
    row = an_opening(by=by)
    late = NOON + timedelta(minutes=75)
    assert [reporting.note_missed(at=late) for _ in range(2)] == [1, 0]
    reporting.report(row.pk, counted=None, note="", by=by, at=late)
    made = HourReport.objects.get()
    assert (made.missed, made.made_at) == (True, late)
    reporting.report(row.pk, counted=3, note="", by=by, at=late)
    assert HourReport.objects.get().counted == 3
    reporting.report(row.pk, counted=3, note="", by=by, at=NOON + timedelta(minutes=118))
    assert HourReport.objects.count() == 2
    assert reporting.note_missed(at=NOON + timedelta(hours=2)) == 0
    assert [one["late"] for one in published("shelter.reported")] == ["yes", "no"]


def test_a_report_in_time_is_not_late_and_one_sent_twice_is_one(cast):
    by = actor_of(cast.clerk, at=NOON)
    row = an_opening(by=by)
    soon = NOON + timedelta(minutes=62)
    reporting.report(row.pk, counted=5, note="", by=by, at=soon)
    reporting.report(row.pk, counted=6, note="", by=by, at=NOON + timedelta(minutes=80))
    made = HourReport.objects.get()
    assert (made.missed, made.counted) == (False, 6)
    assert reporting.note_missed(at=NOON + timedelta(minutes=90)) == 0
