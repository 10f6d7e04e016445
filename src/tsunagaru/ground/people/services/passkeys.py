"""Passkeys (パスキー): asked for, made, used, named, removed."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q

from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import events
from tsunagaru.ground.people.gateways import passkeys as gateway
from tsunagaru.ground.people.models import Account, Passkey, PasskeyCeremony
from tsunagaru.ground.people.models.factors import passkey_index, passkey_indexes
from tsunagaru.ground.people.rules import factors as rules
from tsunagaru.ground.people.rules.factors import CannotTrustPasskey, Ceremony, Doubt, Party
from tsunagaru.ground.people.services import accounts, telling

HANDLE_BYTES = CHALLENGE_BYTES = 32
MOST = 20


class CannotAddPasskey(Exception):
    """The account has as many passkeys as may be, or the passkey is known already."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Where and by whom a passkey is asked for (問い合わせの場所).

    Args:
        party: the site as the browser knows it.
        browser: a secret that this session holds.
    """

    party: Party
    browser: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the page sends back (応答); ``text`` is JSON as the browser made it."""

    ceremony: str
    text: str
    asked: Asked


@transaction.atomic
def ask_to_add(account: Account, *, asked: Asked, site: str, at: datetime) -> dict[str, Any]:
    """Begin making a passkey; return what the browser needs (パスキーの作成を始める).

    Args:
        site: how the site is called on the person's device.
    """
    rows = _rows(account)
    row = _begin(Ceremony.ADD, account, asked, at, handle=_handle(rows))
    holder = gateway.Holder(bytes.fromhex(row.handle), *telling.names_of(account))
    options = gateway.options_to_add(
        asked.party, holder, _ids(rows), challenge=bytes.fromhex(row.challenge), site=site
    )
    return {"ceremony": str(row.pk), "publicKey": options}


@transaction.atomic
def ask_to_use(
    purpose: Ceremony, account: Account | None, *, asked: Asked, at: datetime
) -> dict[str, Any]:
    """Begin using a passkey; return what the browser needs (パスキーの使用を始める).

    Args:
        account: whose passkeys may answer; None lets the passkey tell, and tells nothing itself.
    """
    row = _begin(purpose, account, asked, at)
    known = _ids(_rows(account)) if account else []
    options = gateway.options_to_use(asked.party, known, challenge=bytes.fromhex(row.challenge))
    return {"ceremony": str(row.pk), "publicKey": options}


def _begin(
    purpose: Ceremony, account: Account | None, asked: Asked, at: datetime, handle: str = ""
) -> PasskeyCeremony:
    return PasskeyCeremony.objects.create(
        account=account,
        purpose=purpose,
        challenge=secrets.token_hex(CHALLENGE_BYTES),
        browser=_hash(asked.browser),
        handle=handle,
        made_at=at,
    )


def _take(
    purpose: Ceremony, account: Account | None, answer: Answer, at: datetime
) -> PasskeyCeremony:
    """Return the question, used up by this: also of two answers at once only one is heard."""
    try:
        rows = PasskeyCeremony.objects.filter(pk=UUID(answer.ceremony))
    except ValueError:
        raise CannotTrustPasskey(Doubt.CHALLENGE) from None
    fitting = rows.filter(
        purpose=purpose,
        account=account,
        browser=_hash(answer.asked.browser),
        made_at__gt=at - rules.CEREMONY_LASTS,
        used_at=None,
    )
    if not fitting.update(used_at=at):
        raise CannotTrustPasskey(Doubt.CHALLENGE)
    return rows.get()


def add(account: Account, name: str, answer: Answer, *, at: datetime) -> UUID:
    """Enter a passkey that was just made (パスキーを登録する).

    Raises:
        CannotTrustPasskey: the answer does not hold.
        CannotAddPasskey: too many, or somebody has it.

    Publishes:
        FactorAdded, LetterRequested
    """
    row = _take(Ceremony.ADD, account, answer, at)
    made = gateway.check_new(answer.asked.party, bytes.fromhex(row.challenge), answer.text)
    return _enter(account, name, made, row.handle, at)


