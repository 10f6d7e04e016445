"""Rounds and ideas until votes begin (募集・提案・確認)."""

from datetime import timedelta

import pytest

from tsunagaru.engines.messages.testing import noticed
from tsunagaru.ground.ledger.testing import audited, deliver_all, published
from tsunagaru.ground.people.testing import a_clerk, a_head, actor_of, move_away
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.hearing.models import Idea, IdeaRound
from tsunagaru.services.hearing.rules.rounds import CannotMoveIdea, Days, IdeaState, Phase
from tsunagaru.services.hearing.rules.standing import Bar
from tsunagaru.services.hearing.rules.states import Source
from tsunagaru.services.hearing.services import listing, proposing, rounds
from tsunagaru.services.hearing.services.publishing import CannotPublish
from tsunagaru.services.hearing.services.rounds import CannotRun
from tsunagaru.services.hearing.testing import (
    NOON,
    WORDS,
    a_listed_idea,
    a_pair,
    a_plan,
    a_proposal,
    a_round,
    a_voter,
    after_votes,
    an_idea,
    an_idea_town,
    voting_time,
)

pytestmark = pytest.mark.django_db


def test_one_prepares_and_another_publishes():
    an_idea_town()
    desk, head = a_pair()
    key = rounds.prepare(None, a_plan(), by=head, at=NOON)
    with pytest.raises(CannotRun):
        rounds.publish_round(key, by=head, at=NOON)  # nobody asked
    rounds.ask(key, by=desk, at=NOON)
    for other in (desk, head, actor_of(a_head(section="zeimu"))):
        with pytest.raises(CannotRun):
            rounds.publish_round(key, by=other, at=NOON)
    rounds.publish_round(key, by=a_pair()[1], at=NOON)
    row = IdeaRound.objects.get()
    assert row.phase(day_of(NOON)) is Phase.COLLECTING
    assert len(row.key) == 64
    assert len(audited("idea_round.published")) == 1


def test_a_change_asks_for_approval_anew_and_nothing_public_is_changed():
    an_idea_town()
    desk, head = a_pair()
    key = rounds.prepare(None, a_plan(), by=desk, at=NOON)
    rounds.ask(key, by=desk, at=NOON)
    rounds.prepare(key, a_plan(title="別の題名"), by=desk, at=NOON)
    with pytest.raises(CannotRun):
        rounds.publish_round(key, by=head, at=NOON)
    rounds.ask(key, by=desk, at=NOON)
    rounds.publish_round(key, by=head, at=NOON)
    with pytest.raises(CannotRun):
        rounds.prepare(key, a_plan(), by=desk, at=NOON)


def test_days_in_the_wrong_order_and_days_that_are_over_are_refused():
    an_idea_town()
    desk, head = a_pair()
    day = day_of(NOON)
    with pytest.raises(CannotRun):
        rounds.prepare(None, a_plan(days=Days(day, day, day, day)), by=desk, at=NOON)
    key = rounds.prepare(None, a_plan(), by=desk, at=NOON)
    rounds.ask(key, by=desk, at=NOON)
    with pytest.raises(CannotRun):
        rounds.publish_round(key, by=head, at=NOON + timedelta(days=8))


def test_only_the_desk_prepares_and_a_town_without_rules_has_no_rounds():
    an_idea_town()
    with pytest.raises(CannotRun):
        rounds.prepare(None, a_plan(), by=actor_of(a_clerk()), at=NOON)


def test_what_is_public_is_called_off_by_an_approver_alone():
    row, (desk, head) = a_round(), a_pair()
    with pytest.raises(CannotRun):
        rounds.call_off(row.pk, by=desk, at=NOON)
    rounds.call_off(row.pk, by=head, at=NOON)
    row.refresh_from_db()
    assert (row.phase(day_of(NOON)), row.key) == (Phase.CALLED_OFF, None)


@pytest.mark.parametrize(
    ("changes", "bar"),
    [({"birth_on": None}, Bar.AGE), ({"district": ""}, Bar.ELSEWHERE)],
)
def test_who_may_not_take_part_proposes_nothing(changes, bar):
    row = a_round()
    with pytest.raises(proposing.CannotTakePart) as refused:
        an_idea(row, author=a_voter(**changes))
    assert refused.value.bar is bar


def test_who_moved_away_proposes_nothing():
    row, person = a_round(), a_voter()
    move_away(person.id, on=day_of(NOON))
    with pytest.raises(proposing.CannotTakePart):
        an_idea(row, author=person)


def test_ideas_come_in_their_days_and_a_letter_a_little_later():
    row = a_round()
    desk, late = a_pair()[0], NOON + timedelta(days=8)
    with pytest.raises(CannotRun):
        an_idea(row, at=late)
    proposal = a_proposal(source=Source.POST, contact="見本 花子")
    proposing.enter(row.pk, proposal, by=desk, at=late)
    with pytest.raises(CannotRun):
        proposing.enter(row.pk, proposal, by=desk, at=voting_time(row))
    assert published("idea.proposed")[0]["channel"] == "post"


