"""Feeds are asked by one worker at a time, and it is noticed when one falls silent (見張り)."""

from datetime import timedelta

import pytest

from tsunagaru.ground.ledger.testing import published
from tsunagaru.services.emergency.gateways.simulator import Faults, SimulatedFeed, running
from tsunagaru.services.emergency.models import FeedState, Telegram
from tsunagaru.services.emergency.offers import OFFERS
from tsunagaru.services.emergency.services.watching import ask_if_due
from tsunagaru.services.emergency.testing import NOON, a_telegram, rules_of_a_town

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def there():
    rules_of_a_town()
    with running(SimulatedFeed()) as feed:
        feed.add("0", "2026-07-01T11:00:00+09:00", a_telegram())
        yield feed


def ask(there, minutes=0):
    at = NOON + minutes * MINUTE
    return ask_if_due(there.url, every=MINUTE, at=at, timeout_s=1.0)


def test_of_two_workers_one_asks(there):
    assert [ask(there), ask(there), ask(there, 1)] == [True, False, True]
    assert Telegram.objects.count() == 1


def test_what_was_seen_is_remembered_by_the_next_worker(there):
    for minute in range(3):
        ask(there, minute)
    assert there.statuses == [200, 200, 304, 304]


def test_a_round_that_missed_something_asks_for_all_again(there):
    there.faults = Faults(fails=("/data/0.xml",))
    ask(there)
    assert FeedState.objects.get().etag == ""
    there.faults = Faults()
    ask(there, 1)
    assert Telegram.objects.count() == 1


def test_a_feed_that_falls_silent_is_told_once_and_so_is_its_return(there):
    there.faults = Faults(fails=("/extra.xml",))
    for minute in range(5):
        ask(there, minute)
    check = OFFERS.checks[0].read
    assert not check(NOON).holds
    there.faults = Faults()
    ask(there, 5)
    assert check(NOON).holds
    assert len(published("emergency.feed_missed")) == 1
    assert len(published("emergency.feed_restored")) == 1


def test_a_town_without_rules_asks_and_takes_nothing_in():
    with running(SimulatedFeed()) as feed:
        feed.add("0", "2026-07-01T11:00:00+09:00", a_telegram())
        assert ask(feed)
    assert not Telegram.objects.exists()