@transaction.atomic
def _enter(
    account: Account, name: str, made: gateway.NewPasskey, handle: str, at: datetime
) -> UUID:
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    id_ = gateway.text_of(made.id)
    if (
        account.passkeys.count() >= MOST
        or Passkey.objects.filter(index__in=passkey_indexes(id_)).exists()
    ):
        raise CannotAddPasskey
    row = Passkey(
        account=account,
        index=passkey_index(id_),
        credential={"id": id_, "data": made.data, "handle": handle},
        name=name,
        counter=made.counter,
        backed_up=made.backed_up,
        made_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise CannotAddPasskey from error
    telling.added(account, rules.Factor.PASSKEY, at=at)
    return row.pk


def use(purpose: Ceremony, account: Account | None, answer: Answer, *, at: datetime) -> Account:
    """Return whose passkey has answered (パスキーを確かめる).

    Raises:
        CannotTrustPasskey: the answer does not hold; that is on record.

    Publishes:
        FactorRefused, when it does not hold
    """
    try:
        row = _take(purpose, account, answer, at)
        return _verify(account, bytes.fromhex(row.challenge), answer, at)
    except CannotTrustPasskey as refusal:
        _note_refusal(account, answer, refusal.why, at)
        raise


def _verify(account: Account | None, challenge: bytes, answer: Answer, at: datetime) -> Account:
    claim = gateway.read_claim(answer.text)
    indexes = passkey_indexes(gateway.text_of(claim.id))
    known = Passkey.objects.select_related("account", "account__resident", "account__staff")
    row = known.filter(index__in=indexes, account__is_active=True).first()
    if row is None:
        raise CannotTrustPasskey(Doubt.UNKNOWN)
    if account is not None and row.account_id != account.pk:
        raise CannotTrustPasskey(Doubt.OWNER)
    if claim.handle != bytes.fromhex(row.credential["handle"]) and (claim.handle or not account):
        raise CannotTrustPasskey(Doubt.OWNER)
    party = answer.asked.party
    told = gateway.check_claim(party, challenge, claim, row.credential["data"])
    _count(row, told, at)
    return row.account


def _count(row: Passkey, told: int, at: datetime) -> None:
    """Move the sign counter on under the row's lock; of two copies the second is refused."""
    if not rules.counter_moves(row.counter, told):
        raise CannotTrustPasskey(Doubt.COUNTER)
    still = Q(counter__lt=told) if told else Q(counter=0)
    if not Passkey.objects.filter(still, pk=row.pk).update(counter=told, used_at=at):
        raise CannotTrustPasskey(Doubt.COUNTER)


@transaction.atomic
def _note_refusal(account: Account | None, answer: Answer, why: Doubt, at: datetime) -> None:
    """Audit a refusal with whoever is meant: the account asked for, or the passkey's owner."""
    owner = account
    if owner is None and why in {Doubt.CHECK, Doubt.OWNER, Doubt.COUNTER}:
        id_ = gateway.text_of(gateway.read_claim(answer.text).id)
        row = Passkey.objects.filter(index__in=passkey_indexes(id_)).first()
        owner = row.account if row else None
    if owner is not None:
        accounts.note(owner, "factor.refused", at, factor="passkey", why=why.value)
    publish(events.FactorRefused(at=at, subject=uuid4(), factor="passkey", why=why.value))


@transaction.atomic
def rename(account: Account, passkey: UUID, name: str, *, at: datetime) -> None:
    """Call a passkey by another name (パスキーの名前を変える).

    Raises:
        Passkey.DoesNotExist: the account has no such passkey.

    Publishes:
        FactorChanged, LetterRequested
    """
    row = Passkey.objects.get(pk=passkey, account=account)
    row.name = name
    row.save(update_fields=["name"])
    telling.changed(account, rules.Factor.PASSKEY, at=at)


@transaction.atomic
def remove(account: Account, passkey: UUID, *, at: datetime) -> None:
    """Take a passkey off an account (パスキーを削除する).

    Raises:
        Passkey.DoesNotExist: the account has no such passkey.

    Publishes:
        FactorRemoved, LetterRequested
    """
    Passkey.objects.get(pk=passkey, account=account).delete()
    telling.removed(account, rules.Factor.PASSKEY, at=at)


def forget_ceremonies(*, at: datetime) -> int:
    """Delete questions whose time is over; return how many (期限切れの削除)."""
    return PasskeyCeremony.objects.filter(made_at__lte=at - rules.CEREMONY_LASTS).delete()[0]


def _rows(account: Account) -> list[Passkey]:
    return list(Passkey.objects.filter(account=account))


def _ids(rows: Sequence[Passkey]) -> list[bytes]:
    return [gateway.bytes_of(row.credential["id"]) for row in rows]


def _handle(rows: Sequence[Passkey]) -> str:
    """Return by what an account's passkeys know it: random, and the same for all of them."""
    return str(rows[0].credential["handle"]) if rows else secrets.token_hex(HANDLE_BYTES)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
