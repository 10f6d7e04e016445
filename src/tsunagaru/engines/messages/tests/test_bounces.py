"""A letter that comes back says whose it was, to us alone."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages.gateways import bounces
from tsunagaru.engines.messages.gateways.bounces import CannotReadBounce, Fate
from tsunagaru.engines.messages.gateways.mail_addresses import ReturnPath, bounce_to, bounced

KEY = UUID(int=2**127 + 11)
REPORT = """\
From: MAILER-DAEMON@relay.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you ...

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
X-Postfix-Queue-ID: 4F1

Final-Recipient: rfc822; {who}
Original-Recipient: rfc822;{who}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{who}>: no such user

Final-Recipient: rfc822; b@example.jp
Action: delayed
Status: 4.4.1

--B
Content-Type: message/rfc822

Subject: news

hello
--B--
"""


def to(seq=7, signed_with="s"):
    return bounce_to(ReturnPath(KEY, seq), secret=signed_with, domain="town.example")


def report(action="failed", status="5.1.1", address=None, who="a@example.jp"):
    text = REPORT.format(to=address or to(), who=who, action=action, status=status)
    return bounces.read(text.replace("\n", "\r\n").encode(), secret="s")


@pytest.mark.parametrize(
    ("action", "status", "fate"),
    [
        ("failed", "5.1.1", Fate.HARD),
        ("failed", "5.2.1 (disabled)", Fate.HARD),
        ("failed", "nonsense", Fate.HARD),
        ("failed", "5.2.2", Fate.SOFT),
        ("failed", "5.7.1", Fate.SOFT),
        ("failed", "4.4.7", Fate.SOFT),
        ("delayed", "4.4.1", Fate.DELAYED),
        ("delivered", "2.0.0", Fate.DELIVERED),
    ],
)
def test_a_report_says_what_became_of_the_letter(action, status, fate):
    first, second = report(action, status)
    assert (first.path, first.fate, first.address) == (ReturnPath(KEY, 7), fate, "a@example.jp")
    assert (second.fate, second.address) == (Fate.DELAYED, "b@example.jp")


def test_a_letter_to_many_comes_back_with_the_address_it_did_not_reach():
    first, _ = report(address=to(seq=None))
    assert (first.path, first.address) == (ReturnPath(KEY, None), "a@example.jp")


def test_the_envelope_is_believed_before_the_head():
    raw = REPORT.format(to="me@town.example", who="a@b.jp", action="failed", status="5.1.1")
    assert bounces.read(raw.encode(), secret="s", envelope_to=to())[0].path.seq == 7


def test_nobody_else_can_say_that_a_letter_came_back():
    forged = to(signed_with="guessed")
    assert bounced(forged, secret="s") is None
    assert bounced(forged, secret="") is None
    assert bounced(to().replace("-7-", "-8-"), secret="s") is None
    assert bounced(to().upper(), secret="s") == ReturnPath(KEY, 7)
    with pytest.raises(CannotReadBounce):
        report(address=forged)


def test_an_answer_that_is_no_report_is_none():
    with pytest.raises(CannotReadBounce):
        bounces.read(f"To: {to()}\r\n\r\nI am on holiday\r\n".encode(), secret="s")


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(raw):
    head = f"To: {to()}\r\nContent-Type: multipart/report; boundary=B\r\n\r\n--B\r\n".encode()
    kind = b"Content-Type: message/delivery-status\r\n\r\n"
    with pytest.raises(CannotReadBounce):  # it names no letter of ours
        bounces.read(raw, secret="s")
    for whole in (head + raw, head + kind + raw):
        try:
            bounces.read(whole, secret="s")
        except CannotReadBounce:
            continue
