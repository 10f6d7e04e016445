"""Telephones that must still prove themselves (確認待ちの電話番号)."""

from datetime import datetime

from django.conf import settings

from tsunagaru.engines.messages.gateways.channels import Kind
from tsunagaru.engines.messages.models import PhoneCode, Subscriber
from tsunagaru.engines.messages.models.subscribers import ContactKind
from tsunagaru.engines.messages.queries.connecting import contract_for
from tsunagaru.engines.messages.queries.subscribers import masked
from tsunagaru.engines.messages.rules.phone_codes import LIVES, code_of


def pending(subscriber: Subscriber | None, *, at: datetime) -> PhoneCode | None:
    """Return the telephone whose code is waited for, the newest of several."""
    if subscriber is None:
        return None
    rows = PhoneCode.objects.filter(subscriber=subscriber, asked_at__gte=at - LIVES)
    return rows.select_related("contact").order_by("-asked_at").first()


def shown_code(subscriber: Subscriber | None, *, at: datetime) -> str:
    """Return the code that a demo shows on the page, since its short messages reach no telephone.

    Returns:
        Nothing in a real town, and nothing where a contract with a real provider is set.
    """
    waiting = pending(subscriber, at=at)
    if waiting is None or not (settings.TSUNAGARU_DEMO and _reaches_nobody()):
        return ""
    return code_of(waiting.ask, secret=settings.SECRET_KEY)


def _reaches_nobody() -> bool:
    contract = contract_for(Kind.SMS)
    return contract is not None and contract.values.get("loopback") == "1"


def phone_waiting(subscriber: Subscriber | None, *, at: datetime) -> str:
    """Return it as its owner knows it again; empty where there is none."""
    waiting = pending(subscriber, at=at)
    return masked(ContactKind.SMS, waiting.contact.address) if waiting else ""
