"""Chunks are taken by one dispatcher, torn ones again, and outcomes are written once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection

from tsunagaru.engines.messages.gateways.channels import Answer, Limits, Result
from tsunagaru.engines.messages.models import Broadcast, Chunk, Contact, Gate, Outcome
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane, Stage
from tsunagaru.engines.messages.queries.briefs import brief_of
from tsunagaru.engines.messages.rules.audience import Audience
from tsunagaru.engines.messages.services.carrying import (
    Desk,
    Report,
    Work,
    take_work,
    write_reports,
    write_what_goes,
)
from tsunagaru.engines.messages.services.closing import close_all_finished, close_finished
from tsunagaru.engines.messages.services.receiving import confirm, note_bounce, note_receipt
from tsunagaru.engines.messages.services.releasing import LIVES, release
from tsunagaru.engines.messages.services.subscribing import leave
from tsunagaru.engines.messages.tests.outbox import (
    NOW,
    a_broadcast,
    a_subscriber,
    chunks_of,
    outcomes_of,
    targets_of,
)
from tsunagaru.ground.ledger.testing import published

pytestmark = pytest.mark.django_db
LINE = Limits(parcel=500, at_once=8, same_recipients=True)
MAIL = Limits(parcel=100, at_once=8)


def take(kind: str = "line", owner: str = "a", at=NOW, limits: Limits = LINE, **more) -> list[Work]:
    return take_work(Desk(kind, limits, owner, brief_of), 8, at=at, **more)


def say(work: Work, result: Result = Result.ACCEPTED, code: str = "") -> list[Answer]:
    return [Answer(one.seq, result, ref="r1", code=code) for one in work.parcel.recipients]


def report(*reports: Report, owner: str = "a", at=NOW) -> list[int]:
    """Write down, commit, and close what is finished by it."""
    return close_finished(write_reports(reports, owner=owner, at=at), at=at)


def sent(audience: Audience = Audience(), lane: Lane = Lane.NEWS) -> Broadcast:  # noqa: B008 - frozen
    row = a_broadcast(audience, lane)
    release(row.pk, at=NOW)
    return row


def test_no_two_dispatchers_hold_the_same_chunk():
    a_subscriber(1)
    sent()
    assert len(take(owner="a")) == 1
    assert take(owner="b") == []


def test_a_chunk_whose_dispatcher_died_is_sent_again_with_the_same_key():
    people = [a_subscriber(number) for number in range(3)]
    sent()
    first = take()[0]
    leave(people[0].contacts.get().pk, way="online", at=NOW)
    again = take(owner="b", at=NOW + timedelta(minutes=2))[0]
    assert again.parcel.key == first.parcel.key
    assert again.parcel.recipients == first.parcel.recipients


def test_when_all_have_an_outcome_the_message_is_finished_and_counted():
    a_subscriber(1)
    row = sent()
    work = take()[0]
    later = NOW + timedelta(seconds=2)
    assert report(Report(work, say(work)), at=later) == [row.pk]
    row.refresh_from_db()
    assert (row.state, row.finished_at) == (BroadcastState.DONE, later)
    assert row.counts == {"targets": 1, "line": {"accepted": 1}}
    assert published("message.finished")[0]["latency_s"] == 2


def test_while_a_chunk_is_in_somebodys_hands_nothing_is_closed():
    a_subscriber(1)
    row = sent()
    work = take()[0]
    with another_chunk_in_hand(row):
        assert report(Report(work, say(work))) == []
    assert close_all_finished(at=NOW) == [row.pk]
    assert close_all_finished(at=NOW) == []


@contextmanager
def another_chunk_in_hand(row: Broadcast) -> Iterator[None]:
    """Another dispatcher still holds a chunk, and lets it go without a word afterwards."""
    other = Chunk.objects.create(
        broadcast=row.pk, lane=3, kind="sms", language="ja", low=9, high=9, state="leased",
        due_at=NOW, lease_until=NOW + timedelta(minutes=1),
    )  # fmt: skip
    yield
    other.delete()


def test_the_second_report_of_a_torn_chunk_changes_nothing():
    a_subscriber(1)
    row = sent()
    work = take()[0]
    report(Report(work, say(work)))
    report(Report(work, say(work, Result.REFUSED)), owner="b")
    assert outcomes_of(row) == {1: "accepted"}
    assert len(published("message.finished")) == 1


def test_a_report_that_cannot_be_written_takes_no_other_with_it():
    a_subscriber(1, "line")
    a_subscriber(2, "email")
    row = sent()
    [line], [mail] = take(), take("email", limits=MAIL)
    impossible = Report(mail, [Answer(2**70, Result.ACCEPTED)])
    assert write_what_goes([impossible, Report(line, say(line))], owner="a", at=NOW) == [row.pk]
    assert list(outcomes_of(row).values()) == ["accepted"]
    later = NOW + timedelta(minutes=2)
    assert take("email", at=later, limits=MAIL)[0].chunk.id == mail.chunk.id


def test_a_failed_chunk_waits_and_is_tried_again():
    a_subscriber(1)
    sent()
    work = take()[0]
    report(Report(work, code="503", wait_s=4))
    assert take(at=NOW + timedelta(seconds=3)) == []
    assert take(at=NOW + timedelta(seconds=40))[0].chunk.attempts == 2


def test_only_those_who_were_not_served_are_tried_again():
    for number in range(3):
        a_subscriber(number, "email")
    row = sent()
    work = take("email", limits=MAIL)[0]
    answers = [*say(work)[:2], Answer(3, Result.LATER, code="451")]
    report(Report(work, answers, code="451"))
    assert outcomes_of(row) == {1: "accepted", 2: "accepted"}
    again = take("email", at=NOW + timedelta(minutes=1), limits=MAIL)[0]
    assert [one.seq for one in again.parcel.recipients] == [3]


def test_a_refused_parcel_is_halved_until_the_bad_one_is_alone():
    for number in range(4):
        a_subscriber(number)
    row = sent()
    report(Report(take()[0], split=True))
    assert [(c.low, c.high, c.state) for c in chunks_of(row)] == [
        (1, 4, "done"),
        (1, 2, "waiting"),
        (3, 4, "waiting"),
    ]
    keys = {work.parcel.key for work in take()}
    assert len(keys) == 2


def test_a_dead_address_is_dropped_and_the_person_reached_another_way():
    person = a_subscriber(1, "line", "email")
    row = sent()
    work = take()[0]
    report(Report(work, say(work, Result.GONE, "404")))
    assert targets_of(row) == [("line", "ja"), ("email", "ja")]
    assert outcomes_of(row, Stage.FELL_BACK) == {1: "accepted"}
    assert person.contacts.get(kind="line").state == "gone"
    mail = take("email", limits=MAIL)[0]
    report(Report(mail, say(mail)))
    row.refresh_from_db()
    assert row.counts == {"targets": 2, "line": {"gone": 1}, "email": {"accepted": 1}}


def test_who_left_meanwhile_is_not_written_to():
    person = a_subscriber(1)
    row = sent()
    leave(person.contacts.get().pk, way="online", at=NOW)
    assert take() == []
    assert outcomes_of(row) == {1: "refused"}
    close_all_finished(at=NOW)
    row.refresh_from_db()
    assert row.state == BroadcastState.DONE


def test_an_address_that_cannot_be_opened_holds_up_nobody_else():
    broken = a_subscriber(1).contacts.get()
    a_subscriber(2)
    row = sent()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE messaging_contact SET address = %s WHERE id = %s",
            [
                b"\x02b1" + bytes(40),
                broken.pk if connection.vendor == "postgresql" else broken.pk.hex,
            ],
        )
    [work] = take()
    assert len(work.parcel.recipients) == 1
    [lost] = Outcome.objects.filter(broadcast=row.pk)
    assert (lost.result, lost.code) == ("refused", "sealed")


def test_who_was_erased_meanwhile_leaves_a_count_and_no_address():
    a_subscriber(1)
    row = sent()
    Contact.objects.all().delete()
    assert take() == []
    assert Outcome.objects.get(broadcast=row.pk).code == "erased"


def test_a_message_that_is_too_old_is_given_up_for_good():
    a_subscriber(1)
    row = sent(lane=Lane.ALERT)
    assert take(at=NOW + LIVES[Lane.ALERT]) == []
    assert Outcome.objects.get(broadcast=row.pk).code == "expired"


def test_while_an_alert_waits_news_rests_on_every_channel():
    a_subscriber(1, "line", "email")
    sent()
    alert = sent(Audience(ways=2), Lane.ALERT)
    assert [work.chunk.broadcast for work in take()] == [alert.pk]
    assert [work.chunk.broadcast for work in take("email", limits=MAIL)] == [alert.pk]
    assert len(take()) == 1


def test_a_provider_that_fails_again_and_again_is_left_alone_for_a_while():
    limits = Limits(parcel=500, at_once=8, a_second=100, same_recipients=True)
    a_subscriber(1)
    sent()
    at = NOW
    for _ in range(6):
        work = take(at=at, limits=limits)[0]
        report(Report(work, code="503"), at=at)
        at = max(Gate.objects.get().paused_until, at) + timedelta(minutes=1)
    assert Gate.objects.get().failures == 6
    assert Gate.objects.get().paused_until > NOW


def test_receipts_come_twice_and_late_and_the_first_stays():
    a_subscriber(1)
    row = sent()
    note_receipt(row.pk, 1, delivered=True, code="", at=NOW)
    note_receipt(row.pk, 1, delivered=False, code="late", at=NOW)
    note_bounce(row.pk, 1, hard=True, code="5.1.1", at=NOW)
    assert outcomes_of(row, Stage.RECEIPT) == {1: "accepted"}
    assert Contact.objects.get().state == "active"


def test_a_bounce_drops_the_address_and_takes_the_next():
    a_subscriber(1, "email", "sms")
    row = sent()
    for _ in range(2):
        note_bounce(row.pk, 1, hard=True, code="5.1.1", at=NOW)
    assert targets_of(row) == [("email", "ja"), ("sms", "ja")]


def test_a_person_confirms_once():
    a_subscriber(1)
    row = sent()
    for _ in range(2):
        confirm(row.pk, 1, way="online", at=NOW)
    assert outcomes_of(row, Stage.CONFIRMED) == {1: "accepted"}
    assert len(published("message.confirmed")) == 1
