"""A short message goes once to each telephone, and its receipts count in any order."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages.gateways import sms_receipts
from tsunagaru.engines.messages.gateways.channels import CannotReach, Kind, Result
from tsunagaru.engines.messages.gateways.sms import LETTERS, segments
from tsunagaru.engines.messages.gateways.sms_receipts import (
    CannotReadReceipt,
    Receipt,
    State,
    last_word,
)
from tsunagaru.engines.messages.testing import a_parcel, hand_to, simulated_providers

AT = datetime(2026, 4, 6, 1, tzinfo=UTC)
PEOPLE = [f"+8190{number:08d}" for number in range(50)]


@pytest.fixture(name="them")
def providers():
    with simulated_providers() as them:
        yield them


def test_fifty_telephones_get_the_text(them):
    [answers] = hand_to(them, Kind.SMS, a_parcel(*PEOPLE))
    assert {(answer.result, answer.code) for answer in answers} == {(Result.ACCEPTED, "202")}
    assert len({answer.ref for answer in answers}) == 50
    assert them.sms.report()["people"] == 50
    assert them.sms.last[0]["text"].endswith("https://town.example/m/1")
    assert them.sms.last[0]["segments"] == 1


def test_answers_that_never_come_double_nobody(them):
    them.sms.knobs.silent_share = 1
    [error] = hand_to(them, Kind.SMS, a_parcel(*PEOPLE), timeout_s=0.3)
    assert (type(error), error.code) == (CannotReach, "timeout")
    them.sms.knobs.silent_share = 0
    [answers] = hand_to(them, Kind.SMS, a_parcel(*PEOPLE))
    assert {answer.result for answer in answers} == {Result.ACCEPTED}
    assert them.sms.report()["duplicates"] == 0
    assert them.sms.report()["received"] == 50


@pytest.mark.parametrize(
    ("knobs", "result", "code"),
    [
        ({"error_share": 1}, Result.LATER, "503"),
        ({"a_second": 0.001}, Result.LATER, "429"),
        ({"bad_share": 1}, Result.REFUSED, "400"),
    ],
)
def test_what_the_provider_says_of_each_is_known(them, knobs, result, code):
    them.sms.knobs.turn(knobs)
    [answers] = hand_to(them, Kind.SMS, a_parcel(*PEOPLE[:3]))
    assert {(answer.result, answer.code) for answer in answers} == {(result, code)}
    assert len(answers) == 3


def test_a_provider_that_falls_silent_in_the_midst_keeps_what_it_took(them):
    them.sms.knobs.silent_share = 0.1
    [answers] = hand_to(them, Kind.SMS, a_parcel(*PEOPLE), timeout_s=0.5)
    found = {answer.result for answer in answers}
    assert sorted(answer.seq for answer in answers) == list(range(1, 51))
    assert found == {Result.ACCEPTED, Result.LATER}


def test_what_is_no_number_is_refused_before_it_costs_anything(them):
    [answers] = hand_to(them, Kind.SMS, a_parcel("090-1234-5678", "+0", PEOPLE[0]))
    assert {answer.seq: answer.code for answer in answers} == {1: "address", 2: "address", 3: "202"}
    assert them.sms.requests["sms"] == 1


def test_a_provider_that_does_not_know_us_gets_nothing_more(them):
    them.sms._bearer = "Bearer another"
    [error] = hand_to(them, Kind.SMS, a_parcel(*PEOPLE))
    assert (type(error), error.code) == (CannotReach, "401")


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 1), ("あ" * 70, 1), ("あ" * 71, 2), ("あ" * 134, 2), ("🌧" * 35, 1), ("🌧" * 36, 2)],
)
def test_seventy_letters_are_one_message(text, number):
    assert segments(text) == number


def test_no_message_costs_more_than_ten(them):
    hand_to(them, Kind.SMS, a_parcel(PEOPLE[0], body="あ" * 2_000))
    told = them.sms.last[0]
    assert len(told["text"]) == LETTERS
    assert told["segments"] == 10


def a_receipt(state, seconds=0, number="1"):
    return Receipt(number, "ref", state, AT + timedelta(seconds=seconds))


def test_receipts_count_in_any_order_and_twice():
    told = [a_receipt(State.SENT, 0), a_receipt(State.DELIVERED, 2), a_receipt(State.FAILED, 9)]
    for order in permutations([*told, *told]):
        assert last_word(order).state is State.DELIVERED
    assert last_word(told[:1]).state is State.SENT


def body_of(**changes):
    one = {"id": "1", "ref": "r", "state": "delivered", "at": AT.isoformat(), **changes}
    return json.dumps({"receipts": [one]}).encode()


def read(body, *, key="s", ours="s", now=1_000.0):
    seal = sms_receipts.sign(body, secret=key, epoch=1_000)
    return sms_receipts.read(body, seal, secret=ours, now=now)


def test_a_signed_receipt_is_read():
    assert read(body_of()) == [Receipt("1", "r", State.DELIVERED, AT)]
    assert read(body_of(state="pondering")) == []


@pytest.mark.parametrize(
    "changes",
    [{"key": "guessed"}, {"now": 1_301.0}, {"now": 699.0}, {"key": "", "ours": ""}],
)
def test_a_forged_or_stale_receipt_is_refused(changes):
    with pytest.raises(CannotReadReceipt):
        read(body_of(), **changes)


@pytest.mark.parametrize("at", ["2026-04-06T10:00:00", "yesterday", 7])
def test_a_receipt_without_a_moment_is_refused(at):
    with pytest.raises(CannotReadReceipt):
        read(body_of(at=at))


@given(st.binary(max_size=200), st.text(max_size=40))
def test_no_bytes_break_the_reading(body, signature):
    with pytest.raises(CannotReadReceipt):  # nobody guesses a signature
        sms_receipts.read(body, signature, secret="s", now=1_000.0)
    sealed = sms_receipts.sign(body, secret="s", epoch=1_000)
    with suppress(CannotReadReceipt):
        sms_receipts.read(body, sealed, secret="s", now=1_000.0)
