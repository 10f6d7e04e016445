"""The rules of bookings: slots, fees, states, lottery."""

from datetime import date, datetime, time, timedelta
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.bookings.rules import lottery
from tsunagaru.engines.bookings.rules.fees import CancelRule, cancel_fee, full_fee, reduced
from tsunagaru.engines.bookings.rules.lottery import Period, Phase, phase
from tsunagaru.engines.bookings.rules.slots import (
    JST,
    Hours,
    Plan,
    Slot,
    cells_of,
    free_units,
    key_opens,
    key_shows,
    may_book,
    slots_of,
    stretch,
)
from tsunagaru.engines.bookings.rules.states import Act, State, allowed

TUESDAY = date(2026, 12, 8)
HOUR = timedelta(hours=1)


def a_plan(**changes):
    hours = (
        Hours(frozenset(range(5)), time(9), time(12)),
        Hours(frozenset(range(5)), time(13), time(17)),
    )
    rules = {"slot_min": 60, "lead_min": 60, "horizon_days": 30, "max_slots": 3}
    return Plan(**{"hours": hours, "is_closed": lambda _: False, **rules, **changes})


def at(hour, minute=0, day=TUESDAY):
    return datetime.combine(day, time(hour, minute), JST)


def test_slots_follow_the_opening_hours_and_skip_the_noon_break():
    assert [slot.start.hour for slot in slots_of(a_plan(), TUESDAY)] == [9, 10, 11, 13, 14, 15, 16]


def test_a_slot_that_would_end_after_closing_is_none():
    assert len(slots_of(a_plan(slot_min=120), TUESDAY)) == 1 + 2


def test_a_closed_day_and_a_weekend_have_no_slots():
    assert slots_of(a_plan(is_closed=lambda day: day == TUESDAY), TUESDAY) == []
    assert slots_of(a_plan(), date(2026, 12, 12)) == []


def test_slots_in_a_row_never_reach_over_the_break():
    assert stretch(a_plan(), at(9), 3) == Slot(at(9), at(12))
    assert stretch(a_plan(), at(11), 2) is None
    assert stretch(a_plan(), at(9, 15), 1) is None
    assert stretch(a_plan(), at(9), 4) is None


def test_booking_closes_before_the_start_and_opens_at_the_horizon():
    slot = Slot(at(13), at(14))
    assert may_book(a_plan(), slot, at(12))
    assert not may_book(a_plan(), slot, at(12, 1))
    assert not may_book(a_plan(), slot, at(12) - timedelta(days=31))


@given(st.integers(0, 40), st.integers(1, 16), st.integers(0, 40), st.integers(1, 16))
def test_two_times_share_a_cell_exactly_when_they_overlap(a, a_long, b, b_long):
    def quarter(start, long):
        begins = at(0) + timedelta(minutes=15 * start)
        return Slot(begins, begins + timedelta(minutes=15 * long))

    one, other = quarter(a, a_long), quarter(b, b_long)
    overlap = one.start < other.end and other.start < one.end
    assert bool(set(cells_of(one)) & set(cells_of(other))) == overlap


def test_a_unit_is_free_only_when_none_of_its_cells_is_taken():
    taken = {at(9, 45): {2}, at(10): {1}}
    assert free_units(Slot(at(9), at(10)), 3, taken) == [1, 3]


def test_the_key_shows_before_and_opens_during_the_time_only():
    slot = Slot(at(13), at(14))
    moments = [at(11, 59), at(12), at(13), at(13, 59), at(14)]
    assert [key_shows(slot, 60, m) for m in moments] == [False, True, True, True, False]
    assert [key_opens(slot, m) for m in moments] == [False, False, True, True, False]


def test_what_is_over_never_comes_back():
    for state in (State.CANCELLED, State.CLOSED, State.LAPSED):
        assert allowed(state) == frozenset()
    assert allowed(State.COMPLETED) == {Act.MISS}


def test_a_fee_is_an_expression_over_the_booking():
    text = "hours * if(resident, 300, 600) + if(evening, 200, 0)"
    facts = {"hours": 2, "resident": True, "evening": True}
    assert full_fee(text, facts, today=TUESDAY) == 800
    assert full_fee("", facts, today=TUESDAY) == 0


@given(st.integers(0, 100_000), st.integers(0, 100))
def test_a_reduction_never_makes_it_dearer_nor_negative(fee, percent):
    assert 0 <= reduced(fee, percent) <= fee
    assert reduced(fee, 100) == 0
    assert reduced(fee, 0) == fee


def test_cancelling_is_free_until_the_hour_the_rule_says():
    rule = CancelRule(free_until_h=24, percent_after=50)
    start = at(13)
    assert cancel_fee(1001, rule, start, start - 24 * HOUR) == 0
    assert cancel_fee(1001, rule, start, start - 23 * HOUR) == 500


PERIOD = Period(months_before=2, from_day=1, until_day=10)
MARCH = date(2027, 3, 1)


def test_a_month_is_applied_for_then_drawn_then_open():
    def when(month, day):
        return phase(PERIOD, MARCH, datetime(2027, month, day, 12, tzinfo=JST), drawn=False)

    year_end = datetime(2026, 12, 31, 23, tzinfo=JST)
    assert phase(PERIOD, MARCH, year_end, drawn=False) is Phase.BEFORE
    assert [when(1, 1), when(1, 10), when(1, 11)] == [
        Phase.APPLYING,
        Phase.APPLYING,
        Phase.DRAWING,
    ]
    assert phase(PERIOD, MARCH, year_end, drawn=True) is Phase.OPEN
    assert lottery.months_applying(PERIOD, datetime(2027, 1, 5, tzinfo=JST)) == [MARCH]


@given(
    st.lists(st.integers(1, 10**6).map(str), unique=True, max_size=30), st.text("0af", min_size=1)
)
def test_the_draw_is_the_same_whoever_computes_it(numbers, seed):
    drawn = lottery.order(seed, numbers)
    assert sorted(drawn) == sorted(numbers)
    assert lottery.order(seed, reversed(numbers)) == drawn
    fixed = sha256("\n".join(sorted(numbers)).encode()).hexdigest()
    keys = [sha256(f"{seed}|{fixed}|{number}".encode()).hexdigest() for number in drawn]
    assert keys == sorted(keys)


def test_nobody_is_favoured_over_many_draws():
    wins = dict.fromkeys("abcd", 0)
    for seed in range(2000):
        wins[lottery.order(str(seed), "abcd")[0]] += 1
    assert all(400 < won < 600 for won in wins.values())
