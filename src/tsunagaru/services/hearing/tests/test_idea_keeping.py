"""Answers, export, erasure, disposal and ties of ideas (回答・開示・消去・廃棄・取組)."""

from datetime import timedelta
from pathlib import Path

import pytest

from tsunagaru.engines.messages.testing import noticed
from tsunagaru.ground.ledger.testing import deliver_all, published
from tsunagaru.ground.people.testing import actor_of
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.folder import Folder
from tsunagaru.kernel.papers import CannotDisposePaper
from tsunagaru.services.hearing.models import Idea
from tsunagaru.services.hearing.offers.idea_privacy import erase_ideas, export_ideas
from tsunagaru.services.hearing.offers.ideas import idea_items, read_idea_card, voices
from tsunagaru.services.hearing.queries.finished_ideas import find, finished
from tsunagaru.services.hearing.queries.found import round_document
from tsunagaru.services.hearing.rules.rounds import Answer, IdeaState, Phase
from tsunagaru.services.hearing.services import closing, listing, loading, results, rounds
from tsunagaru.services.hearing.services.emptying import dispose_idea
from tsunagaru.services.hearing.services.rounds import CannotRun
from tsunagaru.services.hearing.testing import (
    NOON,
    WORDS,
    a_listed_idea,
    a_pair,
    a_plan,
    a_round,
    a_voter,
    after_votes,
    an_idea,
    an_idea_town,
    answered,
    voting_time,
)

pytestmark = pytest.mark.django_db
TOWNS = Path(__file__).parents[5] / "towns"


def test_the_town_without_the_block_has_no_rounds_and_loses_nothing(tmp_path):
    parsed = loading.read(Folder(TOWNS / "oyama"))
    assert parsed.ideas.supports == 3
    bare = parsed.model_copy(update={"ideas": None})
    assert loading.apply(bare, NOON)
    assert loading.apply(bare, NOON) == []
    loading.dump(Folder(tmp_path))
    assert loading.read(Folder(tmp_path)) == bare
    an_idea_town()
    with pytest.raises(CannotRun):
        rounds.prepare(None, a_plan(), by=a_pair()[0], at=NOON)


def counted_round():
    """A round that was counted, with one listed idea and one that nobody looked at."""
    row = a_round()
    a_listed_idea(row)
    late = an_idea(row)
    closing.close_due(at=after_votes(row))
    return row, late


def test_every_idea_is_answered_and_a_second_person_publishes():
    row, late = counted_round()
    at, (desk, head) = after_votes(row), a_pair()
    idea = row.ideas.get(number=1)
    with pytest.raises(CannotRun):
        results.answer_idea(late.pk, Answer.NO, "理由", by=desk, at=at)  # not listed
    for step in ("unchecked", "unanswered", "no result"):
        with pytest.raises(CannotRun):
            results.ask_result(row.pk, by=desk, at=at)
        if step == "unchecked":
            listing.set_idea_aside(late.pk, "間に合いませんでした", by=desk, at=at)
        elif step == "unanswered":
            results.answer_idea(idea.pk, Answer.PARTLY, "金曜日から", by=head, at=at)
    results.write_result(row.pk, "ありがとう", by=desk, at=at)
    results.ask_result(row.pk, by=desk, at=at)
    with pytest.raises(CannotRun):
        results.publish_result(row.pk, by=head, at=at)  # wrote one of the answers
    with pytest.raises(CannotRun):
        results.publish_result(row.pk, by=desk, at=at)
    results.publish_result(row.pk, by=a_pair()[1], at=at)
    row.refresh_from_db()
    assert row.phase(day_of(at)) is Phase.DONE
    assert [one["answer"] for one in published("idea.answered")] == ["partly"]


def test_what_is_changed_or_given_back_is_asked_for_anew():
    row, late = counted_round()
    at, (desk, head) = after_votes(row), a_pair()
    listing.set_idea_aside(late.pk, "遅れ", by=desk, at=at)
    results.answer_idea(row.ideas.get(number=1).pk, Answer.NO, "理由", by=desk, at=at)
    results.write_result(row.pk, "まとめ", by=desk, at=at)
    results.ask_result(row.pk, by=desk, at=at)
    results.give_result_back(row.pk, by=head, at=at)
    with pytest.raises(CannotRun):
        results.publish_result(row.pk, by=head, at=at)
    results.ask_result(row.pk, by=desk, at=at)
    results.write_result(row.pk, "別のまとめ", by=desk, at=at)
    with pytest.raises(CannotRun):
        results.publish_result(row.pk, by=head, at=at)


