"""What residents find on their page (マイページの回覧)."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format

from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.offers import CardLine, CardView
from tsunagaru.services.community.queries.own import Own, Received, own, unread
from tsunagaru.services.community.queries.setups import rules
from tsunagaru.services.community.queries.words import title_in

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


def _line(one: Received, language: str) -> CardLine:
    row = one.circular
    due = date_format(row.due_on, "MONTH_DAY_FORMAT")
    note = f"{say('読む期限', language)} {due}"
    return CardLine(title_in(row, language), reverse("community:read", args=[row.pk]), note)


def _how(mine: Own, language: str) -> str:
    if mine.reading.on_paper:
        return say("今は、紙の回覧が届きます。", language)
    return say("今は、紙の回覧は止まっています。", language)
