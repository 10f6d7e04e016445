"""How a fee stands, over every case and every way an invoice can go (手数料の状況)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.applications.queries.charges import LABELS
from tsunagaru.engines.applications.rules.paying import (
    STOPPED,
    Asked,
    Bill,
    Over,
    Plan,
    Standing,
    When,
    bars,
    held,
    standing_of,
    suggested_refund,
)
from tsunagaru.engines.cases import api as cases

PAID, OPEN = Asked(300, Bill.PAID, 300), Asked(300, Bill.OPEN)
EXPIRED, CANCELLED = Asked(300, Bill.EXPIRED), Asked(300, Bill.CANCELLED)
BACK, KEPT = Asked(300, Bill.PAID, 0), Asked(300, Bill.PAID, 300, closed=True)
PART = Asked(300, Bill.PAID, 200)
FIXED = Plan(When.ON_SUBMIT, fixed=True, total_yen=300)


@pytest.mark.parametrize(
    ("asked", "open_", "granted", "stopped"),
    [
        ([OPEN], Standing.WAITING, Standing.WAITING, None),
        ([PAID], Standing.PAID, Standing.PAID, Standing.TO_REFUND),
        ([EXPIRED], Standing.EXPIRED, Standing.EXPIRED, Standing.NONE),
        ([CANCELLED], Standing.CANCELLED, Standing.CANCELLED, Standing.NONE),
        ([BACK], Standing.REFUNDED, Standing.REFUNDED, Standing.REFUNDED),
        ([PART], Standing.PARTLY, Standing.PARTLY, Standing.TO_REFUND),
        ([KEPT], Standing.PAID, Standing.PAID, Standing.PAID),
        ([EXPIRED, OPEN], Standing.WAITING, Standing.WAITING, None),
        ([CANCELLED, PAID], Standing.PAID, Standing.PAID, Standing.TO_REFUND),
        ([PAID, OPEN], Standing.WAITING, Standing.WAITING, None),
    ],
)
def test_every_case_and_every_invoice_have_one_standing(asked, open_, granted, stopped):
    plan = Plan(When.ON_SUBMIT, fixed=True, total_yen=max(300, held(asked)))
    assert standing_of(plan, asked, Over.OPEN) is open_
    assert standing_of(plan, asked, Over.GRANTED) is granted
    if stopped is not None:
        for over in STOPPED:
            assert standing_of(plan, asked, over) is stopped


def test_an_amount_not_fixed_yet_waits_for_a_clerk():
    assert standing_of(Plan(When.AFTER_REVIEW), [], Over.OPEN) is Standing.TO_FIX
    assert standing_of(Plan(When.ON_SUBMIT), [], Over.OPEN) is Standing.TO_FIX
    assert standing_of(Plan(When.COUNTER), [], Over.OPEN) is Standing.NONE
    assert standing_of(Plan(None), [], Over.OPEN) is Standing.NONE


def test_once_granted_an_amount_the_rule_knows_waits_for_its_payer_and_no_clerk():
    known = Plan(When.AFTER_REVIEW, known_yen=3000)
    assert standing_of(known, [], Over.OPEN) is Standing.TO_FIX
    assert standing_of(known, [], Over.GRANTED) is Standing.WAITING
    assert standing_of(Plan(When.AFTER_REVIEW), [], Over.GRANTED) is Standing.TO_FIX


def test_a_fee_fixed_at_nothing_asks_for_nothing():
    free = Plan(When.AFTER_REVIEW, fixed=True, total_yen=0)
    assert standing_of(free, [], Over.OPEN) is Standing.NONE
    assert standing_of(free, [BACK], Over.OPEN) is Standing.REFUNDED


@pytest.mark.parametrize(("standing", "first", "refuses"), list(product(Standing, *[[0, 1]] * 2)))
def test_a_decision_waits_for_the_fee_only_where_it_must(standing, first, refuses):
    waits = bars(standing, first=bool(first), refuses=bool(refuses))
    free = standing in {Standing.NONE, Standing.PAID, Standing.PARTLY}
    assert waits == (bool(first) and not refuses and not free)


ASKED = st.builds(
    Asked,
    yen=st.integers(1, 1000),
    bill=st.sampled_from(Bill),
    held_yen=st.integers(0, 1000),
    closed=st.booleans(),
).map(lambda one: one if one.bill is Bill.PAID else Asked(one.yen, one.bill))
PLANS = st.builds(
    Plan,
    when=st.sampled_from([None, *When]),
    fixed=st.booleans(),
    total_yen=st.integers(0, 3000),
    known_yen=st.none() | st.integers(0, 3000),
)


@given(plan=PLANS, asked=st.lists(ASKED, max_size=5), over=st.sampled_from(Over))
def test_what_is_said_is_true(plan, asked, over):
    said = standing_of(plan, asked, over)
    if said in {Standing.PAID, Standing.PARTLY}:
        assert held(asked) > 0
    if said is Standing.WAITING:
        assert over not in STOPPED
        coming = over is Over.GRANTED and not plan.fixed and plan.known_yen
        assert coming or any(one.bill is Bill.OPEN for one in asked)
    if over in STOPPED and held(asked) and not any(one.closed for one in asked):
        assert said is Standing.TO_REFUND
    assert (said is Standing.TO_REFUND) <= (over in STOPPED)


@given(st.integers(0, 10_000_000), st.integers(0, 100))
def test_no_more_is_proposed_to_go_back_than_is_held(held_yen, percent):
    assert 0 <= suggested_refund(held_yen, percent) <= held_yen


def test_cases_and_applications_use_the_same_words():
    assert {one.value for one in Standing} == {one.value for one in cases.Paying}
    assert {one.value: label for one, label in LABELS.items()} == {
        one.value: label for one, label in cases.PAYING_LABELS.items()
    }
