"""Whose turn it is: the rule that hangs on the wall, held by properties."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.services.counter.rules import (
    MOST_PASSED,
    Waiting,
    estimate,
    passed_over,
    pick,
)

NINE = datetime(2026, 12, 7, 9, tzinfo=ZoneInfo("Asia/Tokyo"))
MINUTE = timedelta(minutes=1)


def one(number, taken, due=None, passed=0):
    due_at = None if due is None else NINE + due * MINUTE
    return Waiting(UUID(int=number), NINE + taken * MINUTE, due_at, passed)


def test_who_reserved_goes_first_once_the_time_has_come_and_not_before():
    queue = [one(1, 0), one(2, 5, due=10)]
    assert pick(queue, NINE + 9 * MINUTE).id.int == 1
    assert pick(queue, NINE + 10 * MINUTE).id.int == 2


def test_who_comes_late_for_a_reservation_stands_in_the_order_of_arrival():
    queue = [one(1, 20), one(2, 31, due=15)]
    assert pick(queue, NINE + 40 * MINUTE).id.int == 1


def test_who_was_passed_over_three_times_goes_before_a_reservation():
    queue = [one(1, 0, passed=MOST_PASSED), one(2, 5, due=10)]
    assert pick(queue, NINE + 10 * MINUTE).id.int == 1


ARRIVALS = st.lists(
    st.tuples(st.integers(0, 120), st.none() | st.integers(-30, 60)), min_size=1, max_size=25
)


@given(ARRIVALS)
def test_nobody_starves(arrivals):
    """Nobody is ever passed over more than three times."""
    coming = [one(n, t, None if d is None else t + d) for n, (t, d) in enumerate(arrivals)]
    passed = dict.fromkeys((w.id for w in coming), 0)
    served: set[UUID] = set()
    now = NINE
    while len(served) < len(coming):
        now += 3 * MINUTE
        queue = [
            Waiting(w.id, w.taken_at, w.due_at, passed[w.id])
            for w in coming
            if w.id not in served and w.taken_at <= now
        ]
        picked = pick(queue, now)
        if picked is None:
            continue
        for id_ in passed_over(queue, picked, now):
            passed[id_] += 1
        served.add(picked.id)
    assert all(count <= MOST_PASSED for count in passed.values())


@given(ARRIVALS)
def test_walk_ins_alone_are_called_in_the_order_of_arrival(arrivals):
    queue = [one(n, taken) for n, (taken, _) in enumerate(arrivals)]
    first = pick(queue, NINE + 200 * MINUTE)
    assert first is not None
    assert first.taken_at == min(w.taken_at for w in queue)
    assert passed_over(queue, first, NINE + 200 * MINUTE) == []


@given(st.integers(0, 50), st.integers(1, 5), st.lists(st.integers(30, 3600), max_size=20))
def test_an_estimate_is_a_range_in_steps_of_five_that_grows_with_the_queue(ahead, counters, seen):
    low, high = estimate(ahead, counters, seen, 10)
    assert 0 <= low <= high
    assert low % 5 == high % 5 == 0
    assert estimate(ahead + 1, counters, seen, 10)[1] >= high
