"""The life of a district's event (行事の状態), and who moves up in the line (繰上げ)."""

from itertools import product

import pytest

from tsunagaru.services.community.rules.gatherings import (
    LABELS,
    LIFE,
    Act,
    CannotMove,
    State,
    moving_up,
)

MOVES = {
    "change": "open>open",
    "cancel": "open>cancelled",
    "close": "open>held",
    "count": "open>open held>held",
}


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_an_act_leads_where_it_should_or_is_refused(state, act):
    follows = dict(move.split(">") for move in MOVES[act].split())
    if state in follows:
        assert LIFE.move(state, act) == follows[state]
    else:
        with pytest.raises(CannotMove):
            LIFE.move(state, act)


def test_every_state_is_reached_and_has_a_name():
    assert LIFE.reached_from([State.OPEN]) == set(State) == set(LABELS)


@pytest.mark.parametrize(
    ("capacity", "taken", "waiting", "moved"),
    [
        (None, 50, [3, 9], [0, 1]),
        (10, 8, [2, 1], [0]),
        (10, 8, [3, 1], []),  # nobody passes
        (10, 5, [3, 2, 1], [0, 1]),
        (10, 8, [12, 2], [1]),  # the event was made smaller than this household
        (10, 12, [1], []),
    ],
)
def test_who_waits_first_moves_up_first(capacity, taken, waiting, moved):
    assert moving_up(capacity, taken, waiting) == moved