def test_nothing_is_answered_before_the_count_nor_after_it_is_public():
    row = a_round()
    idea, (desk, _) = a_listed_idea(row), a_pair()
    with pytest.raises(CannotRun):
        results.answer_idea(idea.pk, Answer.WILL, "理由", by=desk, at=voting_time(row))
    answered(row)
    with pytest.raises(CannotRun):
        results.answer_idea(idea.pk, Answer.NO, "理由", by=desk, at=after_votes(row))


def test_authors_of_joined_ideas_are_told_and_read_the_answer():
    row, author = a_round(), a_voter()
    main, other = a_listed_idea(row), an_idea(row, author=author)
    deliver_all(at=NOON)
    listing.merge_idea(other.pk, main.number, by=a_pair()[0], at=NOON)
    answered(row)
    deliver_all(at=after_votes(row))
    assert len([one for one in noticed("idea_news") if one.resident_id == author.id]) == 2
    card = read_idea_card(actor_of(author), "ja", after_votes(row))
    assert [(line.text, line.note) for line in card.lines] == [(WORDS.title, "行います")]


def test_each_finds_what_waits():
    row, (desk, head) = a_round(), a_pair()
    assert idea_items(desk, NOON) == []
    idea = an_idea(row)
    assert ["アイデア募集の確認：" in one.title for one in idea_items(desk, NOON)] == [True]
    listing.set_idea_aside(idea.pk, "理由", by=desk, at=NOON)
    key = rounds.prepare(None, a_plan(), by=desk, at=NOON)
    rounds.ask(key, by=desk, at=NOON)
    assert ["公開の承認" in one.title for one in idea_items(head, NOON)] == [True]
    assert idea_items(desk, NOON) == []
    assert idea_items(actor_of(a_voter()), NOON) == []
    closing.close_due(at=after_votes(row))
    (due, *_) = idea_items(desk, after_votes(row))
    assert "結果と回答" in due.title


def test_an_initiative_hears_of_its_rounds():
    row = a_round(initiatives=(5, 8))
    assert [one.title for one in voices(5, "ja")] == [row.title]
    assert voices(6, "ja") == []


def test_the_search_finds_a_round_with_what_is_public_of_it():
    row = a_round()
    idea = a_listed_idea(row)
    assert WORDS.text in round_document(row).body
    answered(row)
    assert "来年度に始めます。" in round_document(row).body
    assert idea.number == 1


def test_a_resident_is_told_the_own_ideas_and_why_no_vote():
    row, author = a_round(), a_voter()
    a_listed_idea(row, author=author)
    an_idea(row)
    told = export_ideas(author.id)
    assert [one["said"]["title"] for one in told["ideas"]] == [WORDS.title]
    assert "投票は秘密です" in told["votes"]


@pytest.mark.parametrize(
    ("when", "state"), [(lambda _: NOON, "withdrawn"), (voting_time, "listed")]
)
def test_an_erasure_takes_words_and_author(when, state):
    row, author = a_round(), a_voter()
    idea = a_listed_idea(row, author=author)
    assert erase_ideas(author.id, when(row)).erased == 1
    idea.refresh_from_db()
    assert (idea.state, idea.resident, idea.said, idea.title, idea.text) == (
        state, None, None, "", "",
    )  # fmt: skip
    assert WORDS.text not in round_document(row).body


def test_what_is_over_is_disposed_of_and_the_public_words_stay():
    row = a_round()
    idea = a_listed_idea(row)
    with pytest.raises(CannotDisposePaper):
        dispose_idea(idea.pk, NOON)
    answered(row)
    after = after_votes(row) + timedelta(days=1)
    assert [one.number for one in finished(after)] == ["I1-1"]
    assert find("I1-1").id == idea.pk
    assert find("1-1") is find("I1-x") is None
    assert dispose_idea(idea.pk, after)
    kept = Idea.objects.get(pk=idea.pk)
    assert (kept.said, kept.resident, kept.title) == (None, None, WORDS.title)
    assert find("I1-1") is None
    with pytest.raises(CannotDisposePaper):
        dispose_idea(idea.pk, after)
    assert kept.state == IdeaState.LISTED
