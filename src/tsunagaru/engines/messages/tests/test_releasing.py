"""Letting a message go writes whom it is for, once, and in chunks of one channel and language."""

from datetime import timedelta

import pytest

from tsunagaru.engines.messages.gateways.fanning import addressed
from tsunagaru.engines.messages.models import Chunk
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane
from tsunagaru.engines.messages.rules.audience import Audience
from tsunagaru.engines.messages.services.releasing import (
    CannotRelease,
    CannotStop,
    release,
    release_due,
    stop,
)
from tsunagaru.engines.messages.services.subscribing import leave
from tsunagaru.engines.messages.tests.outbox import (
    NOW,
    a_broadcast,
    a_subscriber,
    chunks_of,
    outcomes_of,
    targets_of,
)
from tsunagaru.ground.ledger.testing import published
from tsunagaru.kernel.clock import local

pytestmark = pytest.mark.django_db


def test_everybody_gets_it_once_on_the_channel_they_put_first():
    a_subscriber(1, "line", "email")
    a_subscriber(2, "email")
    row = a_broadcast()
    assert release(row.pk, at=NOW) == 2
    assert targets_of(row) == [("email", "ja"), ("line", "ja")]


def test_an_alert_goes_out_on_two_channels_at_once():
    a_subscriber(1, "line", "email", "sms")
    row = a_broadcast(Audience(ways=2), Lane.ALERT)
    assert release(row.pk, at=NOW) == 2
    assert [kind for kind, _ in targets_of(row)] == ["email", "line"]


def test_only_those_who_chose_the_topic_or_live_there_are_written_to():
    a_subscriber(1, topics=("water",), district="suganuma")
    a_subscriber(2, topics=("events",), district="suganuma")
    a_subscriber(3, topics=("water",), district="yofune")
    assert addressed(Audience(topics=("water",))).count() == 2
    assert addressed(Audience(topics=("water", "events"))).count() == 3
    assert addressed(Audience(topics=("water",), districts=("suganuma",))).count() == 1


def test_who_left_is_not_written_to_and_the_next_address_takes_its_place():
    person = a_subscriber(1, "line", "email")
    first = person.contacts.get(kind="line")
    leave(first.pk, way="online", at=NOW)
    row = a_broadcast()
    release(row.pk, at=NOW)
    assert targets_of(row) == [("email", "ja")]


def test_languages_never_share_a_chunk():
    for number, language in enumerate(("ja", "en", "ja", "ja-easy")):
        a_subscriber(number, language=language)
    row = a_broadcast()
    release(row.pk, at=NOW)
    found = [(c.language, c.high - c.low + 1) for c in chunks_of(row)]
    assert found == [("en", 1), ("ja", 2), ("ja-easy", 1)]


def test_at_night_news_waits_for_those_who_want_quiet_and_alerts_do_not():
    a_subscriber(1, quiet=(21, 7))
    a_subscriber(2)
    news, alert = a_broadcast(), a_broadcast(lane=Lane.ALERT)
    release(news.pk, at=NOW)
    release(alert.pk, at=NOW)
    due = sorted(chunk.due_at for chunk in chunks_of(news))
    assert due[0] == NOW
    assert (local(due[1]).hour, due[1] - NOW < timedelta(hours=9)) == (7, True)
    assert [chunk.due_at for chunk in chunks_of(alert)] == [NOW]


def test_it_is_let_go_once():
    row = a_broadcast()
    release(row.pk, at=NOW)
    with pytest.raises(CannotRelease):
        release(row.pk, at=NOW)
    assert len(published("message.sent")) == 1


def test_nobody_to_write_to_ends_it_at_once():
    row = a_broadcast()
    assert release(row.pk, at=NOW) == 0
    row.refresh_from_db()
    assert (row.state, row.finished_at) == (BroadcastState.DONE, NOW)


def test_what_was_scheduled_leaves_when_its_time_comes():
    row = a_broadcast(send_at=NOW + timedelta(hours=1))
    assert release_due(at=NOW) == 0
    assert release_due(at=NOW + timedelta(hours=1)) == 1
    assert release_due(at=NOW + timedelta(hours=2)) == 0
    row.refresh_from_db()
    assert row.released_at == NOW + timedelta(hours=1)


def test_stopping_leaves_an_outcome_for_everybody_who_was_not_reached():
    a_subscriber(1)
    a_subscriber(2, "email")
    row = a_broadcast()
    release(row.pk, at=NOW)
    stop(row.pk, at=NOW)
    assert set(outcomes_of(row).values()) == {"stopped"}
    assert not Chunk.objects.exclude(state="done").exists()
    row.refresh_from_db()
    assert (row.state, row.counts["line"]) == (BroadcastState.STOPPED, {"stopped": 1})
    with pytest.raises(CannotStop):
        stop(row.pk, at=NOW)
