"""Pure rules of payments: states, numbers, change, spreading a refund, comparing a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.payments.gateways.tax_qr import CannotMakeCode, Piece, payload
from tsunagaru.engines.payments.rules import cash, chart, numbers, reconciling
from tsunagaru.engines.payments.rules.reconciling import Kind, Movement
from tsunagaru.engines.payments.rules.states import State, allowed

YEN = st.integers(1, 1_000_000)


def test_what_is_refunded_cancelled_or_expired_stays_so():
    assert not any(allowed(s) for s in (State.REFUNDED, State.CANCELLED, State.EXPIRED))


@given(st.integers(2019, 2099), st.integers(1, 9_999_999), st.data())
def test_a_number_with_one_wrong_digit_is_no_number(year, serial, data):
    number = numbers.make_number(year, serial)
    assert numbers.read_number(number.replace("-", " ")) == number
    place = data.draw(st.sampled_from([n for n, sign in enumerate(number) if sign.isdigit()]))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
    assert numbers.read_number(number[:place] + other + number[place + 1 :]) is None


@given(YEN, st.integers(0, 1_000_000))
def test_change_is_what_was_handed_over_less_the_amount_in_fewest_pieces(yen, more):
    change = cash.change_of(yen, yen + more)
    assert cash.total_of(cash.pieces_of(change)) == more
    with pytest.raises(cash.CannotTakeSoLittle):
        cash.change_of(yen, yen - 1)


@given(st.lists(st.tuples(st.sampled_from(["fees", "halls"]), YEN), min_size=1), st.data())
def test_refunds_spread_over_the_parts_add_up_to_the_yen(parts, data):
    total = sum(yen for _, yen in parts)
    first = data.draw(st.integers(0, total))
    halves = chart.spread(parts, 0, first) + chart.spread(parts, first, total - first)
    for code in ("fees", "halls"):
        assert sum(y for c, y in halves if c == code) == sum(y for c, y in parts if c == code)


@given(st.integers(-9, 10**6), st.integers(0, 10**6), st.integers(0, 10**5))
def test_a_closed_drawer_leaves_no_cash_in_the_books(expected, counted, float_yen):
    lines = chart.check(
        chart.drawer_closed(
            "cash:hall", expected_yen=expected, counted_yen=counted, float_yen=float_yen
        )
    )
    moved = sum(
        line.amount_yen * ((line.debit == "cash:hall") - (line.credit == "cash:hall"))
        for line in lines
    )
    assert expected + moved == 0


def test_an_account_that_is_not_in_the_chart_is_not_booked():
    for code in ("nothing", "cash", "cash:", "wages:hall"):
        with pytest.raises(chart.CannotBook):
            chart.check([chart.Line(code, chart.BANK, 1)])


def mine(reference, yen, day="2026-04-06"):
    return {reference: Movement(reference, yen, 0, day)}


DAY = "2026-04-06"
CASES = [
    (mine("a", 1000), [Movement("a", 1000, 19, DAY)], []),
    ({}, [Movement("a", 1000, 19, DAY)], [Kind.MISSING_HERE]),
    (mine("a", 1000), [], [Kind.MISSING_THERE]),
    (mine("a", 1000), [Movement("a", 999, 19, DAY)], [Kind.AMOUNT]),
    (mine("a", 1000), [Movement("a", 1000, 20, DAY)], [Kind.FEE]),
    (mine("a", 1000, "2026-04-05"), [Movement("a", 1000, 19, DAY)], [Kind.LATE]),
    (mine("a", 1000), [Movement("a", 1000, 19, DAY)] * 2, [Kind.TWICE]),
    (mine("a", -1000), [Movement("a", -1000, -19, DAY)], []),
]


@pytest.mark.parametrize(("ours", "theirs", "kinds"), CASES)
def test_every_difference_has_its_kind(ours, theirs, kinds):
    found = reconciling.reconcile(ours, theirs, day=DAY, rate_bp=198)
    assert [each.kind for each in found.differences] == kinds


def test_a_line_that_comes_twice_stands_beside_the_amount_in_our_books():
    lines = [Movement("a", 1000, 19, DAY)] * 2
    (found,) = reconciling.reconcile(mine("a", 1000), lines, day=DAY, rate_bp=198).differences
    assert (found.ours_yen, found.theirs_yen) == (1000, 1000)


def test_a_tax_code_is_made_by_the_towns_layout_and_by_nothing_else():
    with pytest.raises(CannotMakeCode, match="様式が登録されていません"):
        payload([], {"amount_yen": "300"})
    layout = [Piece(constant="X"), Piece(source="amount_yen", width=6)]
    assert payload(layout, {"amount_yen": "300"}) == "X000300"
    with pytest.raises(CannotMakeCode):
        payload(layout, {"amount_yen": "3000000"})
