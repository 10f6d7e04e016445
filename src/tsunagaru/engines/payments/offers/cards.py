"""The card on my page (未払い)."""

from datetime import datetime

from django.urls import reverse

from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.queries import invoices
from tsunagaru.engines.payments.queries.collecting import Collection, collections_of
from tsunagaru.ground.ui.dates import day_words
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.offers import CardLine, CardView

MOST = 5


def read_card(actor: Actor, language: str, _at: datetime) -> CardView | None:
    """Return what a resident has still to pay; nothing when there is nothing."""
    if actor.resident is None:
        return None
    rows = list(invoices.unpaid_of(actor.resident)[:MOST])
    days = collections_of([row.pk for row in rows])
    lines = [_line(row, days.get(row.pk), language) for row in rows]
    if not lines:
        return None
    return CardView(
        title=say("お支払い", language),
        lines=lines,
        more_url=reverse("payments:mine"),
        more_text=say("支払いの一覧を見る", language),
    )


def _line(row: Invoice, collection: Collection | None, language: str) -> CardLine:
    yen = say("{yen}円", language, yen=f"{row.amount_yen:,}")
    day = day_words(collection.on if collection else row.due_on, language)
    planned = f"{say('口座振替の予定', language)} {day}"
    return CardLine(
        text=f"{row.words.in_language(language)} {yen}",
        url=reverse("payments:pay", args=[row.pk]),
        note=planned if collection else say("{day}まで", language, day=day),
    )
