"""What people asks to have sent goes out by the same mail server."""

import smtplib
from datetime import datetime

import pytest

from tools.postgres import free_port
from tsunagaru.engines.messages import tasks
from tsunagaru.engines.messages.testing import mail_server
from tsunagaru.ground.ledger.testing import deliver_all, published
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.events import LetterRequested
from tsunagaru.ground.people.testing import a_letter
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import JST

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 6, 10, tzinfo=JST)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def hand_over(letter):
    tasks.hand_letter_over(LetterRequested(at=NOW, subject=letter.pk, purpose=letter.purpose))


def test_a_sign_up_leads_to_a_letter_with_its_link():
    with mail_server() as sink:
        letter = a_letter(at=NOW)
        deliver_all(at=NOW)
        assert sink.letters[0]["To"] == "jiro@example.jp"
        assert sink.texts()[0].count("https://town.example/sign-up/") == 1
    letter.refresh_from_db()
    assert (letter.state, letter.reply) == ("accepted", "250")


def test_handing_over_twice_sends_once():
    with mail_server() as sink:
        letter = a_letter(at=NOW)
        hand_over(letter)
        hand_over(letter)
        assert len(sink.letters) == 1


def test_a_refusal_for_good_is_written_down():
    with mail_server() as sink:
        sink.refuse_recipient = "550 No such user"
        hand_over(a_letter(at=NOW))
    assert [event["purpose"] for event in published("letter.refused")] == ["sign_up"]


def test_a_refusal_for_now_leaves_the_letter_waiting():
    with mail_server() as sink:
        letter = a_letter(at=NOW)
        sink.answer = "451 Try later"
        with pytest.raises(smtplib.SMTPException):
            hand_over(letter)
        assert people.letter(letter.pk, at=NOW)


def test_without_a_mail_server_the_letter_waits(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    letter = a_letter(at=NOW)
    with pytest.raises(ConnectionRefusedError):
        hand_over(letter)
    assert people.letter(letter.pk, at=NOW)
