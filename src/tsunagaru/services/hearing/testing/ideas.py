"""Makers of idea rounds (テスト用のアイデア募集)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from tsunagaru.engines.messages.testing import a_template
from tsunagaru.ground.people.api import ResidentView
from tsunagaru.ground.people.testing import Cast, a_clerk, a_head, a_resident, actor_of
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.services.hearing.models import Idea, IdeaRound
from tsunagaru.services.hearing.queries.setups import need_rules
from tsunagaru.services.hearing.rules.rounds import Answer, Days, Phase
from tsunagaru.services.hearing.rules.states import Source
from tsunagaru.services.hearing.services import closing, listing, proposing, results, rounds
from tsunagaru.services.hearing.services.idea_news import IDEA_NEWS
from tsunagaru.services.hearing.testing.inquiries import NOON, Arguments, a_hearing_town

GUIDE = {"ja": "アイデアを。", "easy": "アイデアを。", "en": "Your ideas."}
IDEA_RULES: dict[str, Any] = {"supports": 2, "least_age": 15, "longest": 600, "guide": GUIDE}
WORDS = listing.IdeaWords("夜の図書館", "金曜日だけ夜8時まで開けてほしい。")
_WEEK = timedelta(days=7)


def an_idea_town(at: datetime = NOON, **changes: Any) -> None:  # noqa: ANN401 - of the rules
    """Make a town that has idea rounds: two ideas a vote, from 15 years on."""
    a_hearing_town(at, **({"ideas": IDEA_RULES} | changes))
    a_template(at, IDEA_NEWS, "{title} {number}")


def a_pair(at: datetime = NOON) -> tuple[Actor, Actor]:
    """Return somebody of the desk, and the head who approves there."""
    section = need_rules().section
    desk, head = a_clerk(section=section, at=at), a_head(section=section, at=at)
    return actor_of(desk, at=at), actor_of(head, at=at)


def a_plan(at: datetime = NOON, **changes: Any) -> rounds.Plan:  # noqa: ANN401 - of Plan
    """Return a round of a week for ideas, a week to check, and a week for votes."""
    first = day_of(at)
    days = Days(first, first + _WEEK, first + 2 * _WEEK, first + 3 * _WEEK)
    return replace(
        rounds.Plan("図書館をもっと使いたく", "使い方を募ります。", (5,), days), **changes
    )


def a_round(at: datetime = NOON, **changes: Any) -> IdeaRound:  # noqa: ANN401 - of Plan
    """Return a round that takes ideas now (アイデア募集)."""
    if not IdeaRound.objects.exists():
        an_idea_town(at)
    desk, head = a_pair(at)
    key = rounds.prepare(None, a_plan(at, **changes), by=desk, at=at)
    rounds.ask(key, by=desk, at=at)
    rounds.publish_round(key, by=head, at=at)
    return IdeaRound.objects.get(pk=key)


def a_voter(**changes: Any) -> ResidentView:  # noqa: ANN401 - of the person
    """Return a resident who may propose and vote (本人確認の済んだ町民)."""
    return a_resident(**({"district": "k1"} | changes))


def a_proposal(**changes: Any) -> proposing.Proposal:  # noqa: ANN401 - of the proposal
    """Return an idea about the library."""
    return replace(proposing.Proposal(title=WORDS.title, text=WORDS.text), **changes)


def an_idea(row: IdeaRound, *, at: datetime = NOON, author: ResidentView | None = None) -> Idea:
    """Return an idea that waits to be checked (アイデア)."""
    key = proposing.propose(row.pk, a_proposal(), resident=(author or a_voter()).id, at=at)
    return Idea.objects.get(pk=key)


def a_listed_idea(
    row: IdeaRound, *, at: datetime = NOON, author: ResidentView | None = None
) -> Idea:
    """Return an idea that everybody may read (掲載されたアイデア)."""
    idea, (desk, _) = an_idea(row, at=at, author=author), a_pair(at)
    listing.word(idea.pk, WORDS, by=desk, at=at)
    listing.list_idea(idea.pk, seen=WORDS.digest, confirmed=False, by=desk, at=at)
    idea.refresh_from_db()
    return idea


def voting_time(row: IdeaRound) -> datetime:
    """Return a moment in which votes are taken."""
    return datetime.combine(row.votes_from, NOON.timetz(), JST)


def after_votes(row: IdeaRound) -> datetime:
    """Return a moment after the last day."""
    return datetime.combine(row.votes_until + timedelta(days=1), NOON.timetz(), JST)


def let_vote(row: IdeaRound, today: date | None = None) -> IdeaRound:
    """Move a round's days so that votes are taken on a day."""
    first = today or day_of(clock.now())
    row.ideas_from, row.ideas_until = first - 2 * _WEEK, first - _WEEK
    row.votes_from, row.votes_until = first, first + _WEEK
    row.save()
    return row


