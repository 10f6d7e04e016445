"""Telephones that must still prove themselves (確認待ちの電話番号)."""

from datetime import datetime

from tsunagaru.engines.messages.models import PhoneCode, Subscriber
from tsunagaru.engines.messages.models.subscribers import ContactKind
from tsunagaru.engines.messages.queries.subscribers import masked
from tsunagaru.engines.messages.rules.phone_codes import LIVES


def pending(subscriber: Subscriber | None, *, at: datetime) -> PhoneCode | None:
    """Return the telephone whose code is waited for, the newest of several."""
    if subscriber is None:
        return None
    rows = PhoneCode.objects.filter(subscriber=subscriber, asked_at__gte=at - LIVES)
    return rows.select_related("contact").order_by("-asked_at").first()


def phone_waiting(subscriber: Subscriber | None, *, at: datetime) -> str:
    """Return it as its owner knows it again; empty where there is none."""
    waiting = pending(subscriber, at=at)
    return masked(ContactKind.SMS, waiting.contact.address) if waiting else ""
