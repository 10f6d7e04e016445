"""The life of a case, every state with every act."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tsunagaru.engines.cases.rules import (
    OPEN,
    Act,
    CannotDecideWithoutReason,
    CannotMove,
    State,
    allowed,
    check_reason,
    move,
    read_number,
)


@pytest.mark.parametrize("state", [s for s in State if s not in OPEN])
def test_nothing_can_be_done_with_a_closed_case(state):
    assert allowed(state) == frozenset()


def test_a_case_that_waits_for_a_correction_cannot_be_decided():
    assert Act.DECIDE not in allowed(State.CORRECTING)


@given(st.text(alphabet=" 　\n\t"), st.sampled_from(["refused", "partly", "dismissed"]))
def test_what_is_not_granted_needs_its_reasons(blank, outcome):
    with pytest.raises(CannotDecideWithoutReason):
        check_reason(outcome, blank)
    check_reason("granted", blank)


class LifeOfACase(RuleBasedStateMachine):
    """Any walk of acts: closed once means closed for ever."""

    def __init__(self):
        super().__init__()
        self.state = State.RECEIVED
        self.closed = 0

    @rule(act=st.sampled_from(Act))
    def act(self, act):
        before = self.state
        try:
            self.state = move(self.state, act)
        except CannotMove:
            assert self.state is before
        self.closed += before in OPEN and self.state not in OPEN

    @invariant()
    def closes_at_most_once(self):
        assert self.closed <= 1


TestLifeOfACase = LifeOfACase.TestCase


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2026-000123", "2026-000123"),
        ("２０２６－０００１２３", "2026-000123"),
        (" 2026ー000123 ", "2026-000123"),
        ("2026000123", "2026-000123"),
        ("2026 - 000123", "2026-000123"),
        ("2026-123", "2026-000123"),
        ("2026123", ""),
        ("2026", ""),
        ("48210937", ""),
        ("2026-0001234", ""),
        ("犬の登録", ""),
        ("", ""),
    ],
)
def test_a_case_number_is_read_in_any_width_with_or_without_hyphens(typed, number):
    assert read_number(typed) == number
