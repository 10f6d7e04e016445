"""Receiving, giving to a section, answering (広聴の一生)."""

from datetime import date, timedelta

import pytest

from tsunagaru.engines.messages.testing import mail_server, mailed, noticed, post
from tsunagaru.ground.ledger.api import raw_sums
from tsunagaru.ground.ledger.testing import audited, pending, published
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.offers.public import status_link
from tsunagaru.services.hearing.queries.setups import due_on
from tsunagaru.services.hearing.rules.states import CannotMove, ReplyState, Source, State, Way
from tsunagaru.services.hearing.services import answering, leaving, receiving, triage
from tsunagaru.services.hearing.services.telling import tell_answered, tell_received
from tsunagaru.services.hearing.testing import (
    NOON,
    a_hearing_town,
    a_team,
    an_answered,
    an_asked,
    an_inquiry,
    answer,
    assigned,
    the_desk,
)

pytestmark = pytest.mark.django_db


def counted():
    """Return how many count as received: those taken back are taken away."""
    rows = raw_sums(["inquiry.received"], date(2026, 4, 1), date(2027, 4, 1))
    return sum(one.n for one in rows if not one.measure)


def test_it_gets_a_number_a_day_and_lies_on_the_desk():
    first, second = an_inquiry(), an_inquiry()
    assert (first.number, second.number) == ("2026-0001", "2026-0002")
    assert (first.state, first.section) == (State.RECEIVED, "koho")
    assert first.due_on == date(2026, 6, 15)  # ten open days
    assert due_on("tax", date(2026, 6, 1)) == date(2026, 6, 8)  # a topic's own days
    assert published("inquiry.received")[0]["reply"] == "yes"


def test_what_came_on_paper_is_entered_by_staff_only():
    a_hearing_town()
    with pytest.raises(receiving.CannotEnter):
        receiving.receive(an_asked(source=Source.POST), at=NOON)
    assert an_inquiry(source=Source.POST, address="見本の住所").way is Way.LETTER
    assert len(audited("inquiry.entered")) == 1


def test_a_repeated_message_is_one_inquiry():
    a_hearing_town()
    keys = {receiving.receive(an_asked(key="line:1"), at=NOON) for _ in range(3)}
    assert len(keys) == 1
    assert counted() == 1


def test_only_the_desk_and_the_section_work_on_it():
    row = an_inquiry()
    other = actor_of(a_clerk(section="zeimu"))
    with pytest.raises(triage.CannotHandle):
        triage.assign(row.pk, "jumin", row.due_on, by=other, at=NOON)
    row = assigned(row)
    triage.assign(row.pk, "zeimu", row.due_on, by=actor_of(a_clerk()), at=NOON)
    row.refresh_from_db()
    assert (row.section, row.state) == ("zeimu", State.ASSIGNED)


def test_who_wrote_or_asked_does_not_approve_and_no_clerk_does():
    row, (clerk, head) = assigned(an_inquiry()), a_team()
    answering.draft(row.pk, "火曜日です。", by=head, at=NOON)
    answering.ask(row.pk, by=clerk, at=NOON)
    with pytest.raises(answering.CannotApproveOwn):
        answering.approve(row.pk, by=head, at=NOON)
    with pytest.raises(triage.CannotHandle):
        answering.approve(row.pk, by=actor_of(a_clerk()), at=NOON)
    answering.approve(row.pk, by=a_team()[1], at=NOON)
    row.refresh_from_db()
    assert (row.state, row.on_time) == (State.ANSWERED, True)


def test_an_answer_comes_back_with_a_reason_and_is_written_anew():
    row, (clerk, head) = assigned(an_inquiry()), a_team()
    answering.draft(row.pk, "火曜日です。", by=clerk, at=NOON)
    answering.ask(row.pk, by=clerk, at=NOON)
    with pytest.raises(CannotMove):
        answering.draft(row.pk, "木曜日です。", by=clerk, at=NOON)
    answering.give_back(row.pk, "曜日を確かめてください。", by=head, at=NOON)
    row.refresh_from_db()
    answer(row, (clerk, head))
    assert row.replies.get().text == "火曜日と金曜日です。"


@pytest.mark.parametrize(("after", "on_time"), [(14, "yes"), (15, "no")])
def test_the_day_it_is_due_is_still_in_time(after, on_time):
    row, team = assigned(an_inquiry()), a_team()
    answer(row, team, at=NOON + timedelta(days=after))
    assert published("inquiry.answered")[0]["on_time"] == on_time


@pytest.mark.parametrize(
    ("asked", "way"),
    [
        ({"source": Source.POST, "address": "見本の住所"}, "letter"),
        ({"source": Source.PHONE, "phone": "0550761111"}, "phone"),
    ],
)
def test_a_letter_or_a_call_counts_when_it_is_noted(asked, way):
    row, team = assigned(an_inquiry(**asked)), a_team()
    answer(row, team)
    assert row.state == State.SENDING
    assert not published("inquiry.answered")
    answering.note_given(row.pk, by=team[0], at=NOON, text="済み")
    assert published("inquiry.answered")[0]["way"] == way
    assert row.replies.get().state == ReplyState.GIVEN


def test_what_wants_no_answer_is_finished_and_what_wants_one_is_not():
    team = a_team()
    with pytest.raises(answering.CannotFinish):
        answering.finish(assigned(an_inquiry()).pk, by=team[0], at=NOON)
    row = assigned(an_inquiry(wants_reply=False))
    answering.finish(row.pk, by=team[0], at=NOON, text="課で読みました。")
    (told,) = published("inquiry.answered")
    assert (told["reply"], told["way"]) == ("no", "none")


