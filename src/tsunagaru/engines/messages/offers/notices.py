"""What notices to one person offer upwards (お知らせの提供物)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format

from tsunagaru.engines.messages import queries
from tsunagaru.engines.messages.models import Email, Notice
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import local
from tsunagaru.kernel.desk import CheckResult
from tsunagaru.kernel.offers import CardLine, CardView, Erasure

NEWEST = 3


def card(actor: Actor, language: str, _at: datetime) -> CardView | None:
    """Return the newest notices of a resident."""
    if actor.resident is None:
        return None
    rows = queries.inbox(actor.resident)[:NEWEST]
    lines = [_line(row, language) for row in rows]
    if not lines:
        lines = [CardLine(text=say("お知らせはまだありません。", language))]
    more = say("お知らせをすべて見る", language)
    return CardView(say("お知らせ", language), lines, reverse("messages:inbox"), more)


def _line(row: Notice, language: str) -> CardLine:
    day = date_format(local(row.sent_at), "MONTH_DAY_FORMAT")
    note = day if row.read_at else f"{day} {say('未読', language)}"
    url = reverse("messages:notice", args=[row.pk])
    return CardLine(text=row.title, url=url, note=note, lang=row.lang)


def check(_at: datetime) -> CheckResult:
    """Tell how the e-mails stand: queued + accepted + refused are all of them."""
    states = queries.emails_by_state()
    total = Email.objects.count()
    sentence = (
        f"メール {total:,}通：受付済み {states.get('accepted', 0):,}、"
        f"送信待ち {states.get('queued', 0):,}、不達 {states.get('refused', 0):,}"
    )
    return CheckResult(holds=sum(states.values()) == total, sentence=sentence)


def export(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return a resident's notices."""
    return [
        {"title": row.title, "body": row.body, "sent_at": row.sent_at.isoformat()}
        for row in queries.inbox(resident)
    ]


def erase(resident: UUID, _at: datetime) -> Erasure:
    """Delete a resident's notices and their e-mails."""
    rows = Notice.objects.filter(resident_id=resident)
    count = rows.count()
    rows.delete()
    return Erasure(erased=count)
