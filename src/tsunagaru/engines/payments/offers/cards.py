"""The card on my page (未払い)."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format

from tsunagaru.engines.payments.queries import invoices
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.offers import CardLine, CardView

MOST = 5


def read_card(actor: Actor, language: str, _at: datetime) -> CardView | None:
    """Return what a resident has still to pay; nothing when there is nothing."""
    if actor.resident is None:
        return None
    lines = [
        CardLine(
            text=f"{row.words.in_language(language)} "
            + say("{yen}円", language, yen=f"{row.amount_yen:,}"),
            url=reverse("payments:pay", args=[row.pk]),
            note=say("{day}まで", language, day=date_format(row.due_on, "MONTH_DAY_FORMAT")),
        )
        for row in invoices.unpaid_of(actor.resident)[:MOST]
    ]
    if not lines:
        return None
    return CardView(
        title=say("お支払い", language),
        lines=lines,
        more_url=reverse("payments:mine"),
        more_text=say("支払いの一覧を見る", language),
    )
