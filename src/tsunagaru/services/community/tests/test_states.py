"""Every act in every state, of the town's circulars and of a district's (状態遷移)."""

from itertools import product

import pytest

from tsunagaru.services.community.rules.states import (
    DISTRICT,
    LIVES,
    TOWN,
    Act,
    CannotMove,
    Origin,
    State,
)

CASES = list(product(Origin, State, Act))


@pytest.mark.parametrize(("origin", "state", "act"), CASES)
def test_what_is_not_in_the_table_is_refused(origin, state, act):
    life = LIVES[origin]
    if (state, act) in life.moves:
        assert life.move(state, act) in State
    else:
        with pytest.raises(CannotMove):
            life.move(state, act)


def test_every_state_can_be_reached():
    assert TOWN.reached_from([State.DRAFT]) == set(State)
    assert DISTRICT.reached_from([State.DRAFT]) == set(State) - {State.ASKED}


def test_the_towns_circular_goes_out_only_when_approved():
    ways = {act for (_, act), to in TOWN.moves.items() if to is State.OUT and act != Act.CORRECT}
    assert ways == {Act.APPROVE}


def test_what_went_out_never_becomes_a_draft_again():
    for life in LIVES.values():
        assert State.DRAFT not in life.reached_from([State.OUT])


def test_nothing_follows_what_is_over():
    for life, state in product(LIVES.values(), (State.WITHDRAWN, State.DROPPED)):
        assert not life.allowed(state)
