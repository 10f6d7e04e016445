"""The rules of shelters (避難所の規則): every state with every act, and entries in any order."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.attacks.texts import individual
from tsunagaru.kernel.clock import JST
from tsunagaru.services.shelters.rules import passes, payloads
from tsunagaru.services.shelters.rules.caring import united
from tsunagaru.services.shelters.rules.crowding import Crowding, crowding
from tsunagaru.services.shelters.rules.folding import Effect, Fact, corrected, fold
from tsunagaru.services.shelters.rules.reporting import due_until, next_due
from tsunagaru.services.shelters.rules.states import (
    OPENINGS,
    CannotChange,
    Kind,
    OpeningAct,
    OpeningState,
    Presence,
)
from tsunagaru.services.shelters.rules.supplies import (
    REQUESTS,
    CannotCount,
    CannotMoveRequest,
    CannotTakeOut,
    MoveKind,
    RequestAct,
    RequestState,
    after,
)

NOON = datetime(2026, 7, 1, 12, tzinfo=JST)
GYM, SCHOOL = UUID(int=1), UUID(int=2)
TEXT = st.text(max_size=30)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - of hypothesis
FACTS = st.lists(
    st.builds(
        Fact,
        at=st.integers(0, 300).map(lambda minute: NOON + timedelta(minutes=minute)),
        id=st.uuids(),
        kind=st.sampled_from(Kind),
        opening=st.sampled_from([GYM, SCHOOL]),
    ),
    max_size=12,
    unique_by=lambda fact: fact.id,
)


@pytest.mark.parametrize("state", OpeningState)
@pytest.mark.parametrize("act", OpeningAct)
def test_a_shelter_moves_as_the_table_says_and_no_other_way(state, act):
    after_it = {("open", "fill"): "full", ("full", "free"): "open"}
    after_it |= {("open", "close"): "closed", ("full", "close"): "closed"}
    if (state.value, act.value) in after_it:
        assert OPENINGS.move(state, act) == after_it[state.value, act.value]
    else:
        with pytest.raises(CannotChange):
            OPENINGS.move(state, act)


@pytest.mark.parametrize("state", RequestState)
@pytest.mark.parametrize("act", RequestAct)
def test_a_request_moves_as_the_table_says_and_no_other_way(state, act):
    after_it = {
        ("asked", "accept"): "accepted",
        ("asked", "decline"): "declined",
        ("asked", "withdraw"): "withdrawn",
        ("accepted", "send"): "sent",
        ("accepted", "decline"): "declined",
        ("sent", "receive"): "received",
    }
    if (state.value, act.value) in after_it:
        assert REQUESTS.move(state, act) == after_it[state.value, act.value]
    else:
        with pytest.raises(CannotMoveRequest):
            REQUESTS.move(state, act)


@given(FACTS, st.randoms())
def test_what_entries_say_does_not_depend_on_the_order_in_which_they_came(facts, rng):
    shuffled = list(facts)
    rng.shuffle(shuffled)
    assert fold(facts) == fold(shuffled)


@given(FACTS)
def test_every_entry_has_an_effect_and_who_arrived_last_is_there_until_they_leave(facts):
    standing, effects = fold(facts)
    assert effects.keys() == {fact.id for fact in facts}
    arrivals = sorted(fact for fact in facts if fact.kind is Kind.ARRIVE)
    assert standing.opening == (arrivals[-1].opening if arrivals else None)
    later = [f for f in facts if arrivals and f > arrivals[-1] and f.kind is Kind.LEAVE]
    if arrivals and not any(f.opening == standing.opening for f in later):
        assert standing.state is not Presence.LEFT
    if arrivals:
        assert effects[arrivals[0].id] is Effect.NEW


@given(MOMENTS, st.timedeltas(timedelta(-9999), timedelta(9999)))
def test_a_corrected_time_lies_between_opening_and_receipt(told, skew):
    received = NOON + timedelta(hours=5)
    assert NOON <= corrected(told, skew, opened=NOON, received=received) <= received


@given(st.uuids(), st.binary(min_size=5, max_size=5), st.integers(0, 36), st.integers(1, 31))
def test_a_code_is_read_back_and_any_single_wrong_sign_is_noticed(id, mark, place, other):
    code = passes.written(id, mark.hex())
    assert passes.read(f" {code[:9].lower()}-{code[9:]} ") == passes.Code(id, mark.hex())
    if place >= 2:
        sign = passes.SIGNS[(passes.SIGNS.index(code[place]) + other) % 32]
        assert passes.read(code[:place] + sign + code[place + 1 :]) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | TEXT,
        lambda one: st.lists(one) | st.dictionaries(TEXT, one),
    )
)
def test_whatever_comes_is_read_or_is_nothing_and_never_an_error(raw):
    assert payloads.read(raw, now=NOON) is None
    told = payloads.read(
        {
            "kind": "arrive",
            "person": raw,
            "told_at": raw,
            "needs": raw,
            "pets": raw,
            "note": raw,
            "tag": raw,
            "code": raw,
            "family": raw,
            "birth_on": raw,
        },
        now=NOON,
    )
    assert told
    assert payloads.read(told.as_json(), now=NOON) == told


def test_an_individual_number_is_masked_and_the_entry_is_not_lost():
    number = individual()
    told = payloads.read({"kind": "arrive", "note": number, "person": {"family": number}}, now=NOON)
    assert number not in str(told)
    assert told.note == "＊" * 12


def test_care_is_never_lost_by_a_later_entry():
    first = payloads.Payload(Kind.ARRIVE, NOON, needs=("allergy",), note="卵", pets=2)
    second = payloads.Payload(Kind.ARRIVE, NOON, needs=("infant",), note="卵\nミルク")
    assert united(united({}, first), second) == {
        "needs": ["allergy", "infant"],
        "note": "卵\nミルク",
        "pets": 2,
    }


@pytest.mark.parametrize(
    ("people", "stopped", "words"),
    [
        (0, False, Crowding.FREE),
        (50, False, Crowding.FILLING),
        (85, False, Crowding.CROWDED),
        (100, False, Crowding.FULL),
        (300, False, Crowding.FULL),
        (0, True, Crowding.FULL),
    ],
)
def test_how_full_a_shelter_is_in_words(people, stopped, words):
    assert crowding(people, 100, stopped=stopped) is words


@given(st.lists(st.tuples(st.sampled_from(MoveKind), st.integers(0, 50)), max_size=20))
def test_a_stock_never_falls_below_zero(moves):
    stock = 0
    for kind, quantity in moves:
        try:
            stock = after(stock, kind, quantity, reason="数えた")
        except CannotTakeOut:
            assert kind is MoveKind.OUT
        assert stock >= 0


def test_nothing_is_counted_again_without_a_reason():
    with pytest.raises(CannotCount):
        after(5, MoveKind.COUNT, 3, "　")


@given(MOMENTS, st.integers(15, 1440))
def test_reports_are_due_on_the_clock_and_the_next_one_follows_within_the_interval(at, every):
    due = next_due(at, every)
    assert timedelta() < due - at <= timedelta(minutes=every)
    assert next_due(due, every) > due


def test_a_shelter_opened_at_half_past_reports_on_the_hour():
    opened = NOON + timedelta(minutes=30)
    due = due_until(opened, NOON + timedelta(hours=3), 60)
    assert [one.hour for one in due] == [13, 14, 15]
