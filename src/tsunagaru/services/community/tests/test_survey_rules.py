"""The life of a survey (会員アンケートの状態), and how answers add up (集計)."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.services.community.rules.surveys import (
    LABELS,
    LIFE,
    Act,
    CannotMove,
    Kind,
    Question,
    State,
    Value,
    add,
    may_show,
    nothing,
    percent,
    said,
    takes_answers,
)

MOVES = {
    "edit": "draft>draft",
    "publish": "draft>open",
    "drop": "draft>dropped",
    "extend": "open>open",
    "remind": "open>open",
    "close": "open>closed",
    "withdraw": "open>withdrawn",
    "summarise": "closed>closed",
}
ASKS = [
    Question(Kind.ONE, "一", ("甲", "乙", "丙")),
    Question(Kind.SEVERAL, "二", ("甲", "乙", "丙")),
    Question(Kind.NUMBER, "三"),
    Question(Kind.WORDS, "四"),
]
answers = st.fixed_dictionaries(
    {},
    optional={
        "1": st.lists(st.integers(0, 2), min_size=1, max_size=1),
        "2": st.lists(st.integers(0, 2), min_size=1, unique=True),
        "3": st.integers(0, 999_999),
        "4": st.text(min_size=1, max_size=9),
    },
)


def added(sheets):
    tallies = nothing(ASKS)
    for sheet in sheets:
        tallies = add(tallies, sheet)
    return tallies


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_an_act_leads_where_it_should_or_is_refused(state, act):
    follows = dict(move.split(">") for move in MOVES[act].split())
    if state in follows:
        assert LIFE.move(state, act) == follows[state]
    else:
        with pytest.raises(CannotMove):
            LIFE.move(state, act)


def test_every_state_is_reached_and_has_a_name():
    assert LIFE.reached_from([State.DRAFT]) == set(State) == set(LABELS)


@given(st.lists(answers, max_size=8), st.randoms(use_true_random=False))
def test_answers_in_any_order_leave_the_same_urn(sheets, random):
    other = list(sheets)
    random.shuffle(other)
    assert added(sheets) == added(other)


@given(st.lists(answers, max_size=8))
def test_nothing_answered_is_lost_or_counted_twice(sheets):
    one, several, number, words = added(sheets)
    assert one.answered == sum(one.counts) == sum("1" in sheet for sheet in sheets)
    assert sum(several.counts) == sum(len(sheet.get("2", [])) for sheet in sheets)
    assert number.total == sum(sheet.get("3", 0) for sheet in sheets)
    assert sorted(words.words) == sorted(sheet["4"] for sheet in sheets if "4" in sheet)


@pytest.mark.parametrize(
    ("count", "of", "share"), [(0, 0, 0), (1, 3, 33), (2, 3, 67), (1, 8, 13), (7, 7, 100)]
)
def test_a_share_is_whole_per_cent(count, of, share):
    assert percent(count, of) == share


def test_fewer_than_five_answers_are_not_broken_down():
    assert [may_show(n) for n in (0, 1, 4, 5)] == [False, False, False, True]


def test_answers_are_taken_until_the_last_day_is_over():
    due = date(2026, 6, 15)
    assert takes_answers(State.OPEN, due, due)
    assert not takes_answers(State.OPEN, due, date(2026, 6, 16))
    assert not takes_answers(State.CLOSED, due, due)


def test_an_answer_is_said_in_words():
    values: list[Value] = [[1], [0, 2], 4, "提灯"]
    found = [said(ask, value) for ask, value in zip(ASKS, values, strict=True)]
    assert found == ["乙", "甲、丙", "4", "提灯"]
    assert said(ASKS[0], None) == ""
