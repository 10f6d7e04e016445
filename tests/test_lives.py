"""The lives of cases, bookings, invoices and turns: every act in every state.

What may be done is written here a second time, in the words of the trade, so that a table changed
by mistake does not agree with itself.
"""

from enum import StrEnum
from itertools import product
from typing import Any, NamedTuple

import pytest

from tsunagaru.engines.bookings.rules import states as bookings
from tsunagaru.engines.cases import rules as cases
from tsunagaru.engines.payments.rules import states as payments
from tsunagaru.services.counter import rules as counter


class Life(NamedTuple):
    """One kind of thing: its rules, where it begins, and act by act from where to where."""

    rules: Any
    begins: str
    moves: dict[str, str]


LIVES = {
    "case": Life(
        cases,
        "received",
        {
            "assign": "received>examining examining>examining correcting>correcting",
            "request_correction": "received>correcting examining>correcting",
            "correct": "correcting>examining",
            "cancel_correction": "correcting>examining",
            "decide": "received>decided examining>decided",
            "withdraw": "received>withdrawn examining>withdrawn correcting>withdrawn",
        },
    ),
    "booking": Life(
        bookings,
        "applied waiting confirmed",
        {
            "win": "applied>confirmed",
            "lose": "applied>waiting",
            "offer": "waiting>offered",
            "accept": "offered>confirmed",
            "lapse": "applied>lapsed waiting>lapsed offered>lapsed",
            "change": "confirmed>confirmed",
            "cancel": "applied>cancelled waiting>cancelled offered>cancelled confirmed>cancelled",
            "close": "applied>closed waiting>closed offered>closed confirmed>closed",
            "forfeit": "confirmed>cancelled",
            "arrive": "confirmed>arrived missed>arrived",
            "miss": "confirmed>missed arrived>missed completed>missed",
            "undo": "arrived>confirmed",
            "complete": "confirmed>completed arrived>completed",
        },
    ),
    "invoice": Life(
        payments,
        "requested",
        {
            "pay": "requested>paid overdue>paid",
            "miss": "requested>overdue",
            "refund_part": "paid>partly_refunded partly_refunded>partly_refunded",
            "refund_rest": "paid>refunded partly_refunded>refunded",
            "cancel": "requested>cancelled overdue>cancelled",
            "expire": "requested>expired",
        },
    ),
    "turn": Life(
        counter,
        "waiting",
        {
            "call": "waiting>called called>called absent>called",
            "miss": "called>absent",
            "transfer": "called>waiting",
            "finish": "called>served",
            "leave": "waiting>left absent>left",
            "close": "waiting>closed called>closed absent>closed",
        },
    ),
}
ALL = [
    (name, *pair)
    for name, life in LIVES.items()
    for pair in product(life.rules.State, life.rules.Act)
]


@pytest.mark.parametrize(("name", "state", "act"), ALL, ids=str)
def test_an_act_leads_where_it_should_or_is_refused_by_name(
    name: str, state: StrEnum, act: StrEnum
):
    rules = LIVES[name].rules
    follows = dict(move.split(">") for move in LIVES[name].moves[act].split())
    assert (act in rules.LIFE.allowed(state)) is (state in follows)
    if state in follows:
        assert rules.move(state, act) is rules.State(follows[state])
    else:
        with pytest.raises(rules.CannotMove) as refused:
            rules.move(state, act)
        assert (refused.value.state, refused.value.act) == (state, act)


@pytest.mark.parametrize("name", LIVES)
def test_every_state_is_reached_and_has_a_name_in_japanese(name):
    rules = LIVES[name].rules
    begins = map(rules.State, LIVES[name].begins.split())
    assert rules.LIFE.reached_from(begins) == set(rules.State) == set(rules.LABELS)


def test_nobody_takes_the_refusal_of_one_kind_for_that_of_another():
    refusals = [life.rules.CannotMove for life in LIVES.values()]
    assert not any(issubclass(a, b) for a, b in product(refusals, refusals) if a is not b)
