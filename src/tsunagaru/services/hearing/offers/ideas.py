"""What idea rounds offer (アイデア募集の提供物): work, cards, ways in, voices, what is open."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.urls import reverse

from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.desk import WorkItem
from tsunagaru.kernel.initiatives import Voice
from tsunagaru.kernel.offers import CardLine, CardView, StockRow
from tsunagaru.services.hearing.models import Idea, IdeaRound
from tsunagaru.services.hearing.queries import rounds as queries
from tsunagaru.services.hearing.queries.setups import need_rules, rules
from tsunagaru.services.hearing.rules.rounds import PHASE_NAMES, IdeaState, Phase

OPEN = {Phase.COLLECTING, Phase.VOTING}
MOST, SOON_DAYS = 3, 3
ROUNDS = "アイデア募集"


def ways_in() -> bool:
    """Tell whether the front page leads to idea rounds."""
    found = rules()
    return found is not None and found.ideas is not None


def read_idea_card(actor: Actor, language: str, at: datetime) -> CardView | None:
    """Return the rounds that are open, and how a resident's own ideas stand (カード)."""
    if actor.resident is None or rules() is None:
        return None
    today = day_of(at)
    lines = [
        CardLine(row.title, _page(row), say(PHASE_NAMES[row.phase(today)], language), lang="ja")
        for row in queries.rounds_in(OPEN, today)[:MOST]
    ]
    own = [one for one in queries.ideas_of(actor.resident) if one.said]
    lines += [_own_line(one, language) for one in own[:MOST]]
    if not lines:
        return None
    more = reverse("hearing:my_ideas") if own else reverse("hearing:rounds")
    text = "提案したアイデア" if own else "アイデア募集の一覧"
    return CardView(say(ROUNDS, language), lines, more, say(text, language))


def _own_line(idea: Idea, language: str) -> CardLine:
    shown = idea.main or idea
    answered = idea.round.result_published_at is not None and bool(shown.answer)
    state = shown.answer_name if answered else idea.author_state
    title = (idea.said or {}).get("title", "")
    return CardLine(title, reverse("hearing:my_ideas"), say(state, language), lang="ja")


def _page(row: IdeaRound) -> str:
    return reverse("hearing:round", args=[row.number])


def voices(number: int, language: str) -> Sequence[Voice]:
    """Return the rounds tied to an initiative of the plan, newest first (取組への声)."""
    today = day_of(clock.now())
    return [
        Voice(row.title, _page(row), say(PHASE_NAMES[row.phase(today)], language))
        for row in queries.published_rounds()
        if number in row.initiatives
    ]


def idea_items(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return what waits for this person: ideas to check, rounds to publish, results (処理待ち)."""
    if rules() is None or not queries.may_see_rounds(actor, at):
        return []
    found: list[WorkItem] = []
    for row in IdeaRound.objects.filter(called_off_at=None, result_published_at=None):
        found += _of_round(row, actor, at)
    return found


def _of_round(row: IdeaRound, actor: Actor, at: datetime) -> list[WorkItem]:
    phase, found = row.phase(day_of(at)), []
    if queries.runs(actor):
        waiting = row.ideas.filter(state=IdeaState.RECEIVED).order_by("proposed_at").first()
        if waiting is not None:
            found.append(_item(row, "確認", waiting.proposed_at, row.votes_from, at))
        if phase is Phase.ANSWERING and row.closed_at and not row.result_asked_at:
            found.append(_item(row, "結果と回答", row.closed_at, None, at))
    if not queries.approves(actor, at):
        return found
    asked = row.asked_at if phase is Phase.DRAFT else None
    if asked and actor.staff not in queries.publishers_barred(row):
        found.append(_item(row, "公開の承認", asked, row.ideas_from, at))
    asked = row.result_asked_at if phase is Phase.ANSWERING else None
    if asked and actor.staff not in queries.result_writers(row):
        found.append(_item(row, "結果の承認", asked, None, at))
    return found


def _item(
    row: IdeaRound, what: str, since: datetime, due_on: date | None, at: datetime
) -> WorkItem:
    return WorkItem(
        title=f"アイデア募集の{what}：{row.title}",
        url=reverse("hearing:staff_round", args=[row.number]),
        state=PHASE_NAMES[row.phase(day_of(at))],
        received_at=since,
        section=need_rules().section,
        due_on=due_on,
        urgent=due_on is not None and (due_on - day_of(at)).days <= SOON_DAYS,
    )


def read_waiting(_at: datetime) -> Iterable[StockRow]:
    """Return how many ideas wait to be checked (確認を待つアイデアの数)."""
    return [StockRow({}, Idea.objects.filter(state=IdeaState.RECEIVED).count())]


def ideas_link(_idea: object, _to: object, _at: datetime) -> str:
    """Return the path of the author's own page, for a mail that leaves now."""
    return reverse("hearing:my_ideas")
