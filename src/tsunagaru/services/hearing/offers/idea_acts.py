"""Simulated idea rounds (模擬のアイデア募集): two a year, from the call to the town's answers."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from tsunagaru.ground.people import api as people
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.kernel.offers import World
from tsunagaru.services.hearing.models import Idea, IdeaRound
from tsunagaru.services.hearing.offers.idea_words import MOST, ROUNDS, said
from tsunagaru.services.hearing.offers.people import pair_of
from tsunagaru.services.hearing.queries.rounds import choosable
from tsunagaru.services.hearing.queries.setups import idea_rules, need_rules
from tsunagaru.services.hearing.rules.rounds import Answer, Days, IdeaState, Phase
from tsunagaru.services.hearing.services import closing, listing, proposing, results, rounds
from tsunagaru.services.hearing.services.supporting import CannotSupport, support

COLLECTED, CHECKED, VOTED = 14, 5, 14  # days
REST = timedelta(days=140)  # from the last vote to the next call
ANSWERED_AFTER = timedelta(days=7)
IDEAS_A_DAY, VOTES_A_RESIDENT = 0.7, 0.008
PAIR = 2
ANSWERS = (Answer.WILL, Answer.PARTLY, Answer.NOT_NOW)
Act = Callable[[World, IdeaRound, datetime], int]


def live_with_ideas(world: World, day: date) -> int:
    """Let the town ask for ideas, people propose and vote, and the town answer, for one day.

    Returns:
        How many ideas and votes came in.
    """
    if idea_rules() is None or len(people.staff_of(need_rules().section)) < PAIR:
        return 0
    at = datetime.combine(day, time(11), JST)
    last = IdeaRound.objects.order_by("-number").first()
    if last is None or (last.phase(day) is Phase.DONE and day > last.votes_until + REST):
        return _call(last.number if last else 0, at) if places.calendar().is_open(day) else 0
    act = ACTS.get(last.phase(day))
    return act(world, last, at) if act else 0


def _call(before: int, at: datetime) -> int:
    """Prepare a round, and let somebody else publish it."""
    desk, head = _pair()
    ideas_until = day_of(at) + timedelta(days=COLLECTED)
    votes_from = ideas_until + timedelta(days=CHECKED)
    days = Days(day_of(at), ideas_until, votes_from, votes_from + timedelta(days=VOTED))
    title, about, initiatives = ROUNDS[before % len(ROUNDS)]
    key = rounds.prepare(None, rounds.Plan(title, about, initiatives, days), by=desk, at=at)
    rounds.ask(key, by=desk, at=at)
    rounds.publish_round(key, by=head, at=at)
    return 0


def _propose(world: World, row: IdeaRound, at: datetime) -> int:
    if world.rng.random() > IDEAS_A_DAY or row.ideas.count() >= MOST:
        return 0
    words = said(row.number, row.ideas.count())
    proposal = proposing.Proposal(title=words.title, text=words.text)
    try:
        proposing.propose(row.pk, proposal, resident=_somebody(world), at=at)
    except proposing.CannotTakePart:  # too young
        return 0
    return 1


def _check(_world: World, row: IdeaRound, at: datetime) -> int:
    """Put what came in on the list, in the words in which it came."""
    desk, _ = _pair()
    for idea in row.ideas.filter(state=IdeaState.RECEIVED):
        words = listing.IdeaWords(idea.said["title"], idea.said["text"])
        listing.word(idea.pk, words, by=desk, at=at)
        listing.list_idea(idea.pk, seen=words.digest, confirmed=False, by=desk, at=at)
    return 0


def _vote(world: World, row: IdeaRound, at: datetime) -> int:
    numbers = sorted(choosable(row).values_list("number", flat=True))
    wanted = world.residents * VOTES_A_RESIDENT / VOTED
    many = int(wanted) + (world.rng.random() < wanted % 1) if numbers else 0
    return sum(_vote_once(world, row, numbers, at) for _ in range(many))


def _vote_once(world: World, row: IdeaRound, numbers: list[int], at: datetime) -> bool:
    chosen = world.rng.sample(numbers, min(row.supports, len(numbers)))
    try:
        support(row.pk, _somebody(world), chosen, at=at)
    except (CannotSupport, proposing.CannotTakePart):  # voted before, or is too young
        return False
    return True


def _count(_world: World, _row: IdeaRound, at: datetime) -> int:
    closing.close_due(at=at)
    return 0


def _answer(world: World, row: IdeaRound, at: datetime) -> int:
    """Answer every idea and publish the result, a week after the count."""
    if day_of(at) < row.votes_until + ANSWERED_AFTER:
        return 0
    desk, head = _pair()
    for idea in Idea.objects.filter(round=row, state=IdeaState.LISTED).order_by("number"):
        answer = world.rng.choice(ANSWERS)
        results.answer_idea(idea.pk, answer, REASONS[answer], by=desk, at=at)
    results.write_result(row.pk, RESULT, by=desk, at=at)
    results.ask_result(row.pk, by=desk, at=at)
    results.publish_result(row.pk, by=head, at=at + timedelta(hours=1))
    return 0


REASONS = {
    Answer.WILL: "担当の課で準備を進め、来年度から行います。",
    Answer.PARTLY: "費用のかからないところから、試しに始めます。",
    Answer.NOT_NOW: "今年度は人手が足りないため見送り、来年度の計画を作るときにもう一度考えます。",
}
RESULT = "たくさんのアイデアと投票をありがとうございました。すべてのアイデアに回答しました。"
ACTS: Mapping[Phase, Act] = {
    Phase.COLLECTING: _propose,
    Phase.CHECKING: _check,
    Phase.VOTING: _vote,
    Phase.COUNTING: _count,
    Phase.ANSWERING: _answer,
}


def _somebody(world: World) -> UUID:
    found: UUID = world.rng.choice(world.memory["residents"])[0]
    return found


def _pair() -> tuple[Actor, Actor]:
    return pair_of(need_rules().section)
