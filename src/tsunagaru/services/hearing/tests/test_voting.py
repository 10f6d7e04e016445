"""Votes (投票): one person, one vote, secret, final."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_clerk, actor_of, move_away
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.hearing.models import IdeaRound, SupportMark, Tally, VotingSlip
from tsunagaru.services.hearing.offers.idea_privacy import erase_ideas
from tsunagaru.services.hearing.queries.rounds import counted
from tsunagaru.services.hearing.queries.voting import has_voted, mark_of, slip_of
from tsunagaru.services.hearing.rules.rounds import Phase
from tsunagaru.services.hearing.services import closing, rounds
from tsunagaru.services.hearing.services.proposing import CannotTakePart
from tsunagaru.services.hearing.services.rounds import CannotRun
from tsunagaru.services.hearing.services.supporting import (
    CannotSupport,
    hand_slip,
    support,
    use_slip,
)
from tsunagaru.services.hearing.testing import (
    a_listed_idea,
    a_pair,
    a_round,
    a_voter,
    after_votes,
    an_idea,
    voting_time,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot():
    """A round with three ideas to vote on, and one that was never listed."""
    row = a_round()
    for _ in range(3):
        a_listed_idea(row)
    an_idea(row)
    return row


def counts():
    return list(Tally.objects.order_by("idea__number").values_list("count", flat=True))


def vote(row, *numbers, by=None, at=None):
    person = by or a_voter()
    support(row.pk, person.id, numbers, at=at or voting_time(row))
    return person


def a_slip(row, person=None, press=None, at=None):
    clerk = actor_of(a_clerk())
    person = person or a_voter()
    return hand_slip(row.pk, person.id, press or uuid4(), by=clerk, at=at or voting_time(row))


def test_a_vote_counts_for_each_idea_that_was_chosen(ballot):
    person = vote(ballot, 1, 3)
    assert counts() == [1, 0, 1]
    assert has_voted(ballot, person.id)
    assert len(published("idea.supported")) == 1


def test_a_vote_is_final(ballot):
    person = vote(ballot, 1)
    with pytest.raises(CannotSupport):
        vote(ballot, 2, by=person)
    assert counts() == [1, 0, 0]


@pytest.mark.parametrize("numbers", [(), (1, 1), (1, 2, 3), (4,), (9,), (0,), (1, 4)])
def test_what_cannot_be_chosen_is_refused_and_uses_up_no_vote(ballot, numbers):
    person = a_voter()
    with pytest.raises(CannotSupport):
        vote(ballot, *numbers, by=person)
    assert counts() == [0, 0, 0]
    vote(ballot, 1, by=person)


def test_an_idea_of_another_round_is_not_here(ballot):
    other = a_round()
    for _ in range(5):
        an_idea(other)
    a_listed_idea(other)
    with pytest.raises(CannotSupport):
        vote(ballot, 6)


@pytest.mark.parametrize("days", [-60, -8, -1, 8, 60])
def test_outside_its_days_nobody_votes(ballot, days):
    with pytest.raises(CannotRun):
        vote(ballot, 1, at=voting_time(ballot) + timedelta(days=days))
    with pytest.raises(CannotRun):
        a_slip(ballot, at=voting_time(ballot) + timedelta(days=days))


def test_the_first_and_the_last_day_count_in_full(ballot):
    first = voting_time(ballot)
    vote(ballot, 1, at=first.replace(hour=0, minute=0))
    vote(ballot, 1, at=(first + timedelta(days=7)).replace(hour=23, minute=59, second=59))
    assert counts()[0] == 2


def test_who_is_too_young_moved_away_or_unknown_does_not_vote(ballot):
    child, gone = a_voter(birth_on=date(2015, 1, 1)), a_voter()
    move_away(gone.id, on=day_of(voting_time(ballot)))
    for person in (child.id, gone.id, uuid4()):
        with pytest.raises(CannotTakePart):
            support(ballot.pk, person, [1], at=voting_time(ballot))
        with pytest.raises(CannotTakePart):
            hand_slip(ballot.pk, person, uuid4(), by=a_pair()[0], at=voting_time(ballot))
    assert not SupportMark.objects.exists()


def test_a_slip_is_a_vote_without_a_name_and_is_used_once(ballot):
    code = a_slip(ballot)
    use_slip(ballot.pk, code.lower(), [2], at=voting_time(ballot))
    assert counts() == [0, 1, 0]
    with pytest.raises(CannotSupport):
        use_slip(ballot.pk, code, [2], at=voting_time(ballot))
    assert not VotingSlip.objects.exists()


def test_a_slip_takes_the_place_of_the_own_vote_and_the_other_way_round(ballot):
    holder, voter = a_voter(), vote(ballot, 1)
    a_slip(ballot, holder)
    with pytest.raises(CannotSupport):
        vote(ballot, 1, by=holder)
    with pytest.raises(CannotSupport):
        a_slip(ballot, voter)


def test_the_same_press_prints_the_same_slip_and_a_new_one_prints_none(ballot):
    person, press = a_voter(), uuid4()
    code = a_slip(ballot, person, press)
    assert a_slip(ballot, person, press) == code
    assert VotingSlip.objects.count() == 1
    with pytest.raises(CannotSupport):
        a_slip(ballot, person)
    assert a_slip(ballot, press=press) != code  # another person's with the same press
    use_slip(ballot.pk, code, [1], at=voting_time(ballot))
    with pytest.raises(CannotSupport):
        a_slip(ballot, person, press)


@pytest.mark.parametrize("guess", ["", "AAAA-AAAA-AAAA", "3", "0000-0000-0000", "x" * 40])
def test_a_guessed_code_counts_nothing(ballot, guess):
    a_slip(ballot)
    with pytest.raises(CannotSupport):
        use_slip(ballot.pk, guess, [1], at=voting_time(ballot))
    assert counts() == [0, 0, 0]


def test_a_wrong_choice_uses_up_no_slip(ballot):
    code = a_slip(ballot)
    with pytest.raises(CannotSupport):
        use_slip(ballot.pk, code, [1, 2, 3], at=voting_time(ballot))
    use_slip(ballot.pk, code, [1], at=voting_time(ballot))


def test_nothing_to_vote_for_uses_up_no_vote():
    row = a_round()
    an_idea(row)
    with pytest.raises(CannotSupport):
        a_slip(row)
    assert not SupportMark.objects.exists()


def test_what_its_author_had_erased_cannot_be_chosen_any_more():
    row, author = a_round(), a_voter()
    a_listed_idea(row, author=author)
    a_listed_idea(row)
    vote(row, 1)
    erase_ideas(author.id, voting_time(row))
    with pytest.raises(CannotSupport):
        vote(row, 1)
    vote(row, 2)
    assert counts() == [1, 1]


def rows():
    """Return everything that is written in every table, row by row as text."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 - our own tables
            found[model._meta.label] = {str(row) for row in cursor.fetchall()}
    return found