def test_who_asked_the_same_is_answered_too_each_by_the_own_way():
    main, other = an_inquiry(), an_inquiry(source=Source.POST, address="見本の住所")
    triage.merge(other.pk, main.number, by=the_desk(), at=NOON)
    team = a_team()
    answer(assigned(main), team)
    other.refresh_from_db()
    assert (other.state, other.section) == (State.SENDING, "koho")
    assert other.replies.get().text == "火曜日と金曜日です。"
    answering.note_given(other.pk, by=the_desk(), at=NOON)
    assert len(published("inquiry.answered")) == 2


def test_nobody_is_put_together_with_what_will_not_be_answered():
    quiet, loud = an_inquiry(wants_reply=False), an_inquiry()
    for number in (quiet.number, loud.number, "2026-9999"):
        with pytest.raises(triage.CannotMerge):
            triage.merge(loud.pk, number, by=the_desk(), at=NOON)
    done = an_answered()
    with pytest.raises(triage.CannotMerge):
        triage.merge(loud.pk, done.number, by=the_desk(), at=NOON)


@pytest.mark.parametrize("end", ["withdraw", "set_aside"])
def test_what_was_joined_to_one_that_ends_comes_back_to_the_desk(end):
    main, other, third = an_inquiry(), an_inquiry(), an_inquiry()
    desk = the_desk()
    triage.merge(third.pk, other.number, by=desk, at=NOON)
    triage.merge(other.pk, main.number, by=desk, at=NOON)
    if end == "withdraw":
        leaving.withdraw(main.pk, at=NOON)
    else:
        triage.set_aside(main.pk, "宣伝", by=desk, at=NOON)
    states = dict(Inquiry.objects.values_list("number", "state"))
    assert states[other.number] == states[third.number] == State.RECEIVED
    assert not Inquiry.objects.filter(main__isnull=False).exists()
    assert counted() == 2


def test_what_is_put_aside_counts_no_more_and_again_when_it_comes_back():
    row, desk = an_inquiry(), the_desk()
    triage.set_aside(row.pk, "宣伝", by=desk, at=NOON)
    assert counted() == 0
    assert [one.text for one in row.traces.all()] == ["宣伝"]
    assert len(audited("inquiry.set_aside")) == 1
    triage.restore(row.pk, by=desk, at=NOON)
    assert counted() == 1


def test_what_a_program_sent_is_kept_put_aside_and_not_counted():
    row = an_inquiry(suspicious=True)
    assert row.state == State.SET_ASIDE
    assert counted() == 0
    triage.restore(row.pk, by=the_desk(), at=NOON)
    assert counted() == 1


def test_the_sender_withdraws_before_the_answer_and_not_after():
    row = an_inquiry()
    leaving.withdraw(row.pk, at=NOON)
    assert counted() == 0
    with pytest.raises(CannotMove):
        leaving.withdraw(an_answered().pk, at=NOON)


def test_a_further_question_goes_to_the_same_section_with_a_new_day():
    row, later = an_answered(), NOON + timedelta(days=30)
    receiving.ask_again(row.pk, "祝日はどうですか。", at=later)
    row.refresh_from_db()
    assert (row.state, row.section, row.turn) == (State.ASSIGNED, "jumin", 2)
    assert row.due_on == due_on("waste", later.date())
    answer(row, a_team(), at=later)
    assert [one["on_time"] for one in published("inquiry.answered")] == ["yes", "yes"]
    assert row.replies.count() == 2


@pytest.mark.parametrize("days", [61, 400])
def test_no_further_question_is_taken_when_its_time_is_over(days):
    with pytest.raises(receiving.CannotAskAgain):
        receiving.ask_again(an_answered().pk, "続き", at=NOON + timedelta(days=days))
    with pytest.raises(receiving.CannotAskAgain):
        receiving.ask_again(an_inquiry().pk, "続き", at=NOON)


def test_a_resident_finds_it_in_the_inbox_and_without_the_words():
    person = a_resident()
    row = an_answered(resident=person.id)
    tell_received(row.pk, row.pk, at=NOON)
    for _ in range(2):
        tell_answered(row.pk, row.pk, at=NOON)
    (notice,) = noticed("inquiry_answered")
    assert notice.resident_id == person.id
    assert "火曜日" not in notice.body
    assert notice.url == f"/hearing/mine/{row.pk}/"


@pytest.mark.parametrize(
    ("language", "day"), [("ja", "2026年6月15日（月）"), ("en", "Mon 15 June 2026")]
)
def test_the_day_of_the_answer_is_written_as_the_sender_writes_days(settings, language, day):
    settings.EMAIL_HOST = "mail.example"
    row = an_inquiry(email="hanako@example.jp", language=language)
    tell_received(row.pk, row.pk, at=NOON)
    assert day in mailed()[0].body


def test_a_mail_carries_the_private_link_and_the_database_does_not():
    with mail_server() as sink:
        row = an_inquiry(email="hanako@example.jp")
        tell_received(row.pk, row.pk, at=NOON)
        assert status_link(row.pk, None, NOON) not in mailed()[0].body
        post(NOON)
        assert status_link(row.pk, None, NOON) in sink.texts()[0]


def test_reactions_are_waiting_in_the_same_transaction():
    row = an_inquiry()
    assert any("tell_received" in one for one in pending(at=NOON))
    assert row.received_event
