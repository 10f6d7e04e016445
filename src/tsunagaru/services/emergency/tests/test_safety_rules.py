"""What an answer means (返事の読取り): a doubt never becomes "safe"."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.services.emergency.rules.safety import (
    ROUNDS,
    CannotDoInRound,
    RoundAct,
    RoundState,
    Safety,
    buttons,
    may_see_silent,
    read_pressed,
    read_text,
    replaces,
    summed,
)

CALLS = ("助けて", "動けません", "閉じ込められた", "救急車をお願いします", "help", "we are trapped")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("1", "safe"),
        ("２", "help"),
        ("3。", "injured"),
        ("無事です", "safe"),
        ("家族みんな大丈夫", "safe"),
        ("けがはありません", "safe"),
        ("無事ではありません", "help"),
        ("大丈夫じゃない", "help"),
        ("ぶじではない", "help"),
        ("助けは不要です、無事です", "safe"),
        ("足をけがしました", "injured"),
        ("けがをして動けません", "help"),
        ("I am safe", "safe"),
        ("not safe", "help"),
        ("I am injured", "injured"),
        ("No help needed, we are ok", "safe"),
    ],
)
def test_a_few_words_are_read(text, state):
    assert read_text(text) == state


@pytest.mark.parametrize("text", ["", "はい", "12", "123", "きょうは雨", "4", "こんにちは"])
def test_what_is_not_clear_is_not_guessed(text):
    assert read_text(text) is None


@given(st.text(max_size=40), st.sampled_from(CALLS), st.text(max_size=40))
def test_who_calls_for_help_is_never_taken_for_safe(before, call, after):
    assert read_text(f"{before} {call} {after}") is not Safety.SAFE


@given(st.uuids(), st.booleans())
def test_a_button_says_what_its_label_says_in_every_language(key, drill):
    for language, shown in buttons(key.hex, drill=drill).items():
        assert [read_pressed(data) for _, data in shown] == [(key.hex, one) for one in Safety]
        marks = {"ja": "訓練", "ja-easy": "れんしゅう", "en": "DRILL"}
        assert all((marks[language] in label) == drill for label, _ in shown)
        assert all(len(label) <= 20 for label, _ in shown), "LINE takes 20 letters"


@pytest.mark.parametrize(("state", "act"), list(product(RoundState, RoundAct)))
def test_a_closed_round_takes_answers_and_nothing_else(state, act):
    if state is RoundState.OPEN or act is RoundAct.ANSWER:
        assert ROUNDS.move(state, act) in set(RoundState)
    else:
        with pytest.raises(CannotDoInRound):
            ROUNDS.move(state, act)


@given(st.lists(st.tuples(st.sampled_from(["", *Safety]), st.integers(0, 99))))
def test_everybody_has_answered_or_is_silent(rows):
    counts = summed(rows)
    assert counts["answered"] + counts["silent"] == counts["all"] == sum(n for _, n in rows)


def test_only_an_answer_said_no_earlier_replaces():
    now = datetime(2026, 9, 1, tzinfo=UTC)
    assert replaces(None, now)
    assert replaces(now, now)
    assert not replaces(now, now - timedelta(seconds=1))


def test_without_consent_or_ground_no_name_is_seen():
    assert not may_see_silent(consents=False, bases=[])
    assert may_see_silent(consents=True, bases=[])
    assert may_see_silent(consents=False, bases=["law"])
