"""Signing up for messages, choosing and leaving (受信の登録と解除)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from tsunagaru.engines.messages.events import MenuLanguageChanged
from tsunagaru.engines.messages.models import Contact, Interest, Permission, Subscriber
from tsunagaru.engines.messages.models.subscribers import ContactKind, ContactState
from tsunagaru.engines.messages.rules.addresses import address_form
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.vault.sealing import blind, blinds

JAPANESE = "ja"
PLACE = "messaging_contact.address"


class CannotAdd(Exception):
    """The address belongs to somebody else's registration (登録できません)."""


@dataclass(frozen=True)
class Wishes:
    """What somebody wants to hear, in which words and when (受信の希望).

    Args:
        quiet: from which hour until which hour only alerts arrive, or None.
    """

    topics: tuple[str, ...] = ()
    district: str = ""
    language: str = "ja"
    quiet: tuple[int, int] | None = None
    on_paper: bool = False


@transaction.atomic
def subscribe(resident: UUID | None, wishes: Wishes, *, way: str, at: datetime) -> Subscriber:
    """Write down who wants to hear what (登録する); a resident's second time changes the first.

    Args:
        way: by which way it was told, such as ``online`` or ``counter``.
    """
    row = Subscriber.objects.filter(resident_id=resident).first() if resident else None
    row = row or Subscriber(resident_id=resident, created_at=at)
    _wish(row, wishes, way, at)
    return row


@transaction.atomic
def change(subscriber: UUID, wishes: Wishes, *, way: str, at: datetime) -> None:
    """Write new wishes down, also of somebody not known as a resident (希望を変える)."""
    _wish(Subscriber.objects.select_for_update(no_key=True).get(pk=subscriber), wishes, way, at)


def _wish(row: Subscriber, wishes: Wishes, way: str, at: datetime) -> None:
    if row.language != wishes.language:
        lines = row.contacts.filter(kind=ContactKind.LINE, state=ContactState.ACTIVE)
        if lines.exists():
            _tell_language(wishes.language, at)
    row.district, row.language, row.on_paper = wishes.district, wishes.language, wishes.on_paper
    row.quiet_from, row.quiet_until = wishes.quiet or (None, None)
    row.changed_at = at
    row.save()
    before = set(row.interests.values_list("topic", flat=True))
    if before != set(wishes.topics):
        row.interests.exclude(topic__in=wishes.topics).delete()
        new = [t for t in dict.fromkeys(wishes.topics) if t not in before]
        Interest.objects.bulk_create(Interest(subscriber=row, topic=topic) for topic in new)
        _note(row, "topics", "", way, at)


def _tell_language(language: str, at: datetime) -> None:
    """Let LINE's menu follow; of whom it is, the event does not say."""
    publish(MenuLanguageChanged(at=at, subject=uuid4(), language=language))


@transaction.atomic
def add_address(
    subscriber: Subscriber,
    kind: ContactKind,
    address: str,
    *,
    way: str,
    at: datetime,
    confirmed: bool = False,
) -> Contact:
    """Add an address; it works when it is confirmed (連絡先を加える).

    One that was given up before is taken up again.

    Raises:
        CannotAdd: it is in use by somebody else.
    """
    form = address_form(kind, address)
    known = Contact.objects.filter(kind=kind, address_index__in=blinds(form, place=PLACE)).first()
    if known and known.subscriber_id != subscriber.pk and known.state == ContactState.ACTIVE:
        raise CannotAdd
    row = known or Contact(kind=kind, address_index=blind(form, place=PLACE), added_at=at)
    row.subscriber, row.address, row.ended_at = subscriber, form, None
    row.state = ContactState.ACTIVE if confirmed else ContactState.UNCONFIRMED
    row.confirmed_at = at if confirmed else None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise CannotAdd from error
    _note(subscriber, "confirmed" if confirmed else "asked", kind, way, at)
    if kind == ContactKind.LINE and subscriber.language != JAPANESE:
        _tell_language(subscriber.language, at)
    _rank([subscriber.pk])
    return row


