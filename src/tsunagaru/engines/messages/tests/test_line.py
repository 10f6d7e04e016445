"""LINE takes a parcel once, however often it is handed over."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages.gateways.channels import (
    CannotReach,
    CannotTakeParcel,
    Kind,
    Result,
)
from tsunagaru.engines.messages.gateways.wording import cut, units, whole_text
from tsunagaru.engines.messages.testing import a_parcel, hand_to, simulated_providers

PEOPLE = [f"U{number:032x}" for number in range(500)]


@pytest.fixture(name="them")
def providers():
    with simulated_providers() as them:
        yield them


def test_five_hundred_are_reached_by_one_request(them):
    [answers] = hand_to(them, Kind.LINE, a_parcel(*PEOPLE))
    assert {answer.result for answer in answers} == {Result.ACCEPTED}
    assert [answer.seq for answer in answers] == list(range(1, 501))
    assert len({answer.ref for answer in answers}) == 1
    assert them.line.requests["/v2/bot/message/multicast"] == 1
    assert all(them.line.received(one) == 1 for one in PEOPLE)


def test_the_text_says_title_body_and_address(them):
    hand_to(them, Kind.LINE, a_parcel(PEOPLE[0]))
    [message] = them.line.last[0]["messages"]
    assert message == {
        "type": "text",
        "text": "大雨のお知らせ\n\n川に近づかないでください。\n\nhttps://town.example/m/1",
    }


def test_an_answer_that_never_comes_doubles_nobody(them):
    parcel = a_parcel(*PEOPLE)
    them.line.knobs.silent_share = 1
    [error] = hand_to(them, Kind.LINE, parcel, timeout_s=0.3)
    assert isinstance(error, CannotReach)
    assert error.code == "timeout"
    them.line.knobs.silent_share = 0
    [answers] = hand_to(them, Kind.LINE, parcel)
    assert {(answer.result, answer.code) for answer in answers} == {(Result.ACCEPTED, "409")}
    assert all(answer.ref for answer in answers)
    assert them.line.report()["received"] == 500
    assert them.line.report()["duplicates"] == 0


def test_another_key_is_another_message(them):
    hand_to(them, Kind.LINE, a_parcel(PEOPLE[0]), a_parcel(PEOPLE[0], key=UUID(int=8)))
    assert them.line.received(PEOPLE[0]) == 2
    assert them.line.report()["duplicates"] == 1


def test_a_hanging_request_that_is_tried_again_doubles_nobody(them):
    them.line.knobs.turn({"hang_share": 1, "hang_s": 5})
    [error] = hand_to(them, Kind.LINE, a_parcel(*PEOPLE), timeout_s=0.2)
    assert error.code == "timeout"
    them.line.knobs.turn({"hang_share": 0})
    hand_to(them, Kind.LINE, a_parcel(*PEOPLE))
    assert them.line.report()["received"] == 500


@pytest.mark.parametrize(
    ("knobs", "code", "wait_s"),
    [
        ({"error_share": 1, "retry_after_s": 4}, "500", 4),
        ({"a_second": 0.001, "retry_after_s": 9}, "429", 9),
    ],
)
def test_trouble_and_haste_leave_the_whole_parcel_for_later(them, knobs, code, wait_s):
    them.line.knobs.turn(knobs)
    [error] = hand_to(them, Kind.LINE, a_parcel(*PEOPLE))
    assert (type(error), error.code, error.wait_s) == (CannotReach, code, wait_s)
    assert them.line.report()["received"] == 0


def test_a_bad_id_among_several_makes_us_split_the_parcel(them):
    them.line.knobs.bad_share = 1
    [error] = hand_to(them, Kind.LINE, a_parcel(*PEOPLE[:2]))
    assert isinstance(error, CannotTakeParcel)
    [[answer]] = hand_to(them, Kind.LINE, a_parcel(PEOPLE[0]))
    assert (answer.result, answer.code) == (Result.REFUSED, "400")


def test_who_blocked_the_account_is_accepted_all_the_same(them):
    them.line.knobs.blocked = [PEOPLE[0]]
    [answers] = hand_to(them, Kind.LINE, a_parcel(*PEOPLE[:2]))
    assert {answer.result for answer in answers} == {Result.ACCEPTED}
    assert (them.line.received(PEOPLE[0]), them.line.received(PEOPLE[1])) == (0, 1)


def test_nobody_listening_is_told_apart(them):
    port, them.http = them.http, 9
    [error] = hand_to(them, Kind.LINE, a_parcel(*PEOPLE))
    them.http = port
    assert (type(error), error.code) == (CannotReach, "refused")


@given(st.text(max_size=300), st.text(max_size=300), st.integers(60, 400))
def test_no_text_is_longer_than_allowed_and_the_address_stays_whole(title, body, most):
    text = whole_text(a_parcel(title=title, body=body), most)
    assert units(text) <= most
    assert text.endswith("https://town.example/m/1")
    text.encode()


@given(st.text(alphabet="あ👩‍👩‍👧🇯🇵が1\u3099", max_size=40), st.integers(0, 50))
def test_a_cut_text_says_so(text, most):
    short = cut(text, most)
    assert units(short) <= max(most, 0)
    assert short == text or not short or short.endswith("…")


@given(title=st.text(max_size=80), body=st.text(max_size=200))
def test_line_takes_whatever_anybody_types(title, body):
    with simulated_providers() as them:
        [[answer]] = hand_to(them, Kind.LINE, a_parcel(PEOPLE[0], title=title, body=body))
    assert answer.result is Result.ACCEPTED
