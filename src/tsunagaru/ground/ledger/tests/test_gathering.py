"""What many acts of one block add to the figures is written once, and is the same."""

from datetime import date

import pytest
from django.db import connection, transaction

from tsunagaru.ground.ledger.api import (
    fold,
    gathered,
    publish,
    publish_many,
    raw_sums,
    rollup_sums,
)
from tsunagaru.ground.ledger.models import Delivery, EventRow, Rollup
from tsunagaru.ground.ledger.testing import wired
from tsunagaru.ground.ledger.tests.happenings import Happening, happened
from tsunagaru.ground.ledger.tests.test_publishing import DAY, react

pytestmark = pytest.mark.django_db
NAMES = ["ledger.happened"]
MONTH = (date(2026, 4, 1), date(2026, 5, 1))


class Stopped(Exception):
    """What stops an act."""


def figures(period=DAY):
    found = rollup_sums(NAMES, *period)
    return sorted((str(one.codes), one.measure, one.n, one.total) for one in found)


def raw(period=DAY):
    found = raw_sums(NAMES, *period)
    return sorted((str(one.codes), one.measure, one.n, one.total) for one in found)


def statements_of(number):
    """Return how many statements it takes to publish some events."""
    sent = []

    def count(execute, *args):
        sent.append(args[0])
        return execute(*args)

    with connection.execute_wrapper(count), gathered():
        for _ in range(number):
            publish(happened())
    return len(sent)


def stop():
    """Publish on two floors of a transaction, and stop."""
    with transaction.atomic():
        publish(happened(yen=500))
        with transaction.atomic():
            publish(happened(yen=700))
        raise Stopped


def stop_a_block():
    """Publish in a block that stops."""
    with gathered():
        publish(happened())
        raise Stopped


def test_the_figures_are_those_of_the_events():
    with gathered():
        publish(happened(channel="online", yen=300, days=2))
        publish_many([happened(channel="online", yen=200), happened(channel="phone", days=1)])
    assert figures() == raw()
    assert figures()


def test_events_and_deliveries_stand_at_once_and_the_figures_at_the_end():
    with wired(Happening, react), gathered():
        publish(happened())
        assert (EventRow.objects.count(), Delivery.objects.count()) == (1, 1)
        assert figures() == []
    assert figures() == raw()


def test_what_is_rolled_back_inside_counts_nothing():
    with gathered():
        publish(happened(yen=300))
        with pytest.raises(Stopped):
            stop()
        with transaction.atomic():
            publish(happened(yen=200))
    assert EventRow.objects.count() == 2
    assert figures() == raw()


def test_when_the_block_raises_nothing_of_it_stands():
    with pytest.raises(Stopped):
        stop_a_block()
    publish(happened(yen=100))
    assert EventRow.objects.count() == 1
    assert figures() == raw()


def test_each_row_is_written_once():
    assert statements_of(9) - statements_of(1) == 8  # the events themselves
    assert figures() == raw()


def test_where_one_writes_alone_nothing_is_left_to_fold():
    with gathered():
        publish(happened(yen=300))
        publish(happened(yen=200))
    left = Rollup.objects.filter(shard__gt=0).exists()
    assert left == (connection.vendor == "postgresql")
    fold(before=DAY[1])
    assert not Rollup.objects.filter(shard__gt=0).exists()
    assert figures() == raw()


def test_a_whole_month_has_what_was_gathered_and_what_came_after():
    with gathered():
        publish(happened(yen=300))
    with gathered():
        publish(happened(yen=200))
    publish(happened(yen=100))
    assert figures(MONTH) == raw(MONTH)
    fold(before=MONTH[1])
    assert figures(MONTH) == raw(MONTH)
