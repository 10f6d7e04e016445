"""The simulated town lives through services only, and the same seed lives the same life."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction

from tsunagaru.conf.loading import load
from tsunagaru.conf.simulating import Simulation, simulate
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.payments.queries.books import complaints
from tsunagaru.ground.ledger.api import queue_state
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.api import create_demo_people
from tsunagaru.kernel.access import Actor, Grant, Role
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.events import Channel
from tsunagaru.services.records_office.queries.due import groups

pytestmark = pytest.mark.django_db
TOWNS = Path(__file__).resolve().parents[4] / "towns"
NOW = datetime(2026, 11, 2, 10, tzinfo=JST)
SMALL = Simulation(residents=400, months=2, seed=7)


@pytest.fixture(scope="module")
def life(django_db_setup, django_db_blocker):
    """One life for all tests of this file, undone as a whole afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(TOWNS / "oyama", at=NOW)
        create_demo_people(at=NOW)
        yield simulate(SMALL, at=NOW, progress=lambda *_: None)
        transaction.set_rollback(True)


@pytest.fixture
def lived(life, db):
    return life


def test_people_apply_by_several_channels_and_clerks_decide(lived):
    channels = Counter(Application.objects.values_list("channel", flat=True))
    assert 0 < sum(channels.values()) <= lived["申請"]
    assert {Channel.ONLINE, Channel.COUNTER} <= set(channels)
    assert 0 < lived["決定"] <= lived["申請"]


def test_everything_the_simulation_set_going_was_delivered(lived):
    state = queue_state()
    assert (state.queued, state.dead, state.lost) == (0, 0, 0)


def test_people_pay_what_they_are_asked_for_and_the_books_balance(lived):
    assert 0 < lived["支払い"] <= lived["申請"]
    assert len(published("payment.settled")) == lived["支払い"]
    assert {one["cashless"] for one in published("payment.settled")} == {"yes", "no"}
    assert complaints() == []


def test_nothing_happened_after_yesterday(lived):
    assert not Application.objects.filter(submitted_at__gte=NOW.replace(hour=0)).exists()


def test_a_little_of_long_ago_is_due_for_disposal(lived):
    (due,) = groups(Actor(grants=frozenset({Grant(Role.DX_OFFICE)})), NOW)
    assert due.rule.code == "bookings"
    assert 0 < due.total < 10
