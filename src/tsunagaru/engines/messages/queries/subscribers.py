"""Reads about who gets broadcasts (受信者の参照)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse

from tsunagaru.engines.messages.models import Contact, Permission, Subscriber
from tsunagaru.engines.messages.models.subscribers import ContactState
from tsunagaru.engines.messages.rules.links import errand, is_over, written

SALT = "messages.subscription"
SHOWN = (ContactState.ACTIVE, ContactState.UNCONFIRMED, ContactState.BLOCKED, ContactState.GONE)


def subscriber_of(resident: UUID | None) -> Subscriber | None:
    """Return a resident's registration, or None (受信の登録)."""
    return Subscriber.objects.filter(resident_id=resident).first() if resident else None


def contacts_of(subscriber: Subscriber | None) -> list[Contact]:
    """Return the addresses of a registration: those that work in their order, then the others."""
    if subscriber is None:
        return []
    rows = subscriber.contacts.filter(state__in=SHOWN)
    return sorted(rows, key=lambda row: (row.rank == 0, row.rank, row.added_at))


def permissions_of(subscriber: Subscriber | None) -> QuerySet[Permission]:
    """Return what was agreed to and taken back, newest first (同意の記録)."""
    rows = Permission.objects.filter(subscriber=subscriber) if subscriber else None
    return Permission.objects.none() if rows is None else rows.order_by("-at", "-id")


def masked(kind: str, address: str) -> str:
    """Return an address as its owner knows it again, and nobody else reads it (伏せた宛先)."""
    if kind == "email":
        name, _, domain = address.partition("@")
        return f"{name[:2]}…@{domain}"
    return f"…{address[-4:]}" if kind == "sms" else ""


def link_path(purpose: str, contact: UUID, at: datetime) -> str:
    """Return the path of a link for an address, or nothing when there is none (リンク)."""
    row = Contact.objects.filter(pk=contact).first()
    if row is None:
        return ""
    text = signing.dumps(written(errand(purpose, row.pk, row.subscriber_id, at)), salt=SALT)
    return reverse(f"messages:{purpose}", args=[text])


class CannotReadLink(ValueError):
    """This is no link of ours (リンクではありません)."""


def contact_behind(purpose: str, token: str, at: datetime) -> Contact | None:
    """Return the address a link is for, or None when the link is over (リンクの宛先).

    Raises:
        CannotReadLink: nobody made such a link.
    """
    try:
        said: Any = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise CannotReadLink from error
    kind, contact, subscriber, until = said
    if kind != purpose or is_over(float(until), at):
        return None
    rows = Contact.objects.select_related("subscriber")
    return rows.filter(pk=UUID(contact), subscriber=UUID(subscriber)).first()


def by_activity() -> dict[bool, int]:
    """Return how many registrations can be reached, and how many cannot (登録者の数)."""
    working = Contact.objects.filter(subscriber=OuterRef("pk"), state=ContactState.ACTIVE)
    rows = Subscriber.objects.annotate(active=Exists(working)).values_list("active")
    return dict(rows.annotate(n=Count("pk")).order_by("active"))
