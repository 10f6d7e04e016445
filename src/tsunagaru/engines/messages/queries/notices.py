"""Reads of messages (お知らせの参照)."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, QuerySet

from tsunagaru.engines.messages.definitions import Words
from tsunagaru.engines.messages.models import Email, Notice, Template
from tsunagaru.ground.ui.phrases import say

MORE = "くわしく見る"


def inbox(resident: UUID) -> QuerySet[Notice]:
    """Return a resident's notices, newest first (受信箱)."""
    return Notice.objects.filter(resident_id=resident).order_by("-sent_at")


def unread(resident: UUID) -> int:
    """Return how many notices a resident has not opened (未読数)."""
    return Notice.objects.filter(resident_id=resident, read_at=None).count()


def emails_by_state() -> Mapping[str, int]:
    """Return how many e-mails are queued, accepted and refused (メールの状況)."""
    rows = Email.objects.values_list("state").annotate(n=Count("pk"))
    return dict(rows)


def email_state(event: UUID, template: str) -> str:
    """Return what became of the e-mail of an event (メールの状態): empty when none was queued."""
    found = Email.objects.filter(notice__event=event, notice__template=template)
    return found.values_list("state", flat=True).first() or ""


def button_of(notice: Notice, language: str) -> str:
    """Return the words of the button that leads to what a notice is about (案内のボタン)."""
    content = Template.objects.filter(code=notice.template).values_list("content", flat=True)
    words = (content.first() or {}).get("button")
    return Words(**words).speak(language) if words else say(MORE, language)
