"""Cards and the accounts they open (カードとアカウント): found, linked, renewed, removed."""

import base64
import binascii
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import events
from tsunagaru.ground.people.models import Account, CardCredential, CredentialKind, Linked, Resident
from tsunagaru.ground.people.models.cards import credential_index, credential_indexes
from tsunagaru.ground.people.models.indexes import BIRTH
from tsunagaru.ground.people.rules import Person, card
from tsunagaru.ground.people.rules.card import CardPerson
from tsunagaru.ground.people.services import accounts, residents
from tsunagaru.ground.vault.keys import CannotOpenVault
from tsunagaru.ground.vault.sealing import blinds, seal, unseal

SEALED_FOR = "card.attributes"
FOUND_AT_MOST = 200
PAGE_LIFE = timedelta(hours=1)


class CannotLink(Exception):
    """The card cannot be entered for this account (登録できません).

    Args:
        why: ``other`` account has it, or the ``holder`` is somebody else.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class CannotUnlink(Exception):
    """Without this card nobody could sign in to the account any more (登録を外せません)."""


def account_with(issuer: str, subject: str) -> Account | None:
    """Return the account that a card opens, or None (カードのアカウント)."""
    indexes = credential_indexes(CredentialKind.SUBJECT, issuer, subject)
    found = CardCredential.objects.filter(index__in=indexes, account__is_active=True)
    row = found.select_related("account").first()
    return row.account if row else None


@transaction.atomic
def note_card_sign_in(account: Account, issuer: str, subject: str, *, at: datetime) -> None:
    """Record a sign-in with a card (カードでのサインインの記録).

    Publishes:
        SignedIn
    """
    indexes = credential_indexes(CredentialKind.SUBJECT, issuer, subject)
    CardCredential.objects.filter(account=account, index__in=indexes).update(used_at=at)
    accounts.note_sign_in(account, account.login, at=at)
    accounts.note(account, "card.signed_in", at)


@transaction.atomic
def link_card(account: Account, issuer: str, subject: str, *, how: Linked, at: datetime) -> bool:
    """Enter a card for an account; tell whether it is new there (カードを登録する).

    Raises:
        CannotLink: another account has it.

    Publishes:
        CardLinked
    """
    return _link(account, CredentialKind.SUBJECT, (issuer, subject), how, at)


@transaction.atomic
def link_certificate(account: Account, issuer: str, serial: str, *, at: datetime) -> bool:
    """Note the serial of a certificate with which an account's owner signed (発行番号の登録).

    A new serial beside an old one is a renewed card.

    Raises:
        CannotLink: another account has it.

    Publishes:
        CardLinked
    """
    renewed = account.cards.filter(kind=CredentialKind.CERTIFICATE).exists()
    how = Linked.RENEWAL if renewed else Linked.ACCOUNT
    return _link(account, CredentialKind.CERTIFICATE, (issuer, serial), how, at)


def _link(
    account: Account, kind: CredentialKind, mark: tuple[str, str], how: Linked, at: datetime
) -> bool:
    if _is_linked(account, kind, mark):
        return False
    row = CardCredential(
        account=account,
        kind=kind,
        index=credential_index(kind, *mark),
        how=how,
        linked_at=at,
        used_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # in the same moment it was entered: for this account, or for another
        _is_linked(account, kind, mark)
        return False
    accounts.note(account, "card.linked", at, how=how.value)
    publish(events.CardLinked(at=at, subject=uuid4(), how=how.value))
    return True


def _is_linked(account: Account, kind: CredentialKind, mark: tuple[str, str]) -> bool:
    """Tell whether an account has a card already.

    Raises:
        CannotLink: another account has it.
    """
    found = CardCredential.objects.filter(index__in=credential_indexes(kind, *mark)).first()
    if found is not None and found.account_id != account.pk:
        raise CannotLink("other")
    return found is not None


def check_holder(account: Account, person: CardPerson | None) -> None:
    """Check that a card is that of an account's owner (名義の確認).

    Raises:
        CannotLink: it is somebody else's.
    """
    if account.resident is None or person is None:
        raise CannotLink("holder")
    if not card.is_holder(person, person_of(account.resident)):
        raise CannotLink("holder")


def note_wrong_holder(account: Account, *, at: datetime) -> None:
    """Put on record that somebody else's card was to be entered (他人名義のカードの記録)."""
    with transaction.atomic():
        accounts.note(account, "card.refused", at, purpose="link", why="holder")
        publish(events.CardRefused(at=at, subject=uuid4(), purpose="link", why="holder"))


