"""Whether one wording did better than chance would have it (判定)."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages.rules.comparing import (
    MARKS,
    SHARES,
    Arm,
    Wording,
    judge,
    period_of,
    two_sided,
    window_code,
    window_of,
    wording_at,
)
from tsunagaru.engines.messages.rules.tracking import LETTERS, way_of

TIMES = st.integers(0, 400)


def exact(successes: int, trials: int, share: float) -> float:
    each = [comb(trials, n) * share**n * (1 - share) ** (trials - n) for n in range(trials + 1)]
    return sum(one for one in each if one <= each[successes] * (1 + 1e-7))


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_chance_is_the_exact_binomial_one(given):
    successes, trials = given
    for share in (0.5, 0.3):
        assert two_sided(successes, trials, share) == pytest.approx(
            min(1, exact(successes, trials, share))
        )


def test_a_known_example():
    """Ten of ten for one side: 2 / 2 to the power of 10."""
    assert two_sided(10, 10, 0.5) == pytest.approx(2 / 1024)


@given(TIMES, TIMES)
def test_which_is_better_does_not_depend_on_which_stands_first(one, other):
    there, back = judge(Arm(100, one), Arm(100, other)), judge(Arm(100, other), Arm(100, one))
    assert there.few == back.few
    assert there.chance == pytest.approx(back.chance)
    if one != other and not there.few:
        assert there.better != back.better


def test_rates_are_compared_and_not_numbers():
    assert judge(Arm(100, 50), Arm(1000, 200)).better == 1


@pytest.mark.parametrize(("first", "second"), [((4, 9), (100, 9)), ((100, 3), (100, 90))])
def test_what_may_not_be_shown_is_not_judged_either(first, second):
    assert judge(Arm(*first), Arm(*second)).few


def test_nothing_against_nothing_tells_nothing():
    verdict = judge(Arm(100, 0), Arm(100, 0))
    assert (verdict.few, verdict.better, verdict.is_clear) == (True, 1, False)


@pytest.mark.parametrize("share", SHARES)
def test_over_any_run_of_people_both_wordings_are_equally_many_but_for_one(share):
    for begin in range(1, 2 * period_of(share)):
        run = [wording_at(place, share) for place in range(begin, begin + 37)]
        assert abs(run.count(Wording.FIRST) - run.count(Wording.SECOND)) <= 1


@given(st.integers(0, 23), st.integers(0, 23))
def test_quiet_hours_come_back_from_their_number(begins, ends):
    expected = (None, None) if begins == ends else (begins, ends)
    assert window_of(window_code(begins, ends)) == expected


def test_every_way_and_wording_is_known_again_by_its_link():
    for kind, letter in LETTERS.items():
        assert way_of(letter) == (kind, 0)
        for wording, mark in MARKS.items():
            assert way_of(letter + mark) == (kind, wording)
