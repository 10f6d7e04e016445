"""What people find on the front page, on my page, and in letters (町民への提供物)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.offers import CardLine, CardView
from tsunagaru.services.hearing.offers.ideas import ROUNDS
from tsunagaru.services.hearing.offers.ideas import ways_in as ways_in_to_ideas
from tsunagaru.services.hearing.queries.own import all_of, path_of
from tsunagaru.services.hearing.queries.setups import rules
from tsunagaru.services.hearing.rules.states import OPEN, State

MOST = 3
SEND = "町に意見・質問を送る"


def ways_in(language: str) -> Sequence[CardLine]:
    """Return the ways in on the front page (入口)."""
    if rules() is None:
        return ()
    lines = [
        CardLine(say(SEND, language), reverse("hearing:ask")),
        CardLine(say("みんなの質問と回答", language), reverse("hearing:answers")),
    ]
    if ways_in_to_ideas():
        lines.append(CardLine(say(ROUNDS, language), reverse("hearing:rounds")))
    return lines


def read_card(actor: Actor, language: str, _at: datetime) -> CardView | None:
    """Return what a resident sent and how it stands (送った意見・質問)."""
    if actor.resident is None or rules() is None:
        return None
    rows = [row for row in all_of(actor.resident) if row.state in OPEN or _is_news(row.state)]
    lines = [
        CardLine(
            say("受付番号 {number}", language, number=row.number),
            reverse("hearing:own", args=[row.pk]),
            say(row.sender_state, language),
        )
        for row in rows[:MOST]
    ]
    lines.append(CardLine(say(SEND, language), reverse("hearing:ask")))
    more = say("送った意見・質問の一覧", language)
    return CardView(say("送った意見・質問", language), lines, reverse("hearing:mine"), more)


def _is_news(state: str) -> bool:
    return state == State.ANSWERED


def status_link(inquiry: UUID, _to: UUID | None, _at: datetime) -> str:
    """Return the private path of an inquiry's page, for a mail that leaves now."""
    return path_of(inquiry)
