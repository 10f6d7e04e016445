"""What residents find on their page (マイページの回覧・行事・アンケート)."""

from datetime import date, datetime

from django.urls import reverse

from tsunagaru.ground.ui.dates import day_words
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.offers import CardLine, CardView
from tsunagaru.services.community.models import Gathering, SignUp
from tsunagaru.services.community.queries.gatherings import coming, open_to, own_sign_ups
from tsunagaru.services.community.queries.own import Own, Received, own, unread
from tsunagaru.services.community.queries.setups import rules
from tsunagaru.services.community.queries.surveys import (
    has_answered,
    shown_in,
)
from tsunagaru.services.community.queries.surveys import (
    open_to as open_survey,
)
from tsunagaru.services.community.queries.words import title_in
from tsunagaru.services.community.rules.gatherings import PLACE_NAMES, Place, State

MOST = 3


def read_card(actor: Actor, language: str, at: datetime) -> CardView | None:
    """Return what a resident's household has not read yet (未読の回覧)."""
    if actor.resident is None or rules() is None:
        return None
    mine = own(actor.resident, at)
    lines = [_line(one, language) for one in unread(mine)[:MOST]]
    if not lines:
        lines = [CardLine(say("未読の回覧はありません。", language))]
    lines.append(CardLine(_how(mine, language)))
    more = say("回覧をすべて見る", language)
    return CardView(say("回覧", language), lines, reverse("community:circulars"), more)


def read_gatherings(actor: Actor, language: str, at: datetime) -> CardView | None:
    """Return the next events of a resident's district (これからの行事); no card without any."""
    if actor.resident is None or rules() is None:
        return None
    mine, day = own(actor.resident, at), day_of(at)
    found = coming(mine.district, day)[:MOST] if mine.district else []
    if not found:
        return None
    signed = own_sign_ups(mine, found)
    lines = [_event(row, signed.get(row.pk), language, day) for row in found]
    more = say("区の行事をすべて見る", language)
    return CardView(say("区の行事", language), lines, reverse("community:gatherings"), more)


def read_surveys(actor: Actor, language: str, at: datetime) -> CardView | None:
    """Return what the own district asks and the household has not answered (会員アンケート)."""
    if actor.resident is None or rules() is None:
        return None
    mine = own(actor.resident, at)
    rows = shown_in(mine.district) if mine.district else []
    found = [row for row in rows if open_survey(row, at) and not has_answered(row, mine)][:MOST]
    if not found:
        return None
    lines = [
        CardLine(
            row.title,
            reverse("community:survey", args=[row.pk]),
            f"{say('回答の最後の日', language)} {day_words(row.due_on, language)}",
        )
        for row in found
    ]
    more = say("区のアンケートをすべて見る", language)
    return CardView(say("区のアンケート", language), lines, reverse("community:surveys"), more)


def _event(row: Gathering, one: SignUp | None, language: str, day: date) -> CardLine:
    stands = "申込み受付中" if open_to(row, day) else "申込みは終わりました"
    if row.state == State.CANCELLED:
        stands = "中止"
    elif one is not None and one.active:
        stands = PLACE_NAMES[Place(one.place)]
    note = f"{day_words(row.on, language)} {say(stands, language)}"
    return CardLine(row.title, reverse("community:gathering", args=[row.pk]), note)


def _line(one: Received, language: str) -> CardLine:
    row = one.circular
    due = day_words(row.due_on, language)
    note = f"{say('読む期限', language)} {due}"
    return CardLine(title_in(row, language), reverse("community:read", args=[row.pk]), note)


def _how(mine: Own, language: str) -> str:
    if mine.reading.on_paper:
        return say("今は、紙の回覧が届きます。", language)
    return say("今は、紙の回覧は止まっています。", language)