def test_an_idea_is_listed_in_words_a_person_looked_at():
    row, (desk, _) = a_round(), a_pair()
    idea = an_idea(row)
    with pytest.raises(CannotPublish):
        listing.list_idea(idea.pk, seen="", confirmed=True, by=desk, at=NOON)
    listing.word(idea.pk, WORDS, by=desk, at=NOON)
    with pytest.raises(CannotPublish):
        listing.list_idea(idea.pk, seen="other words", confirmed=True, by=desk, at=NOON)
    with pytest.raises(CannotRun):
        listing.list_idea(
            idea.pk, seen=WORDS.digest, confirmed=True, by=actor_of(a_clerk()), at=NOON
        )
    listing.list_idea(idea.pk, seen=WORDS.digest, confirmed=False, by=desk, at=NOON)
    idea.refresh_from_db()
    assert (idea.state, idea.title) == (IdeaState.LISTED, WORDS.title)


def test_the_author_is_never_published_and_other_names_are_confirmed():
    row, (desk, _) = a_round(), a_pair()
    idea = an_idea(row, author=a_voter(family="沼津", given="七海"))
    for text, confirmed in (("沼津七海です。", True), ("田中さんの店の前に。", False)):
        words = listing.IdeaWords("夜の図書館", text)
        listing.word(idea.pk, words, by=desk, at=NOON)
        with pytest.raises(CannotPublish):
            listing.list_idea(idea.pk, seen=words.digest, confirmed=confirmed, by=desk, at=NOON)
    listing.list_idea(idea.pk, seen=words.digest, confirmed=True, by=desk, at=NOON)


def test_new_words_take_an_idea_down_until_they_are_looked_at():
    row, (desk, _) = a_round(), a_pair()
    idea = a_listed_idea(row)
    listing.word(idea.pk, listing.IdeaWords("別", "の文"), by=desk, at=NOON)
    idea.refresh_from_db()
    assert idea.state == IdeaState.RECEIVED


def test_like_ideas_stand_as_one_and_come_back_when_it_goes():
    row, (desk, _) = a_round(), a_pair()
    author = a_voter()
    main, other, third = a_listed_idea(row, author=author), an_idea(row), an_idea(row)
    listing.merge_idea(third.pk, other.number, by=desk, at=NOON)
    listing.merge_idea(other.pk, main.number, by=desk, at=NOON)
    assert {one.main_id for one in Idea.objects.exclude(pk=main.pk)} == {main.pk}
    with pytest.raises(CannotRun):
        listing.merge_idea(main.pk, other.number, by=desk, at=NOON)
    proposing.withdraw_idea(main.pk, resident=author.id, at=NOON)
    states = dict(Idea.objects.values_list("number", "state"))
    assert states == {1: "withdrawn", 2: "received", 3: "received"}


def test_an_idea_is_set_aside_with_a_reason_its_author_is_told_of():
    row, (desk, _) = a_round(), a_pair()
    idea = an_idea(row, author=(author := a_voter()))
    listing.set_idea_aside(idea.pk, "県の仕事のため", by=desk, at=NOON)
    idea.refresh_from_db()
    assert (idea.state, idea.aside) == (IdeaState.SET_ASIDE, "県の仕事のため")
    listing.restore_idea(idea.pk, by=desk, at=NOON)
    with pytest.raises(CannotMoveIdea):
        listing.restore_idea(idea.pk, by=desk, at=NOON)
    assert author.id


def test_the_author_takes_an_idea_back_until_votes_begin_and_nobody_else_does():
    row, author = a_round(), a_voter()
    idea = a_listed_idea(row, author=author)
    with pytest.raises(Idea.DoesNotExist):
        proposing.withdraw_idea(idea.pk, resident=a_voter().id, at=NOON)
    with pytest.raises(CannotRun):
        proposing.withdraw_idea(idea.pk, resident=author.id, at=voting_time(row))
    proposing.withdraw_idea(idea.pk, resident=author.id, at=NOON)
    with pytest.raises(CannotMoveIdea):
        proposing.withdraw_idea(idea.pk, resident=author.id, at=NOON)


@pytest.mark.parametrize("when", [voting_time, after_votes])
def test_nothing_that_is_voted_on_is_changed(when):
    row, (desk, _) = a_round(), a_pair()
    idea, late = a_listed_idea(row), an_idea(row)
    at = when(row)
    for act in (
        lambda: listing.word(idea.pk, WORDS, by=desk, at=at),
        lambda: listing.set_idea_aside(idea.pk, "理由", by=desk, at=at),
        lambda: listing.merge_idea(idea.pk, late.number, by=desk, at=at),
        lambda: listing.list_idea(late.pk, seen="", confirmed=True, by=desk, at=at),
    ):
        with pytest.raises(CannotRun):
            act()
    listing.set_idea_aside(late.pk, "期間に間に合いませんでした", by=desk, at=at)


def test_authors_are_told_that_there_is_news_and_not_what():
    author = a_voter()
    row = a_round()
    a_listed_idea(row, author=author)
    deliver_all(at=NOON)
    (told,) = noticed("idea_news")
    assert (told.resident_id, told.title) == (author.id, "ja：図書館をもっと使いたく 1")
    assert WORDS.text not in told.body
