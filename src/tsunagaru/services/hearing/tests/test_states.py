"""The life of an inquiry (広聴の状態), move by move."""

from itertools import product

import pytest

from tsunagaru.services.hearing.rules.states import (
    ENDED,
    LIFE,
    OPEN,
    Act,
    CannotMove,
    Reach,
    Source,
    State,
    Way,
    way_to,
)


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_every_move_is_either_in_the_table_or_refused(state, act):
    if act in LIFE.allowed(state):
        assert LIFE.move(state, act) in State
    else:
        with pytest.raises(CannotMove):
            LIFE.move(state, act)


def test_every_state_can_be_reached_and_is_either_open_or_over():
    assert LIFE.reached_from([State.RECEIVED]) == set(State)
    assert set(State) == OPEN | ENDED
    assert not OPEN & ENDED


@pytest.mark.parametrize("state", sorted(OPEN))
def test_nothing_open_is_a_dead_end(state):
    assert LIFE.reached_from([state]) & {State.ANSWERED, State.DONE}


def test_an_answer_never_goes_out_without_an_approval():
    before = {at for (at, act), to in LIFE.moves.items() if to is State.ANSWERED}
    assert before == {State.SENDING}
    assert {act for (_, act), to in LIFE.moves.items() if to is State.SENDING} == {Act.APPROVE}


@pytest.mark.parametrize(
    ("reach", "way"),
    [
        (Reach(source=Source.POST, address=True, email=True), Way.LETTER),
        (Reach(source=Source.PHONE, phone=True, address=True), Way.PHONE),
        (Reach(source=Source.LINE, subscriber=True, resident=True), Way.MESSAGE),
        (Reach(source=Source.ONLINE, resident=True, email=True), Way.INBOX),
        (Reach(source=Source.ONLINE, email=True), Way.EMAIL),
        (Reach(source=Source.POST, phone=True), Way.PHONE),
        (Reach(source=Source.ONLINE), Way.PAGE),
    ],
)
def test_people_are_answered_as_they_came(reach, way):
    assert way_to(reach) is way
