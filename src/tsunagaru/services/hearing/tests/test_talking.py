"""Opinions and questions by LINE, mail and short message, through the gateways that carry them."""

from datetime import timedelta

import pytest

from tsunagaru.engines.messages.testing import a_subscriber, broadcasts
from tsunagaru.engines.messages.testing.questions import by_sms, in_line, link_to, text_in
from tsunagaru.ground.people.testing import a_resident
from tsunagaru.kernel.individual_number import check_digit
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.rules.conversing import Told, read_text
from tsunagaru.services.hearing.rules.states import Kind, Source, Way
from tsunagaru.services.hearing.services.telling import tell_answered
from tsunagaru.services.hearing.testing import NOON, a_hearing_town, a_team, answer, assigned

pytestmark = pytest.mark.django_db
ASK = "質問　燃やすごみの日はいつですか"


@pytest.fixture
def friend():
    a_hearing_town()
    row = a_subscriber("r@example.jp", at=NOON)
    in_line(row, "U1", at=NOON)
    by_sms(row, "09012345678", at=NOON)
    return row


def said(way, address, text):
    return text_in(way, address, text, at=NOON) or ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("質問 ごみの日は？", Told(Kind.QUESTION, "ごみの日は？")),
        ("ご意見：よくなりました", Told(Kind.OPINION, "よくなりました")),
        ("【要望】\n街灯を直して", Told(Kind.REQUEST, "街灯を直して")),
        ("Question: when?", Told(Kind.QUESTION, "when?")),
        ("意見書を出したい", None),
        ("質問", None),
        ("こんにちは", None),
        ("", None),
    ],
)
def test_a_text_that_begins_with_our_words_is_an_inquiry(text, told):
    assert read_text(text) == told


def test_a_text_in_line_becomes_an_inquiry_with_a_number(friend):
    answered = said("line", "U1", ASK)
    row = Inquiry.objects.get()
    assert row.number in answered
    assert (row.kind, row.channel, row.subscriber) == (Kind.QUESTION, Source.LINE, friend.pk)
    assert row.sayings.get().text == "燃やすごみの日はいつですか"


def test_a_linked_resident_is_known(friend):
    person = a_resident(district="k2")
    friend.resident_id = person.id
    friend.save()
    text_in("line", "U1", ASK, at=NOON)
    row = Inquiry.objects.get()
    assert (row.resident, row.district, row.way) == (person.id, "k2", Way.MESSAGE)


def test_what_is_no_inquiry_is_kept_by_nobody_and_line_tells_how_to_ask(friend):
    assert "「質問」" in said("line", "U1", "こんにちは")
    assert text_in("sms", "+819012345678", "こんにちは", at=NOON) is None
    assert not Inquiry.objects.exists()


def test_an_individual_number_is_refused_and_not_kept(friend):
    eleven = "12345678901"
    text = f"質問 番号は{eleven}{check_digit(eleven)}です"
    assert "個人番号" in said("line", "U1", text)
    assert not Inquiry.objects.exists()


def test_the_answer_leads_its_subscriber_and_nobody_else_to_the_page(friend, client):
    text_in("line", "U1", ASK, at=NOON)
    row = assigned(Inquiry.objects.get())
    answer(row, a_team())
    for _ in range(2):
        tell_answered(row.pk, row.pk, at=NOON)
    (sent,) = broadcasts()
    assert "火曜日" not in str(sent.texts)
    page = client.get(link_to(friend), follow=True)
    assert "火曜日と金曜日です。" in page.content.decode()
    Inquiry.objects.update(subscriber=a_subscriber("other@example.jp", at=NOON).pk)
    assert client.get(link_to(friend)).status_code == 404


def test_somebody_else_among_the_subscribers_hears_nothing(friend):
    a_subscriber("other@example.jp", at=NOON)
    text_in("line", "U1", ASK, at=NOON)
    row = answer(assigned(Inquiry.objects.get()), a_team())
    tell_answered(row.pk, row.pk, at=NOON)
    assert broadcasts()[0].counts["targets"] == 1


def test_a_town_without_hearing_takes_nothing(client):
    row = a_subscriber("r@example.jp", at=NOON)
    in_line(row, "U1", at=NOON)
    assert text_in("line", "U1", ASK, at=NOON + timedelta(hours=1)) is None
    assert client.get("/hearing/").status_code == 404
