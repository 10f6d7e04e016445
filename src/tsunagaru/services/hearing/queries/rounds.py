"""Idea rounds as they are read (アイデア募集の参照)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.hearing.models import Idea, IdeaRound, Tally
from tsunagaru.services.hearing.queries.access import decides_in, minds_desk
from tsunagaru.services.hearing.queries.public import with_record
from tsunagaru.services.hearing.queries.setups import need_rules, rules
from tsunagaru.services.hearing.rules.rounds import COUNTED, IdeaState, Phase, in_drawn_order
from tsunagaru.services.hearing.rules.screening import Mark, Sender, marks_in
from tsunagaru.services.hearing.rules.standing import Bar, Person, bar_to


def published_rounds() -> QuerySet[IdeaRound]:
    """Return the rounds that everybody may see, newest first."""
    return IdeaRound.objects.filter(published_at__isnull=False)


def rounds_in(phases: set[Phase], today: date) -> list[IdeaRound]:
    """Return the public rounds that stand somewhere now (いまの募集), soonest end first."""
    rows = published_rounds().filter(called_off_at=None, result_published_at=None)
    return [row for row in rows.order_by("votes_until") if row.phase(today) in phases]


def listed_ideas(row: IdeaRound, day: date) -> list[Idea]:
    """Return the ideas of a round in the order drawn for a day (掲載の順)."""
    found = {one.number: one for one in row.ideas.filter(state=IdeaState.LISTED)}
    return [found[number] for number in in_drawn_order(str(row.pk), day, found)]


def choosable(row: IdeaRound) -> QuerySet[Idea]:
    """Return the ideas one can vote for: listed, and not emptied by an erasure (選べるアイデア)."""
    return row.ideas.filter(state=IdeaState.LISTED, emptied_at=None)


def ballot(row: IdeaRound, day: date) -> list[Idea]:
    """Return the ideas one can vote for in the order drawn for a day (投票の順)."""
    return [one for one in listed_ideas(row, day) if one.emptied_at is None]


@dataclass(frozen=True)
class Counted:
    """An idea with how many supported it (集計の結果)."""

    idea: Idea
    count: int | None


def counted(row: IdeaRound, today: date) -> list[Counted]:
    """Return ideas with their numbers, most first; nothing at all before the count.

    Where too few voted to be told there are no numbers, and the order is that of the last day.
    """
    if row.phase(today) not in COUNTED:
        return []
    ideas = listed_ideas(row, row.votes_until)
    if row.voters is None:
        return [Counted(one, None) for one in ideas]
    counts = dict(Tally.objects.filter(idea__round=row).values_list("idea_id", "count"))
    found = [Counted(one, counts.get(one.pk, 0)) for one in ideas]
    return sorted(found, key=lambda one: -(one.count or 0))


def standing(row: IdeaRound, resident: UUID, at: datetime) -> Bar | None:
    """Return why a resident may not propose or vote here, or None (参加できない理由)."""
    today = day_of(at)
    one = people.residents([resident], day=today).get(resident)
    if one is None:
        return Bar.ELSEWHERE
    gone = one.left_on is not None and one.left_on <= today
    person = Person(
        verified=people.is_verified(resident),
        lives_here=not gone and bool(one.district),
        born_on=one.birth_on,
    )
    return bar_to(person, least_age=row.least_age, today=today)


def ideas_of(resident: UUID) -> Sequence[Idea]:
    """Return what a resident proposed, newest first (自分のアイデア)."""
    rows = Idea.objects.filter(resident=resident).select_related("round", "main")
    return list(rows.order_by("-proposed_at", "-number"))


def runs(by: Actor) -> bool:
    """Tell whether a member of staff prepares rounds and looks after ideas (担当)."""
    return minds_desk(by)


def approves(by: Actor, at: datetime) -> bool:
    """Tell whether a member of staff approves rounds and results (承認の役割)."""
    return rules() is not None and by.is_staff and decides_in(by, need_rules().section, at)


def may_see_rounds(by: Actor, at: datetime) -> bool:
    """Tell whether the staff pages of rounds are open to somebody."""
    return runs(by) or approves(by, at)


def publishers_barred(row: IdeaRound) -> set[UUID | None]:
    """Return who prepared a round or asked for its publication (公開を承認できない人)."""
    return {row.prepared_by, row.asked_by}


def result_writers(row: IdeaRound) -> set[UUID | None]:
    """Return who wrote answers and the result, or asked for approval (結果を承認できない人)."""
    wrote = row.ideas.exclude(answered_by=None).values_list("answered_by", flat=True)
    return {row.result_by, row.result_asked_by, *wrote} - {None}


def marks_of_idea(idea: Idea, at: datetime) -> list[tuple[str, list[Mark]]]:
    """Return each public text with what in it may tell who somebody is (個人情報の疑い)."""
    contact = Sender(names=tuple((idea.contact or "").split()))
    sender = with_record(contact, idea.resident, at)
    return [(text, marks_in(text, sender)) for text in (idea.title, idea.text)]


def without_answer(row: IdeaRound) -> QuerySet[Idea]:
    """Return the ideas that still wait for the town's answer (回答のないアイデア)."""
    return row.ideas.filter(state=IdeaState.LISTED, answer="")
