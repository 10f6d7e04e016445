"""Retries wait longer and longer, providers are not overrun, and nobody is woken at night."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages.rules.pacing import (
    BURST_S,
    LONGEST_S,
    after_calls,
    held_until,
    hold_hour,
    pause_after,
    permits,
    wait_after,
)
from tsunagaru.kernel.clock import JST

NOW = datetime(2026, 4, 6, 22, 30, tzinfo=JST)
hours = st.integers(0, 23)


@given(st.integers(1, 10_000), st.floats(0, 10_000))
def test_a_wait_is_never_shorter_than_asked_and_never_endless(attempts, asked):
    wait = wait_after(attempts, asked)
    assert min(asked, LONGEST_S) <= wait.total_seconds() <= LONGEST_S
    assert wait_after(attempts + 1, asked) >= wait


def test_a_provider_that_fails_now_and_then_is_not_paused():
    assert pause_after(4) == timedelta()
    assert pause_after(5) > timedelta()
    assert pause_after(1000) == timedelta(seconds=30)


@given(st.floats(0.5, 500), st.integers(1, 50))
def test_a_provider_is_never_called_faster_than_it_allows(a_second, wanted):
    next_at, at, calls = NOW, NOW, 0
    for _ in range(60):
        now = permits(next_at, at, a_second, wanted)
        next_at = after_calls(next_at, at, a_second, now)
        calls += now
        at += timedelta(seconds=0.1)
    passed = (at - NOW).total_seconds() + BURST_S
    assert calls <= passed * a_second + 1


@given(hours, hours, hours)
def test_quiet_hours_go_over_midnight(start, end, hour):
    quiet = {(start + n) % 24 for n in range((end - start) % 24)}
    assert (hold_hour(start, end, hour) >= 0) == (hour in quiet)


@given(hours)
def test_what_is_held_leaves_within_a_day_at_the_full_hour(hour):
    end = held_until(hour, NOW)
    assert NOW < end <= NOW + timedelta(days=1)
    assert (end.hour, end.minute) == (hour, 0)


def test_who_wants_no_quiet_is_written_to_at_once():
    assert hold_hour(None, None, 3) == -1
    assert held_until(-1, NOW) == NOW
