"""Answers by button, mail and short message (返事の会話), through the gateways that carry them."""

import json
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.test import Client, override_settings

from tsunagaru.engines.messages.testing import a_subscriber, broadcasts
from tsunagaru.engines.messages.testing.questions import (
    by_sms,
    in_line,
    mail_in,
    pressed,
    sms_hook,
    text_in,
)
from tsunagaru.ground.people.testing import a_clerk, actor_of
from tsunagaru.kernel import clock
from tsunagaru.kernel.individual_number import check_digit
from tsunagaru.services.emergency.models import Answer, Round
from tsunagaru.services.emergency.rules.safety import Safety
from tsunagaru.services.emergency.services import rounds
from tsunagaru.services.emergency.testing import rules_of_a_town

pytestmark = pytest.mark.django_db
NOW = clock.now()


@pytest.fixture
def row():
    rules_of_a_town(at=NOW)
    who = a_subscriber("r@example.jp", at=NOW)
    in_line(who, "U1", at=NOW)
    by_sms(who, "09012345678", at=NOW)
    opening = rounds.Opening(title="安否確認", drill=False)
    return Round.objects.get(pk=rounds.open_round(opening, by=actor_of(a_clerk()), at=NOW))


def state(row):
    return row.people.get().state


def test_a_button_in_line_is_an_answer_and_the_person_is_told(row):
    (sent,) = broadcasts()
    data = dict(sent.choices["ja"])["無事です"]
    assert "無事です" in (pressed("U1", data, at=NOW) or "")
    assert state(row) == Safety.SAFE


def test_a_button_of_another_package_or_a_broken_one_is_none(row):
    for data in ("safety:x:safe", f"safety:{row.pk.hex}:dead", "menu:1", "safety:", ":::"):
        assert pressed("U1", data, at=NOW) is None
    assert not Answer.objects.exists()


def test_a_text_in_line_is_read_and_what_cannot_be_is_asked_again(row):
    assert "「1」" in (text_in("line", "U1", "きょうの天気は", at=NOW) or "")
    assert state(row) == ""
    assert "助けが必要です" in (text_in("line", "U1", "助けて、二階にいます", at=NOW) or "")
    assert state(row) == Safety.HELP
    assert Answer.objects.get().note == "助けて、二階にいます"


def test_a_short_code_by_short_message_is_an_answer(row):
    assert "けがをしています" in (text_in("sms", "+819012345678", "3", at=NOW) or "")
    assert state(row) == Safety.INJURED
    assert text_in("sms", "+819099999999", "1", at=NOW) is None


def test_the_sms_providers_hook_wants_its_signature_and_gives_back_what_to_say(row):
    contracts, body, header = sms_hook("+819012345678", "1", at=clock.now())
    with override_settings(TSUNAGARU_CHANNELS=contracts):
        where, kind = "/m/hooks/sms/", "application/json"
        refused = Client().post(where, body, content_type=kind)
        assert refused.status_code == 400
        for _ in range(2):
            done = Client().post(where, body, content_type=kind, headers={"X-Signature": header})
    assert "無事です" in json.loads(done.content)["replies"][0]["text"]
    assert Answer.objects.count() == 1


def letter(to, text, **headers):
    message = EmailMessage()
    message["To"], message["From"], message["Message-ID"] = to, "r@example.jp", "<a@b>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def test_replying_to_the_mail_is_an_answer_without_what_was_quoted(row):
    text = "無事です。家にいます\n\n> 助けが必要なら「2」\n"
    assert mail_in(row.people.get().subscriber, lambda to: letter(to, text), at=NOW)
    assert state(row) == Safety.SAFE
    assert "助け" not in Answer.objects.get().note


def test_an_absence_note_is_no_sign_of_life(row):
    automatic = {"Auto_Submitted": "auto-replied"}
    assert not mail_in(
        row.people.get().subscriber, lambda to: letter(to, "無事です", **automatic), at=NOW
    )
    assert state(row) == ""


def test_a_number_of_twelve_digits_in_a_text_is_not_kept(row):
    number = "12345678901" + str(check_digit("12345678901"))
    text_in("sms", "+819012345678", f"無事です {number}", at=NOW)
    assert number not in Answer.objects.get().note


def test_an_old_question_is_still_answered_by_mail_but_not_by_short_message(row):
    rounds.close_round(row.pk, by=actor_of(a_clerk()), at=NOW)
    later = NOW + timedelta(hours=1)
    assert text_in("sms", "+819012345678", "1", at=later) is None
    assert mail_in(row.people.get().subscriber, lambda to: letter(to, "2"), at=later)
    assert state(row) == Safety.HELP
