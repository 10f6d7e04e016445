"""Votes that arrive in the same moment (同時の投票), on both databases."""

from uuid import uuid4

import pytest

from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.rows.testing import refused_at_once as at_once
from tsunagaru.services.hearing.models import IdeaRound, SupportMark, Tally, VotingSlip
from tsunagaru.services.hearing.services import closing
from tsunagaru.services.hearing.services.proposing import propose
from tsunagaru.services.hearing.services.rounds import CannotRun
from tsunagaru.services.hearing.services.supporting import (
    CannotSupport,
    hand_slip,
    support,
    use_slip,
)
from tsunagaru.services.hearing.testing import (
    NOON,
    a_listed_idea,
    a_pair,
    a_proposal,
    a_round,
    a_voter,
    after_votes,
    voting_time,
)

pytestmark = pytest.mark.usefixtures("shared_database")
REFUSALS = (CannotSupport, CannotRun)


def a_ballot():
    row = a_round()
    for _ in range(2):
        a_listed_idea(row)
    return row


def counts():
    return list(Tally.objects.order_by("idea__number").values_list("count", flat=True))


def test_one_person_who_votes_in_six_windows_at_once_votes_once(shared_database):
    row, person = a_ballot(), a_voter()
    at = voting_time(row)
    refused = at_once(
        *(lambda n=n: support(row.pk, person.id, [1 + n % 2], at=at) for n in range(6)),
        refusals=REFUSALS,
    )
    assert refused == ["", *["CannotSupport"] * 5]
    assert sum(counts()) == SupportMark.objects.count() == len(published("idea.supported")) == 1


def test_eight_people_at_once_are_eight_votes(shared_database):
    row, people = a_ballot(), [a_voter() for _ in range(8)]
    at = voting_time(row)
    at_once(*(lambda p=p: support(row.pk, p.id, [1, 2], at=at) for p in people), refusals=REFUSALS)
    assert counts() == [8, 8]


def test_a_slip_used_twice_at_once_counts_once(shared_database):
    row = a_ballot()
    at = voting_time(row)
    code = hand_slip(row.pk, a_voter().id, uuid4(), by=a_pair()[0], at=at)
    refused = at_once(
        *(lambda: use_slip(row.pk, code, [1], at=at) for _ in range(4)), refusals=REFUSALS
    )
    assert refused == ["", *["CannotSupport"] * 3]
    assert counts() == [1, 0]


def test_the_own_vote_and_a_slip_at_once_are_one_vote(shared_database):
    row, person, desk = a_ballot(), a_voter(), a_pair()[0]
    at = voting_time(row)
    refused = at_once(
        lambda: support(row.pk, person.id, [1], at=at),
        lambda: hand_slip(row.pk, person.id, uuid4(), by=desk, at=at),
        refusals=REFUSALS,
    )
    assert refused == ["", "CannotSupport"]
    assert SupportMark.objects.count() == 1
    assert sum(counts()) + VotingSlip.objects.count() == 1


def test_two_workers_count_once_and_a_late_vote_is_in_or_out(shared_database):
    row, person = a_ballot(), a_voter()
    late = voting_time(row)
    for _ in range(5):
        support(row.pk, a_voter().id, [1], at=late)
    refused = at_once(
        lambda: closing.close_due(at=after_votes(row)),
        lambda: closing.close_due(at=after_votes(row)),
        lambda: support(row.pk, person.id, [1], at=late),
        refusals=REFUSALS,
    )
    row = IdeaRound.objects.get(pk=row.pk)
    voted = refused == ["", "", ""]
    assert voted or refused == ["", "", "CannotRun"]
    assert (row.voters, counts()[0]) == (5 + voted, 5 + voted)
    assert not SupportMark.objects.exists()
    assert len(published("idea.round_closed")) == 1


def test_six_ideas_at_once_have_six_numbers(shared_database):
    row, people = a_round(), [a_voter() for _ in range(6)]
    at_once(
        *(lambda p=p: propose(row.pk, a_proposal(), resident=p.id, at=NOON) for p in people),
        refusals=REFUSALS,
    )
    assert sorted(row.ideas.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