def changes(before, after):
    return {name: after[name] - before[name] for name in after if after[name] != before[name]}


def test_a_vote_writes_a_mark_a_tally_and_an_event_and_no_row_names_two_of_them(ballot):
    person, idea = a_voter(), ballot.ideas.get(number=2)
    mark, before = mark_of(ballot, person.id), rows()
    vote(ballot, 2, by=person)
    new = changes(before, rows())
    mine = {"hearing.SupportMark", "hearing.Tally"}
    assert mine <= set(new)
    assert {name.split(".")[0] for name in set(new) - mine} == {"ledger"}
    written = [row for name in new for row in new[name]]
    assert not [row for row in written if person.id.hex in row or str(person.id) in row]
    naming = [{idea.pk.hex in row or str(idea.pk) in row, mark in row} for row in written]
    assert {True} not in naming  # no row with both
    assert sum(mark in row for row in written) == 1
    (event,) = published("idea.supported")
    assert set(event) == {"subject", "at"}
    assert event["subject"] == ballot.pk


def test_a_slip_is_bound_to_nobody_in_any_table(ballot):
    person, press = a_voter(), uuid4()
    before = rows()
    code = a_slip(ballot, person, press)
    written = [row for new in changes(before, rows()).values() for row in new]
    digest = slip_of(ballot, code)
    assert not [row for row in written if code in row or press.hex in row]
    assert not [row for row in written if person.id.hex in row or str(person.id) in row]
    (slip,) = [row for row in written if digest in row]
    assert mark_of(ballot, person.id) not in slip
    (trail,) = audited("idea.slip_given")
    assert str(trail.subject) == str(ballot.pk)


def test_nobody_reads_a_tally_before_the_count(ballot):
    vote(ballot, 1)
    for day in (ballot.votes_from, ballot.votes_until, ballot.votes_until + timedelta(days=1)):
        assert counted(IdeaRound.objects.get(pk=ballot.pk), day) == []


def test_after_the_count_only_the_tallies_are_left(ballot):
    for _ in range(5):
        vote(ballot, 1, 2)
    code, lost = a_slip(ballot), a_slip(ballot)
    use_slip(ballot.pk, code, [1], at=voting_time(ballot))
    after = after_votes(ballot)
    assert (closing.close_due(at=after), closing.close_due(at=after)) == (1, 0)
    row = IdeaRound.objects.get(pk=ballot.pk)
    assert (row.key, row.voters) == (None, 6)  # who lost the slip has not voted
    assert not SupportMark.objects.exists()
    assert not VotingSlip.objects.exists()
    shown = [(one.idea.number, one.count) for one in counted(row, day_of(after))]
    assert sorted(shown) == [(1, 6), (2, 5), (3, 0)]
    assert shown[0] == (1, 6)
    with pytest.raises(CannotRun):
        use_slip(ballot.pk, lost, [1], at=after)
    assert [one["told"] for one in published("idea.round_closed")] == ["yes"]


def test_too_few_votes_are_not_told_and_not_kept(ballot):
    for _ in range(4):
        vote(ballot, 1)
    closing.close_due(at=after_votes(ballot))
    row = IdeaRound.objects.get(pk=ballot.pk)
    assert row.voters is None
    assert not Tally.objects.exists()
    assert {one.count for one in counted(row, day_of(after_votes(ballot)))} == {None}
    assert [one["told"] for one in published("idea.round_closed")] == ["no"]


def test_a_round_is_not_counted_on_its_last_day_nor_before(ballot):
    last = voting_time(ballot) + timedelta(days=7)
    assert ballot.phase(day_of(last)) is Phase.VOTING
    assert closing.close_due(at=last) == 0
    assert closing.close_due(at=voting_time(ballot) - timedelta(days=20)) == 0


def test_who_calls_a_round_off_destroys_its_votes_uncounted(ballot):
    vote(ballot, 1)
    rounds.call_off(ballot.pk, by=a_pair()[1], at=voting_time(ballot))
    assert not SupportMark.objects.exists()
    assert not Tally.objects.exists()
    assert closing.close_due(at=after_votes(ballot)) == 0