@transaction.atomic
def unlink_card(account: Account, credential: UUID, *, at: datetime) -> None:
    """Take a card off an account (カードの登録を外す).

    Raises:
        CardCredential.DoesNotExist: the account has no such card.
        CannotUnlink: nobody could sign in any more.

    Publishes:
        CardUnlinked
    """
    locked = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    row = locked.cards.get(pk=credential)
    others = locked.cards.filter(kind=CredentialKind.SUBJECT).exclude(pk=credential)
    opens = row.kind == CredentialKind.SUBJECT
    if opens and not locked.has_usable_password() and not others.exists():
        raise CannotUnlink
    row.delete()
    accounts.note(account, "card.unlinked", at)
    publish(events.CardUnlinked(at=at, subject=uuid4()))


def cards_of(account: int) -> Sequence[CardCredential]:
    """Return the cards of an account, oldest first (カードの一覧)."""
    return list(CardCredential.objects.filter(account=account))


def person_of(row: Resident) -> CardPerson:
    """Return a resident's four attributes as they stand in the town's record."""
    parts = row.address or {}
    pieces = (str(parts.get(part, "")) for part in ("prefecture", "city", "town", "street"))
    return CardPerson(
        name=f"{row.family or ''}{row.given or ''}",
        birth_on=date.fromisoformat(row.birth_on) if row.birth_on else None,
        sex=row.sex or "",
        address="".join(pieces),
    )


def find_records(person: CardPerson) -> list[Resident]:
    """Return the records whose four attributes are those of a card (住民記録との照合).

    What people registered themselves proves nothing about them and is not looked at.
    """
    if person.birth_on is None:
        return []
    keys = blinds(person.birth_on.isoformat(), place=BIRTH)
    rows = Resident.objects.filter(birth_index__in=keys, erased_at=None, left_on=None)
    known = rows.exclude(source="self").select_related("account")[:FOUND_AT_MOST]
    return [row for row in known if _same(person, row)]


def _same(person: CardPerson, row: Resident) -> bool:
    record = person_of(row)
    if card.is_same_person(person, record):
        return True
    with_building = record.address + (row.building or "")
    return card.is_same_person(person, CardPerson(**asdict(record) | {"address": with_building}))


@transaction.atomic
def enter_by_record(row: Resident, issuer: str, subject: str, *, at: datetime) -> Account | None:
    """Return the account of a record found by four attributes, with the card entered (記録で登録).

    An account that a password opened may be anybody's who knew the person: it takes no card this
    way. One that a card has opened before is the same person's, with a renewed card.

    Returns:
        None when the owner must sign in first.

    Raises:
        CannotLink: another account has the card.

    Publishes:
        AccountOpened, CardLinked
    """
    held = Account.objects.select_for_update(no_key=True).filter(resident=row).first()
    if held is None:
        account = _open(row.pk, at)
        link_card(account, issuer, subject, how=Linked.RECORD, at=at)
        return account
    if not held.is_active or not held.cards.exists():
        return None
    link_card(held, issuer, subject, how=Linked.RENEWAL, at=at)
    return held


@transaction.atomic
def register_with_card(person: Person, issuer: str, subject: str, *, at: datetime) -> Account:
    """Register somebody whom the town does not know, with the card in hand (カードで新規登録).

    Raises:
        CannotLink: another account has the card.

    Publishes:
        ResidentRegistered, AccountOpened, CardLinked
    """
    id_ = residents.register_resident(person, source="self", at=at, channel="online")
    account = _open(id_, at)
    link_card(account, issuer, subject, how=Linked.NEW, at=at)
    return account


def _open(resident: UUID, at: datetime) -> Account:
    """Open an account that only a card opens; nobody types its sign-in name."""
    login = f"card-{secrets.token_hex(12)}"
    return accounts.open_account(login=login, password=None, resident=resident, at=at)


def seal_attributes(
    person: CardPerson, issuer: str, subject: str, *, browser: str, at: datetime
) -> str:
    """Return what a page holds of a card until the person has registered (属性の封印).

    Nothing of it is kept here; it opens for an hour, in the same browser, and cannot be changed.
    """
    fields = asdict(person) | {"birth_on": person.birth_on.isoformat() if person.birth_on else ""}
    over = (at + PAGE_LIFE).isoformat()
    text = json.dumps({"person": fields, "issuer": issuer, "subject": subject, "over": over})
    return base64.urlsafe_b64encode(seal(text, place=f"{SEALED_FOR}|{browser}")).decode()


def open_attributes(
    sealed: str, *, browser: str, at: datetime
) -> tuple[CardPerson, str, str] | None:
    """Return the person, issuer and subject that were sealed; None if not ours any more."""
    try:
        blob = base64.urlsafe_b64decode(sealed)
        found = json.loads(unseal(blob, place=f"{SEALED_FOR}|{browser}"))
    except (CannotOpenVault, ValueError, binascii.Error):
        return None
    if at > datetime.fromisoformat(found["over"]):
        return None
    fields = found["person"]
    birth_on = date.fromisoformat(fields["birth_on"]) if fields["birth_on"] else None
    return CardPerson(**fields | {"birth_on": birth_on}), found["issuer"], found["subject"]
