"""Rollups equal the raw recomputation, whatever happens and however often they are folded."""

from collections import Counter
from contextlib import contextmanager
from datetime import date, timedelta
from statistics import median

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.ledger.api import (
    Figures,
    channels_seen,
    compensate,
    fold,
    publish,
    publish_many,
    raw_sums,
    rollup_sums,
)
from tsunagaru.ground.ledger.models import MonthRollup, Rollup
from tsunagaru.ground.ledger.tests.happenings import MORNING, happened
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.formula import Missing

pytestmark = pytest.mark.django_db
NAME = "ledger.happened"
SINCE, UNTIL = date(2026, 1, 15), date(2026, 8, 10)

happenings = st.builds(
    happened,
    at=st.integers(0, 24 * 200).map(
        lambda hours: MORNING - timedelta(days=60) + timedelta(hours=hours)
    ),
    channel=st.sampled_from(["", "online", "counter"]),
    age_band=st.sampled_from(["", "20-39", "80-"]),
    district=st.sampled_from(["", "d01", "d02"]),
    outcome=st.sampled_from(["ok", "no"]),
    yen=st.integers(-(10**9), 10**9),
    hours=st.integers(-(10**5), 10**5).map(lambda n: n / 8),
    days=st.integers(0, 9),
)
steps = st.lists(
    st.one_of(
        happenings,
        st.tuples(st.just("back"), st.integers(0, 99)),
        st.tuples(st.just("fold"), st.integers(0, 200)),
    ),
    max_size=25,
)


def act(all_steps):
    """Do what the steps say; return the events that still count."""
    counting = []
    for step in all_steps:
        if not isinstance(step, tuple):
            publish(step)
            counting.append(step)
        elif step[0] == "fold":
            fold(before=MORNING.date() - timedelta(days=60) + timedelta(days=step[1]))
        elif counting:
            compensate(counting.pop(step[1] % len(counting)).id, at=MORNING)
    return counting


def keyed(sums):
    return {(r.period, tuple(sorted(r.codes.items())), r.measure, r.bucket): r[5:] for r in sums}


@contextmanager
def example():
    """Take back what one example wrote."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("scope", ["", "age_band", "district"])
@pytest.mark.parametrize("by", ["total", "month", "day"])
@given(all_steps=steps)
def test_rollups_equal_the_raw_recomputation(by, scope, all_steps):
    with example():
        act(all_steps)
        rolled = rollup_sums([NAME], SINCE, UNTIL, by=by, scope=scope)
        assert keyed(rolled) == keyed(raw_sums([NAME], SINCE, UNTIL, by=by, scope=scope))


@given(all_steps=steps)
def test_figures_are_those_counted_by_hand(all_steps):
    with example():
        counting = [e for e in act(all_steps) if SINCE <= day_of(e.at) < UNTIL]
        figures = Figures(rollup_sums([NAME], SINCE, UNTIL))
    online = [e for e in counting if e.channel == "online"]
    assert figures.count(NAME, {}) == len(counting)
    assert figures.count(NAME, {"channel": "online"}) == len(online)
    assert figures.sum(NAME, "yen", {}) == sum(e.yen for e in counting)
    assert figures.sum(NAME, "hours", {"channel": "online"}) == sum(e.hours for e in online)
    middle = figures.median(NAME, "days", {})
    if counting:
        assert middle == median(e.days for e in counting)
    else:
        assert isinstance(middle, Missing)


@given(all_steps=steps)
def test_a_breakdown_adds_up_to_those_whose_code_is_known(all_steps):
    with example():
        counting = [e for e in act(all_steps) if SINCE <= day_of(e.at) < UNTIL]
        sums = rollup_sums([NAME], SINCE, UNTIL, scope="district")
    known = Counter(e.district for e in counting if e.district)
    figures = Figures(sums)
    for district in ("d01", "d02"):
        assert figures.count(NAME, {"district": district}) == known[district]


def test_folding_gathers_the_shards_and_changes_no_sum():
    publish_many([happened(district="d01", at=MORNING + timedelta(days=n)) for n in range(3)])
    before = keyed(rollup_sums([NAME], SINCE, UNTIL))
    assert fold(before=date(2026, 4, 3)) == 2
    assert fold(before=date(2026, 4, 3)) == 0
    assert keyed(rollup_sums([NAME], SINCE, UNTIL)) == before
    assert not Rollup.objects.filter(day__lt=date(2026, 4, 3)).exclude(shard=0).exists()
    assert MonthRollup.objects.filter(scope="", measure="", name=NAME).get().n == 2


def test_a_late_event_counts_in_a_folded_month():
    publish(happened())
    fold(before=date(2026, 6, 1))
    publish(happened())
    assert Figures(rollup_sums([NAME], date(2026, 4, 1), date(2026, 5, 1))).count(NAME, {}) == 2


def test_an_event_that_nobody_measures_is_missing_and_not_zero():
    figures = Figures([])
    assert isinstance(figures.count("not.there", {}), Missing)
    assert figures.count(NAME, {}) == 0


def test_the_channels_that_were_seen_are_told():
    publish_many([happened(channel="online"), happened(channel="counter"), happened()])
    assert channels_seen(rollup_sums([NAME], SINCE, UNTIL)) == {NAME: {"online", "counter"}}


def test_asking_for_nothing_reads_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert rollup_sums([], SINCE, UNTIL) == []
        assert rollup_sums([NAME], UNTIL, SINCE) == []


def test_sums_take_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        rollup_sums([NAME, "ledger.never"], SINCE, UNTIL, by="month")