@transaction.atomic
def confirm_address(contact: UUID, *, way: str, at: datetime) -> None:
    """Let an address work, since its owner answered (連絡先の確認, double opt-in)."""
    row = Contact.objects.select_for_update(no_key=True).get(pk=contact)
    if row.state == ContactState.UNCONFIRMED:
        row.state, row.confirmed_at = ContactState.ACTIVE, at
        row.save(update_fields=["state", "confirmed_at"])
        _note(row.subscriber, "confirmed", row.kind, way, at)
        _rank([row.subscriber_id])


@transaction.atomic
def adopt(subscriber: Subscriber, contact: Contact, *, way: str, at: datetime) -> None:
    """Let an address belong to another registration, as its owner proved (登録をつなぐ).

    What was wished for with the address alone goes along where nothing is wished for yet. A
    registration that is left without an address is forgotten as any other.
    """
    before = contact.subscriber
    if before.pk == subscriber.pk:
        return
    contact.subscriber = subscriber
    contact.save(update_fields=["subscriber"])
    if not subscriber.interests.exists():
        topics = before.interests.values_list("topic", flat=True)
        Interest.objects.bulk_create(Interest(subscriber=subscriber, topic=one) for one in topics)
    if contact.kind == ContactKind.LINE and before.language != subscriber.language:
        _tell_language(subscriber.language, at)
    _note(before, "moved", contact.kind, way, at)
    _note(subscriber, "joined", contact.kind, way, at)
    _rank([before.pk, subscriber.pk])


@transaction.atomic
def leave(contact: UUID, *, way: str, at: datetime) -> None:
    """End an address because its owner asked to (解除する)."""
    _end([contact], ContactState.LEFT, "left", way, at)


@transaction.atomic
def drop_addresses(contacts: Sequence[UUID | str], *, at: datetime, blocked: bool = False) -> None:
    """End addresses that a provider refuses for good, or whose owner blocked us (不達の停止)."""
    state = ContactState.BLOCKED if blocked else ContactState.GONE
    _end(contacts, state, "blocked" if blocked else "bounced", "provider", at)


def _end(
    contacts: Iterable[UUID | str], state: ContactState, what: str, way: str, at: datetime
) -> None:
    rows = Contact.objects.filter(pk__in=list(contacts), state__in=("active", "unconfirmed"))
    found = list(rows.select_related("subscriber"))
    Contact.objects.filter(pk__in=[r.pk for r in found]).update(state=state, ended_at=at, rank=0)
    Permission.objects.bulk_create(
        Permission(subscriber=row.subscriber, at=at, what=what, kind=row.kind, way=way)
        for row in found
    )
    _rank({row.subscriber_id for row in found})


@transaction.atomic
def put_in_order(subscriber: UUID, contacts: Sequence[UUID], *, at: datetime) -> None:
    """Use the addresses in the order the subscriber gave (順番を決める)."""
    place = {pk: number for number, pk in enumerate(contacts, 1)}
    rows = list(Contact.objects.filter(subscriber=subscriber, state=ContactState.ACTIVE))
    rows.sort(key=lambda row: (place.get(row.pk, len(place) + row.rank), row.rank))
    _write_ranks(rows)
    Subscriber.objects.filter(pk=subscriber).update(changed_at=at)


def _rank(subscribers: Iterable[UUID]) -> None:
    """Keep the order of the addresses that work, without gaps; new ones come last."""
    rows = Contact.objects.filter(subscriber__in=list(subscribers), state=ContactState.ACTIVE)
    by_person: dict[UUID, list[Contact]] = {}
    for row in rows:
        by_person.setdefault(row.subscriber_id, []).append(row)
    for found in by_person.values():
        found.sort(key=lambda row: (row.rank == 0, row.rank, row.added_at))
        _write_ranks(found)


def _write_ranks(rows: list[Contact]) -> None:
    for number, row in enumerate(rows, 1):
        if row.rank != number:
            Contact.objects.filter(pk=row.pk).update(rank=number)


def _note(subscriber: Subscriber, what: str, kind: str, way: str, at: datetime) -> None:
    Permission.objects.create(subscriber=subscriber, at=at, what=what, kind=kind, way=way)
