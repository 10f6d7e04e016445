"""Things that happen in the same moment (同時に起きたとき), on both databases."""

from functools import partial

import pytest

from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_head, actor_of
from tsunagaru.ground.rows.testing import refused_at_once
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.rules.states import CannotMove, State
from tsunagaru.services.hearing.services import answering, leaving, triage
from tsunagaru.services.hearing.services.receiving import receive
from tsunagaru.services.hearing.testing import (
    NOON,
    a_hearing_town,
    a_team,
    an_asked,
    an_inquiry,
    assigned,
    the_desk,
)

REFUSALS = (CannotMove, triage.CannotMerge)
pytestmark = pytest.mark.usefixtures("shared_database")
at_once = partial(refused_at_once, refusals=REFUSALS)


def test_eight_that_arrive_at_once_have_eight_numbers():
    a_hearing_town()
    at_once(*(lambda: receive(an_asked(), at=NOON) for _ in range(8)))
    numbers = sorted(Inquiry.objects.values_list("number", flat=True))
    assert numbers == [f"2026-{n:04}" for n in range(1, 9)]


def test_a_message_repeated_at_once_is_one():
    a_hearing_town()
    at_once(*(lambda: receive(an_asked(key="line:1"), at=NOON) for _ in range(6)))
    assert Inquiry.objects.count() == 1


def test_two_who_approve_at_once_answer_once():
    row, (clerk, head) = assigned(an_inquiry()), a_team()
    other = actor_of(a_head())
    answering.draft(row.pk, "火曜日です。", by=clerk, at=NOON)
    answering.ask(row.pk, by=clerk, at=NOON)
    refused = at_once(
        *(lambda by=by: answering.approve(row.pk, by=by, at=NOON) for by in (head, other))
    )
    assert refused == ["", "CannotMove"]
    assert len(published("inquiry.answered")) == 1


def test_an_approval_and_a_withdrawal_at_once_end_in_one_of_them():
    row, (clerk, head) = assigned(an_inquiry()), a_team()
    answering.draft(row.pk, "火曜日です。", by=clerk, at=NOON)
    answering.ask(row.pk, by=clerk, at=NOON)
    refused = at_once(
        lambda: answering.approve(row.pk, by=head, at=NOON),
        lambda: leaving.withdraw(row.pk, at=NOON),
    )
    assert refused == ["", "CannotMove"]
    row.refresh_from_db()
    assert row.state in {State.ANSWERED, State.WITHDRAWN}
    assert len(published("inquiry.answered")) == (row.state == State.ANSWERED)


def test_two_put_together_with_one_another_at_once_leave_one_open():
    one, other, desk = an_inquiry(), an_inquiry(), the_desk()
    refused = at_once(
        lambda: triage.merge(one.pk, other.number, by=desk, at=NOON),
        lambda: triage.merge(other.pk, one.number, by=desk, at=NOON),
    )
    assert refused == ["", "CannotMerge"]
    states = sorted(Inquiry.objects.values_list("state", flat=True))
    assert states == [State.MERGED, State.RECEIVED]
