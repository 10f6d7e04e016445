"""Writers on PostgreSQL never wait for each other, nor for the nightly fold."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from tsunagaru.ground.ledger.api import Figures, fold, publish, rollup_sums, tick
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.ledger.tests.happenings import MORNING, happened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
SPAN = (date(2026, 4, 1), date(2026, 5, 1))


@pytest.fixture(autouse=True)
def _only_on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")


def impatiently(work):
    """Do something in a transaction of a thread of its own that waits for no lock."""

    def run():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '300ms'")
                return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result(timeout=10)


def count():
    return Figures(rollup_sums(["ledger.happened"], *SPAN)).count("ledger.happened", {})


def test_two_writers_of_the_same_cell_do_not_wait():
    with transaction.atomic():
        publish(happened())
        impatiently(lambda: publish(happened()))
        publish(happened())
    assert count() == 3


def test_the_fold_does_not_wait_for_a_writer_and_leaves_its_rows_for_the_next_night():
    publish_committed()
    with transaction.atomic():
        publish(happened())
        impatiently(lambda: fold(before=SPAN[1]))
        assert count() == 2
    assert count() == 2
    fold(before=SPAN[1])
    assert count() == 2


def publish_committed():
    with transaction.atomic():
        publish(happened())


def test_many_writers_and_folds_at_once_lose_nothing():
    def act(n):
        try:
            if n % 5 == 0:
                return fold(before=SPAN[1])
            return publish_committed()
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, range(60)))
    assert count() == 48


def test_a_day_that_many_workers_find_ended_is_published_once():
    tick(MORNING)

    def act(_):
        try:
            return tick(MORNING + timedelta(days=3))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        told = sum(pool.map(act, range(6)))
    assert [e["day"] for e in published("clock.day_ended")] == [
        "2026-04-01",
        "2026-04-02",
        "2026-04-03",
    ]
    assert told == 4
