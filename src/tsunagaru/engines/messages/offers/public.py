"""What residents find (入口・マイページ), and the links in their letters."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from tsunagaru.engines.messages.queries.subscribers import link_path, subscriber_of
from tsunagaru.engines.messages.queries.topics import topic_name
from tsunagaru.engines.messages.queries.ways import own_ways
from tsunagaru.engines.messages.rules.links import CONFIRM, SETTINGS
from tsunagaru.ground.ui.phrases import say, translate
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.offers import CardLine, CardView


def ways_in(language: str) -> Sequence[CardLine]:
    """Return the way to sign up for messages (お知らせを受け取る)."""
    note = say("防災、子育て、ごみなど、選んだ話題が届きます。", language)
    return [
        CardLine(say("町のお知らせをメールで受け取る", language), reverse("messages:join"), note)
    ]


def read_card(actor: Actor, language: str, _at: datetime) -> CardView | None:
    """Return what a resident is registered for (マイページの受取り)."""
    if actor.resident is None:
        return None
    row = subscriber_of(actor.resident)
    works = [way for way in own_ways(row, language) if way.state == "active"]
    lines = [CardLine(f"{way.name} {way.address}".strip(), note=way.words) for way in works]
    if row is not None and works:
        named = [
            translate(topic_name(code), language)
            for code in row.interests.values_list("topic", flat=True)
        ]
        if named:
            lines.append(CardLine(say("・", language).join(named)))
    if not lines:
        lines = [CardLine(say("まだ、お知らせを受け取る方法がありません。", language))]
    more = say("受け取り方を決める", language)
    return CardView(say("お知らせの受取り", language), lines, reverse("messages:mine"), more)


def confirm_link(contact: UUID, _to: UUID | None, at: datetime) -> str:
    """Return the path that lets an address work; made when the letter leaves."""
    return link_path(CONFIRM, contact, at)


def settings_link(contact: UUID, _to: UUID | None, at: datetime) -> str:
    """Return the path on which a registration is changed."""
    return link_path(SETTINGS, contact, at)
