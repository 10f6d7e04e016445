"""A recipient's token names one target, and nobody can make one up."""

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages.rules.tokens import LENGTH, place_of, token

KEY = b"k" * 32


@given(st.integers(0, 2**63), st.integers(0, 2**31))
def test_a_token_leads_back_to_its_target(broadcast, seq):
    made = token(KEY, broadcast, seq)
    assert len(made) == LENGTH
    assert place_of(KEY, made) == (broadcast, seq)


@given(st.integers(0, 27), st.sampled_from("ABab01-_"))
def test_a_changed_token_leads_nowhere(position, letter):
    made = token(KEY, 7, 3)
    changed = made[:position] + letter + made[position + 1 :]
    assert changed == made or place_of(KEY, changed) is None


@given(st.text(max_size=40))
def test_any_other_text_leads_nowhere(text):
    assert place_of(KEY, text) is None


def test_a_token_of_another_town_leads_nowhere():
    assert place_of(b"x" * 32, token(KEY, 7, 3)) is None
