"""Notices reach the inbox once, and the mail server at least once."""

import smtplib
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tools.postgres import free_port
from tsunagaru.engines.messages import queries, services
from tsunagaru.engines.messages.models import Email, Notice
from tsunagaru.engines.messages.services.sending import CannotFindTemplate
from tsunagaru.engines.messages.testing import a_template, mail_server, post
from tsunagaru.ground.ledger.testing import pending, published
from tsunagaru.kernel.clock import JST

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 6, 10, tzinfo=JST)
RESIDENT = uuid4()


@pytest.fixture(autouse=True)
def template(db, settings):
    a_template(NOW)
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


def send(event=None, **more):
    values = {"title": "犬の登録", "number": "12"}
    given: dict[str, Any] = {"resident": RESIDENT, "email": "hanako@example.jp", "at": NOW, **more}
    services.send(event=event or uuid4(), template="receipt", values=values, about=uuid4(), **given)
    return Notice.objects.latest("sent_at")


def test_a_notice_stands_in_the_inbox_in_the_residents_language():
    send(language="en")
    assert queries.inbox(RESIDENT)[0].title == "en：犬の登録 12"


QUIET = {"begins": 20, "ends": 8}


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        (NOW, NOW),
        (NOW.replace(hour=19, minute=59), NOW.replace(hour=19, minute=59)),
        (NOW.replace(hour=20), NOW.replace(day=7, hour=8)),
        (NOW.replace(hour=0), NOW.replace(hour=8)),
        (NOW.replace(hour=7, minute=59), NOW.replace(hour=8)),
        (NOW.replace(hour=8), NOW.replace(hour=8)),
    ],
)
def test_what_can_wait_until_the_morning_wakes_nobody(at, leaves):
    a_template(NOW, "reminder", quiet=QUIET)
    values = {"title": "犬の登録", "number": "12"}
    services.send(
        event=uuid4(), template="reminder", values=values, about=uuid4(), at=at,
        resident=RESIDENT, email="hanako@example.jp",
    )  # fmt: skip
    assert queries.inbox(RESIDENT)[0].sent_at == at
    assert not pending(at=leaves - timedelta(seconds=1))
    assert len(pending(at=leaves)) == 1


def test_a_receipt_leaves_at_once_in_the_night_as_well():
    send(at=NOW.replace(hour=2))
    assert len(pending(at=NOW.replace(hour=2))) == 1


def test_the_same_event_sends_its_notice_once():
    event = uuid4()
    send(event)
    send(event)
    assert Notice.objects.count() == Email.objects.count() == 1


def test_a_town_without_a_mail_server_queues_no_email(settings):
    settings.EMAIL_HOST = ""
    send()
    assert (Notice.objects.count(), Email.objects.count()) == (1, 0)


def test_an_unknown_text_is_an_error_not_an_empty_notice():
    with pytest.raises(CannotFindTemplate):
        services.send(event=uuid4(), template="nothing", values={}, about=uuid4(), at=NOW)


def test_the_mail_server_gets_the_letter():
    with mail_server() as sink:
        services.hand_email_over(send().pk, at=NOW)
        assert sink.subjects() == ["ja：犬の登録 12"]
        assert sink.letters[0]["To"] == "hanako@example.jp"
    assert Email.objects.get().state == "accepted"
    assert len(published("email.sent")) == 1


def test_handing_over_twice_sends_once():
    with mail_server() as sink:
        notice = send()
        services.hand_email_over(notice.pk, at=NOW)
        services.hand_email_over(notice.pk, at=NOW)
        assert len(sink.letters) == 1


@pytest.mark.parametrize("reply", ["550 No such user", "554 Refused"])
def test_a_refusal_for_good_is_written_down_and_not_tried_again(reply):
    with mail_server() as sink:
        sink.refuse_recipient = reply
        services.hand_email_over(send().pk, at=NOW)
    assert Email.objects.get().reply == reply[:3]
    assert len(published("email.refused")) == 1


@pytest.mark.parametrize("stage", ["refuse_recipient", "answer"])
def test_a_refusal_for_now_leaves_the_letter_queued(stage):
    with mail_server() as sink:
        setattr(sink, stage, "451 Try later")
        with pytest.raises(smtplib.SMTPException):
            services.hand_email_over(send().pk, at=NOW)
        assert Email.objects.get().state == "queued"
        setattr(sink, stage, None)
        services.hand_email_over(Notice.objects.get().pk, at=NOW)
    assert Email.objects.get().state == "accepted"


def test_without_a_mail_server_the_letter_stays_queued(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    with pytest.raises(ConnectionRefusedError):
        services.hand_email_over(send().pk, at=NOW)
    assert Email.objects.get().state == "queued"


def test_a_retry_carries_the_same_message_id():
    with mail_server() as sink:
        notice = send()
        services.hand_email_over(notice.pk, at=NOW)
        Email.objects.update(state="queued")
        services.hand_email_over(notice.pk, at=NOW)
        assert len({m["Message-ID"] for m in sink.letters}) == 1


def test_opening_a_notice_counts_once():
    notice = send()
    services.mark_read(notice.pk, at=NOW)
    services.mark_read(notice.pk, at=NOW)
    assert len(published("notice.read")) == 1
    assert queries.unread(RESIDENT) == 0


def test_a_senders_own_link_goes_into_no_letter():
    a_template(NOW, "linked", "{title}（{link}）")
    with mail_server() as sink:
        services.send(
            event=uuid4(),
            template="linked",
            values={"title": "犬の登録", "link": "https://town.example/code"},
            about=uuid4(),
            at=NOW,
            email="hanako@example.jp",
        )
        post(NOW)
        assert sink.texts()[0].strip() == "ja：犬の登録（）"
