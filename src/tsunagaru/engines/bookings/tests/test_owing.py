"""What is owed in every state, until when, and how that stands: rules without a database."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.bookings.definitions import PayDefinition
from tsunagaru.engines.bookings.rules.owing import (
    CAUSES,
    STANDINGS,
    Cause,
    Money,
    PayRule,
    Standing,
    due_day,
    may_judge,
    open_before,
    owed,
    standing_of,
)
from tsunagaru.engines.bookings.rules.states import State
from tsunagaru.kernel.calendar import OfficeCalendar

FEE, KEPT = 600, 300
OWED = {
    State.APPLIED: 0,
    State.WAITING: 0,
    State.OFFERED: 0,
    State.CONFIRMED: FEE,
    State.ARRIVED: FEE,
    State.MISSED: FEE,
    State.COMPLETED: FEE,
    State.CANCELLED: KEPT,
    State.CLOSED: 0,
    State.LAPSED: 0,
}
OFFICE = OfficeCalendar()
TODAY, USE = date(2026, 12, 1), date(2026, 12, 20)
USUAL = TODAY + timedelta(days=14)


@pytest.mark.parametrize(
    ("use_on", "today", "last"),
    [
        (date(2026, 12, 5), date(2026, 12, 1), date(2026, 12, 4)),  # used on Saturday: Friday
        (date(2026, 12, 6), date(2026, 12, 5), date(2026, 12, 5)),  # booked on the weekend itself
        (date(2026, 12, 7), date(2026, 12, 1), date(2026, 12, 7)),
    ],
)
def test_no_closed_day_moves_the_payment_past_the_use(use_on, today, last):
    wanted = use_on if use_on.weekday() < 5 else min(use_on, date(2026, 12, 5))
    assert open_before(wanted, use_on, today, OFFICE) == last


@pytest.mark.parametrize("state", State)
def test_every_state_owes_what_a_town_hall_would_ask(state):
    assert owed(state, FEE, KEPT) == OWED[state]
    assert owed(state, FEE, KEPT, "granted") == owed(state, FEE, KEPT, "refused") == OWED[state]


@pytest.mark.parametrize("state", State)
def test_nobody_is_asked_while_a_reduction_is_checked_and_nobody_for_nothing(state):
    assert owed(state, FEE, KEPT, "asked") == (None if OWED[state] else 0)
    assert owed(state, 0, 0, "asked") == 0


@pytest.mark.parametrize("state", State)
def test_a_reduction_is_judged_as_long_as_it_matters(state):
    goes_on = {State.APPLIED, State.WAITING, State.OFFERED}
    assert may_judge(state, KEPT, "asked") == (state in goes_on or OWED[state] > 0)
    assert not may_judge(state, KEPT, "granted")
    assert not may_judge(State.CANCELLED, 0, "asked")


def due(rule, state=State.CONFIRMED, use_on=USE, asked_on=TODAY):
    return due_day(rule, state, asked_on=asked_on, use_on=use_on, usual_on=USUAL)


@pytest.mark.parametrize(
    ("rule", "use_on", "expected"),
    [
        (PayRule(), USE, USUAL),
        (PayRule(), TODAY + timedelta(days=3), TODAY + timedelta(days=3)),
        (PayRule(), TODAY, TODAY),
        (PayRule(due_days=7), USE, TODAY + timedelta(days=7)),
        (PayRule(due_days=30), USE, USE),
        (PayRule(due_days=30, before_use_days=5), USE, USE - timedelta(days=5)),
        (PayRule(before_use_days=5), TODAY + timedelta(days=3), TODAY),
        (PayRule(after_use_days=10), USE, USE + timedelta(days=10)),
    ],
)
def test_the_last_day_lies_before_the_use_unless_it_is_paid_afterwards(rule, use_on, expected):
    assert due(rule, use_on=use_on) == expected


def test_what_is_asked_for_after_the_use_or_a_cancellation_has_the_usual_days():
    assert due(PayRule(before_use_days=5), State.CANCELLED, TODAY) == USUAL
    assert due(PayRule(due_days=7), State.COMPLETED, TODAY) == TODAY + timedelta(days=7)
    assert due(PayRule(), use_on=TODAY - timedelta(days=1)) == USUAL


@given(
    days=st.one_of(st.none(), st.integers(0, 180)),
    before=st.integers(0, 180),
    after=st.one_of(st.none(), st.integers(0, 180)),
    ahead=st.integers(-30, 400),
    state=st.sampled_from(sorted(State)),
)
def test_no_last_day_lies_before_the_asking(days, before, after, ahead, state):
    rule = PayRule(days, before, after)
    assert due(rule, state, TODAY + timedelta(days=ahead)) >= TODAY


@pytest.mark.parametrize(
    ("money", "standing"),
    [
        (Money(0), Standing.NONE),
        (Money(None), Standing.CHECKING),
        (Money(600), Standing.TO_ASK),
        (Money(600, pending_yen=600, charged=True), Standing.WAITING),
        (Money(600, pending_yen=600, late=True, charged=True), Standing.OVERDUE),
        (Money(600, held_yen=300, pending_yen=300, charged=True, paid=True), Standing.WAITING),
        (Money(600, held_yen=600, charged=True, paid=True), Standing.PAID),
        (Money(300, held_yen=300, charged=True, paid=True), Standing.PAID),
        (Money(0, charged=True), Standing.NONE),
        (Money(0, charged=True, paid=True), Standing.REFUNDED),
        (Money(600, charged=True), Standing.CALLED_OFF),
        (Money(600, charged=True, paid=True), Standing.REFUNDED),
    ],
)
def test_how_it_stands_follows_from_what_was_asked_paid_and_given_back(money, standing):
    assert standing_of(money) is standing


def test_where_it_is_paid_on_the_spot_nobody_is_told_that_it_was_forgotten():
    assert standing_of(Money(600), asked=False) is Standing.ON_SITE


def test_every_sum_of_money_has_one_standing_with_words():
    amounts, flags = (0, 300, 600), (False, True)
    for owes, held, pending, late, charged, paid in product(
        (None, *amounts), amounts, amounts, flags, flags, flags
    ):
        found = standing_of(Money(owes, held, pending, late=late, charged=charged, paid=paid))
        assert found in STANDINGS
        assert (found in {Standing.WAITING, Standing.OVERDUE}) == bool(pending)
    assert set(CAUSES) == set(Cause)


def test_a_fee_is_due_before_or_after_the_use_and_not_both():
    assert PayDefinition(after_use_days=14).rule == PayRule(after_use_days=14)
    for other in ({"due_days": 0}, {"before_use_days": 3}):
        with pytest.raises(ValueError, match="after_use_days"):
            PayDefinition(after_use_days=14, **other)
