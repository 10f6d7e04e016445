"""A feed that fails, lies, repeats itself or hangs: every telegram is taken in once (フィード)."""

import asyncio

import pytest
from asgiref.sync import async_to_sync

from tsunagaru.services.emergency.gateways.feed import Feed
from tsunagaru.services.emergency.gateways.simulator import Faults, SimulatedFeed, running
from tsunagaru.services.emergency.models import Draft, Telegram
from tsunagaru.services.emergency.services.polling import poll
from tsunagaru.services.emergency.testing import NOON, a_telegram, rules_of_a_town

pytestmark = pytest.mark.django_db
PATHS = [f"/data/{number}.xml" for number in range(3)]


@pytest.fixture
def there():
    rules_of_a_town()
    with running(SimulatedFeed()) as feed:
        for number in range(3):
            at = f"2026-07-01T11:0{number}:00+09:00"
            feed.add(str(number), at, a_telegram(event=f"E{number}", reported=at))
        yield feed


def asking(there):
    return Feed(there.url, timeout_s=1.0)


def failing(kind, path):
    faults = Faults()
    setattr(faults, kind, (path,))
    return faults


def ask(there, faults=None, feed=None):
    there.faults = faults or Faults()
    polled = async_to_sync(poll)(feed or asking(there), at=NOON)
    there.faults.released.set()
    return polled


def test_what_is_in_the_feed_is_taken_in_once(there):
    assert ask(there).taken == 3
    assert ask(there).taken == 0
    assert (Telegram.objects.count(), Draft.objects.count()) == (3, 3)
    assert [there.asked[path] for path in PATHS] == [1, 1, 1]


def test_what_did_not_change_is_not_sent_again(there):
    feed = asking(there)
    ask(there, feed=feed)
    ask(there, feed=feed)
    assert there.statuses[-1] == 304
    there.add("9", "2026-07-01T11:09:00+09:00", a_telegram(event="E9"))
    assert ask(there, feed=feed).taken == 1


@pytest.mark.parametrize("kind", ["fails", "cuts", "broken", "hangs", "huge", "encoded"])
def test_a_feed_that_does_not_come_whole_is_asked_again(there, kind):
    assert not ask(there, failing(kind, "/extra.xml")).reached
    assert not Telegram.objects.exists()
    assert ask(there).taken == 3


@pytest.mark.parametrize("kind", ["fails", "cuts", "broken", "hangs", "huge", "encoded"])
def test_a_telegram_that_does_not_come_whole_leaves_the_others_alone(there, kind):
    feed = asking(there)
    polled = ask(there, failing(kind, PATHS[1]), feed)
    assert (polled.taken, polled.missed, polled.reached) == (2, 1, True)
    assert ask(there, feed=feed).taken == 1
    assert Telegram.objects.count() == 3


def test_the_same_entry_twice_is_one_telegram(there):
    assert ask(there, Faults(twice=True)).taken == 3
    assert [there.asked[path] for path in PATHS] == [1, 1, 1]


def test_entries_out_of_order_are_taken_in_by_their_time(there):
    cancelled = a_telegram(event="E2", info_type="取消", reported="2026-07-01T11:30:00+09:00")
    there.add("0-cancels-2", "2026-07-01T11:30:00+09:00", cancelled)
    ask(there, Faults(shuffled=True))
    assert Draft.objects.get(state="cancelled").telegram.event == "E2"
    assert Draft.objects.filter(state="waiting").count() == 2


def test_a_link_to_another_host_is_never_followed(there):
    there.telegrams["http://127.0.0.2:9/data/x.xml"] = ("2026-07-01T11:08:00+09:00", b"")
    polled = ask(there)
    assert (polled.taken, polled.missed) == (3, 0)


def test_a_round_waits_no_longer_than_it_may(there):
    there.faults = Faults(hangs=("/extra.xml",))
    began = asyncio.new_event_loop().time()
    assert not ask(there, there.faults).reached
    assert asyncio.new_event_loop().time() - began < 10