def answered(row: IdeaRound) -> IdeaRound:
    """Count a round, answer every idea, and publish it (結果の公開)."""
    at, (desk, head) = after_votes(row), a_pair(NOON)
    closing.close_due(at=at)
    for idea in row.ideas.filter(state="listed"):
        results.answer_idea(idea.pk, Answer.WILL, "来年度に始めます。", by=desk, at=at)
    results.write_result(row.pk, "ありがとうございました。", by=desk, at=at)
    results.ask_result(row.pk, by=desk, at=at)
    results.publish_result(row.pk, by=head, at=at)
    row.refresh_from_db()
    return row


def _a_jumin_round() -> IdeaRound:
    """Return a round run by the section of the cast's clerk and head."""
    at = clock.now()
    an_idea_town(at, section="jumin")
    return a_round_of_town(at)


def a_round_of_town(at: datetime) -> IdeaRound:
    """Return a public round of the town as it is."""
    desk, head = a_pair(NOON)
    key = rounds.prepare(None, a_plan(at), by=desk, at=at)
    rounds.ask(key, by=desk, at=at)
    rounds.publish_round(key, by=head, at=at)
    return IdeaRound.objects.get(pk=key)


def _round(_cast: Cast) -> Arguments:
    return {"number": _a_jumin_round().number}, {"number": 999_999}


def _draft(cast: Cast) -> Arguments:
    at = clock.now()
    an_idea_town(at, section="jumin")
    desk = actor_of(cast.clerk)
    key = rounds.prepare(None, a_plan(at), by=desk, at=at)
    return {"number": IdeaRound.objects.get(pk=key).number}, {"number": 999_999}


def _ballot(_cast: Cast) -> Arguments:
    row = let_vote(_a_jumin_round())
    assert row.phase(day_of(clock.now())) is Phase.VOTING
    return {"number": row.number}, {"number": 999_999}


def _idea(_cast: Cast) -> Arguments:
    row = _a_jumin_round()
    proposal = a_proposal(source=Source.POST)
    key = proposing.enter(row.pk, proposal, by=a_pair(NOON)[0], at=clock.now())
    return {"idea": key}, {"idea": uuid4()}


def _own_idea(cast: Cast) -> Arguments:
    row = _a_jumin_round()
    idea = Idea.objects.create(
        round=row,
        number=1,
        channel=Source.ONLINE,
        resident=cast.resident_a.id,
        said={"title": WORDS.title, "text": WORDS.text},
        proposed_at=clock.now(),
    )
    return {"idea": idea.pk}, {"idea": uuid4()}


SPECIMENS: dict[str, Callable[[Cast], Arguments]] = {
    **{
        f"hearing:{page}": _round
        for page in ("round", "propose", "staff_round", "act_on_round", "enter_idea")
    },
    "hearing:edit_round": _draft,
    **{f"hearing:{page}": _ballot for page in ("support", "slip", "hand_slip", "box")},
    **{f"hearing:{page}": _idea for page in ("staff_idea", "act_on_idea")},
    "hearing:withdraw_idea": _own_idea,
}
