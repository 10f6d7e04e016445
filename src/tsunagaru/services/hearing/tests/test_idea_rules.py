"""Rules of idea rounds, one by one (アイデア募集の規則)."""

from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest

from tsunagaru.services.hearing.rules.rounds import (
    BEFORE_VOTES,
    COUNTED,
    IDEA_LIFE,
    PHASE_NAMES,
    CannotMoveIdea,
    Days,
    Facts,
    IdeaAct,
    IdeaState,
    Phase,
    in_drawn_order,
    phase_of,
)
from tsunagaru.services.hearing.rules.slips import ALPHABET, code_from, read_code, shown_code
from tsunagaru.services.hearing.rules.standing import Bar, Person, bar_to

FIRST = date(2026, 6, 1)
DAYS = Days(FIRST, FIRST + timedelta(3), FIRST + timedelta(6), FIRST + timedelta(9))
OPEN = Facts(published=True)
BY_DAY = {
    -1: Phase.BEFORE,
    0: Phase.COLLECTING,
    3: Phase.COLLECTING,
    4: Phase.CHECKING,
    5: Phase.CHECKING,
    6: Phase.VOTING,
    9: Phase.VOTING,
    10: Phase.COUNTING,
    400: Phase.COUNTING,
}


@pytest.mark.parametrize(("after", "phase"), BY_DAY.items())
def test_a_public_round_goes_by_its_days_each_in_full(after, phase):
    assert phase_of(DAYS, OPEN, FIRST + timedelta(after)) is phase


@pytest.mark.parametrize("after", range(-3, 14))
def test_what_happened_stands_above_the_days(after):
    day = FIRST + timedelta(after)
    for published, closed, answered in product((True, False), repeat=3):
        facts = Facts(published=published, closed=closed, answered=answered)
        off = Facts(published=published, called_off=True, closed=closed, answered=answered)
        assert phase_of(DAYS, off, day) is Phase.CALLED_OFF
        if not published:
            assert phase_of(DAYS, facts, day) is Phase.DRAFT
        elif closed:
            assert phase_of(DAYS, facts, day) is (Phase.DONE if answered else Phase.ANSWERING)
        else:
            assert phase_of(DAYS, facts, day) not in {*COUNTED, Phase.DRAFT, Phase.CALLED_OFF}


def test_every_phase_is_reached_and_has_a_name():
    days = [FIRST + timedelta(n) for n in range(-1, 12)]
    every = {
        phase_of(DAYS, Facts(published=p, called_off=c, closed=d, answered=a), day)
        for day in days
        for p, c, d, a in product((True, False), repeat=4)
    }
    assert every == set(Phase) == set(PHASE_NAMES)
    assert not BEFORE_VOTES & COUNTED


@pytest.mark.parametrize(
    ("days", "fine"),
    [
        ((0, 3, 4, 9), True),
        ((0, 0, 1, 1), True),
        ((0, 3, 3, 9), False),
        ((3, 0, 4, 9), False),
        ((0, 3, 9, 4), False),
    ],
)
def test_votes_begin_when_no_ideas_come_any_more(days, fine):
    assert Days(*(FIRST + timedelta(n) for n in days)).in_order is fine


@pytest.mark.parametrize(("state", "act"), list(product(IdeaState, IdeaAct)))
def test_every_move_of_an_idea_is_in_the_table_or_refused(state, act):
    if act in IDEA_LIFE.allowed(state):
        assert IDEA_LIFE.move(state, act) in IdeaState
    else:
        with pytest.raises(CannotMoveIdea):
            IDEA_LIFE.move(state, act)


def test_every_state_is_reached_and_new_words_are_looked_at_again():
    assert IDEA_LIFE.reached_from([IdeaState.RECEIVED]) == set(IdeaState)
    assert IDEA_LIFE.move(IdeaState.LISTED, IdeaAct.REWORD) is IdeaState.RECEIVED


def test_nobody_is_always_first_and_everybody_sees_the_same():
    order = in_drawn_order("round", FIRST, range(1, 9))
    assert sorted(order) == list(range(1, 9))
    assert in_drawn_order("round", FIRST, reversed(range(1, 9))) == order
    tops = Counter(
        in_drawn_order("round", FIRST + timedelta(n), range(1, 5))[0] for n in range(400)
    )
    assert set(tops) == {1, 2, 3, 4}
    assert max(tops.values()) < 140


@pytest.mark.parametrize(
    ("verified", "here", "born", "bar"),
    [
        (True, True, date(2011, 6, 1), None),
        (True, True, date(2011, 6, 2), Bar.AGE),
        (True, True, None, Bar.AGE),
        (True, False, date(1980, 1, 1), Bar.ELSEWHERE),
        (False, True, date(1980, 1, 1), Bar.UNVERIFIED),
        (False, False, None, Bar.UNVERIFIED),
    ],
)
def test_who_may_take_part(verified, here, born, bar):
    person = Person(verified=verified, lives_here=here, born_on=born)
    assert bar_to(person, least_age=15, today=FIRST) is bar


def test_without_a_least_age_nobody_needs_a_birthday():
    person = Person(verified=True, lives_here=True, born_on=None)
    assert bar_to(person, least_age=0, today=FIRST) is None


def test_a_code_is_read_however_it_is_typed():
    code = code_from(bytes(range(32)))
    assert len(code) == 12
    assert set(code) <= set(ALPHABET)
    assert read_code(f" {shown_code(code).lower()} ") == code
    assert code_from(bytes(range(1, 33))) != code
