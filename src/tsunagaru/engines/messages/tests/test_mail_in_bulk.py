"""Mail goes out a hundred recipients at a time, and each one's answer is known."""

import re
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages.gateways.bulk_mail import WINDOW
from tsunagaru.engines.messages.gateways.channels import CannotReach, Kind, Result
from tsunagaru.engines.messages.gateways.mail_addresses import path_of
from tsunagaru.engines.messages.testing import a_parcel, hand_to, simulated_providers

PEOPLE = [f"p{number}@example.jp" for number in range(100)]
LEAVE = {"leave_url": "https://town.example/leave/{token}", "leave_words": "配信をやめる"}


@pytest.fixture(name="them", params=["counted", "dotted"])
def providers(request):
    with simulated_providers(chunking=request.param == "counted") as them:
        yield them


def letter(them, number=0):
    return message_from_bytes(them.mail.last[number][2])


def text(message):
    return message.get_payload(decode=True).decode()


def test_an_alert_is_one_letter_to_a_hundred_who_do_not_see_each_other(them):
    [answers] = hand_to(them, Kind.EMAIL, a_parcel(*PEOPLE, urgent=True))
    assert {(answer.result, answer.code) for answer in answers} == {(Result.ACCEPTED, "250 2.0.0")}
    assert [answer.seq for answer in answers] == list(range(1, 101))
    assert them.mail.requests["letters"] == 1
    assert all(them.mail.received(one) == 1 for one in PEOPLE)
    assert letter(them)["To"] == "undisclosed-recipients:;"
    assert "example.jp" not in them.mail.last[0][2].decode()
    assert letter(them)["List-Unsubscribe"] is None


def test_news_is_a_letter_for_each_with_a_link_of_their_own(them):
    [answers] = hand_to(them, Kind.EMAIL, a_parcel(*PEOPLE[:45], **LEAVE))
    assert [answer.result for answer in answers] == [Result.ACCEPTED] * 45
    assert them.mail.requests["letters"] == 45
    third = letter(them, 2)
    assert third["To"] == "<p2@example.jp>"
    assert third["List-Unsubscribe"] == "<https://town.example/leave/t3>"
    assert third["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert text(third).endswith("\r\n\r\n配信をやめる\r\nhttps://town.example/leave/t3\r\n")
    assert len({letter(them, at)["Message-ID"] for at in range(45)}) == 45


def test_a_letter_has_the_same_id_at_every_try(them):
    hand_to(them, Kind.EMAIL, a_parcel(PEOPLE[0]))
    hand_to(them, Kind.EMAIL, a_parcel(PEOPLE[0]))
    assert letter(them, 0)["Message-ID"] == letter(them, 1)["Message-ID"]


@pytest.mark.parametrize("kind", [{}, LEAVE])
def test_who_is_not_there_is_gone_and_the_others_get_their_letter(them, kind):
    them.mail.knobs.blocked = [PEOPLE[1]]
    [answers] = hand_to(them, Kind.EMAIL, a_parcel(*PEOPLE[:3], **kind))
    results = [(answer.result, answer.code) for answer in answers]
    assert results[1] == (Result.GONE, "550 5.1.1")
    assert [result for result, _ in results] == [Result.ACCEPTED, Result.GONE, Result.ACCEPTED]
    assert [them.mail.received(one) for one in PEOPLE[:3]] == [1, 0, 1]


@pytest.mark.parametrize("kind", [{}, LEAVE])
@pytest.mark.parametrize(
    ("knobs", "result", "code"),
    [
        ({"error_share": 1}, Result.LATER, "451 4.3.0"),
        ({"a_second": 0.001}, Result.LATER, "451 4.7.1"),
        ({"bad_share": 1}, Result.REFUSED, "501 5.1.3"),
        ({"blocked_share": 1}, Result.GONE, "550 5.1.1"),
    ],
)
def test_what_the_relay_says_of_each_is_known(them, kind, knobs, result, code):
    them.mail.knobs.turn(knobs)
    [answers] = hand_to(them, Kind.EMAIL, a_parcel(*PEOPLE[:3], **kind))
    assert {(answer.result, answer.code) for answer in answers} == {(result, code)}
    assert them.mail.report()["received"] == 0


@pytest.mark.parametrize("kind", [{}, LEAVE])
def test_an_answer_that_never_comes_leaves_the_parcel_for_later(them, kind):
    them.mail.knobs.silent_share = 1
    [error] = hand_to(them, Kind.EMAIL, a_parcel(*PEOPLE, **kind), timeout_s=0.3)
    assert (type(error), error.code) == (CannotReach, "timeout")


def test_a_line_lost_in_the_midst_of_news_doubles_a_window_at_most(them):
    them.mail.knobs.silent_share = 0.02
    [answers] = hand_to(them, Kind.EMAIL, a_parcel(*PEOPLE, **LEAVE), timeout_s=0.5)
    later = [answer for answer in answers if answer.result is Result.LATER]
    assert len(answers) == 100
    assert later
    again = a_parcel(*(PEOPLE[answer.seq - 1] for answer in later), **LEAVE)
    them.mail.knobs.silent_share = 0
    hand_to(them, Kind.EMAIL, again)
    assert all(them.mail.received(one) >= 1 for one in PEOPLE)
    assert 1 <= them.mail.report()["duplicates"] <= WINDOW


def test_an_address_that_could_be_a_command_is_never_said(them):
    strange = ["a@b.jp>\r\nRCPT TO:<x@y.jp", "no at", "二郎@example.jp", "", "a b@example.jp"]
    [answers] = hand_to(them, Kind.EMAIL, a_parcel(*strange, PEOPLE[0]))
    assert [(answer.result, answer.code) for answer in answers[:5]] == [
        (Result.REFUSED, "address")
    ] * 5
    assert them.mail.report()["people"] == 1


def test_addresses_with_strange_dots_or_japanese_domains_are_reached():
    assert path_of("a..b.@docomo.ne.jp") == '"a..b."@docomo.ne.jp'
    assert path_of("jiro@日本語.jp") == "jiro@xn--wgv71a119e.jp"
    assert path_of("plain+tag@example.jp") == "plain+tag@example.jp"


@given(st.text(max_size=120), st.text(max_size=300), st.sampled_from([{}, LEAVE]))
def test_no_title_begins_a_header_and_no_body_ends_a_letter(title, body, kind):
    with simulated_providers(chunking=False) as them:
        [[answer]] = hand_to(
            them, Kind.EMAIL, a_parcel(PEOPLE[0], title=title, body=body + "\n.\n..", **kind)
        )
        message = letter(them)
    assert answer.result is Result.ACCEPTED
    names = {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}
    names |= {"Content-Transfer-Encoding", "Auto-Submitted"}
    extra = {"List-Unsubscribe", "List-Unsubscribe-Post"}
    assert set(message.keys()) == names | (extra if kind else set())
    assert all(len(line) <= 998 for line in message.as_bytes().splitlines())
    said = re.sub(r"\s", "", str(make_header(decode_header(message["Subject"]))))
    assert not said or said[:5] == re.sub(r"[\s\x00-\x1f\x7f-\x9f]", "", title)[:5]
    assert ".\r\n.." in text(message)
