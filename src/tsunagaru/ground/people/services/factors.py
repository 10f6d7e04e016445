"""Authenticator apps and recovery codes (認証アプリ・復旧コード), and help after a lost device."""

import base64
import binascii
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import events
from tsunagaru.ground.people.models import Account, AppKey, RecoveryCode
from tsunagaru.ground.people.rules import factors as rules
from tsunagaru.ground.people.rules.factors import Factor
from tsunagaru.ground.people.services import accounts, telling
from tsunagaru.ground.vault.keys import CannotOpenVault
from tsunagaru.ground.vault.sealing import seal, unseal
from tsunagaru.kernel.access import Actor

SEALED_FOR = "people.app_key.offer"


class CannotTakeCode(Exception):
    """The code is wrong, was used already, or its time is over (コードが使えません)."""


@dataclass(frozen=True)
class Offer:
    """A key for an app that is not in use yet (登録前の鍵).

    Args:
        sealed: the key as the page holds it; nothing is kept here until a code shows it is there.
    """

    secret: str
    sealed: str


def offer_app_key(account: Account, *, at: datetime) -> Offer:
    """Return a new key to be shown to the account's owner (認証アプリの鍵を作る)."""
    secret = base64.b32encode(secrets.token_bytes(rules.SECRET_BYTES)).decode()
    text = json.dumps({"secret": secret, "over": (at + rules.SETTING_UP_LASTS).isoformat()})
    blob = seal(text, place=f"{SEALED_FOR}|{account.pk}")
    return Offer(secret, base64.urlsafe_b64encode(blob).decode())


def read_offer(account: Account, sealed: str, *, at: datetime) -> Offer | None:
    """Return the key a page holds; None when it is not this account's, or its time is over."""
    try:
        blob = base64.urlsafe_b64decode(sealed)
        found = json.loads(unseal(blob, place=f"{SEALED_FOR}|{account.pk}"))
    except (CannotOpenVault, ValueError, binascii.Error):
        return None
    if at >= datetime.fromisoformat(found["over"]):
        return None
    return Offer(found["secret"], sealed)


@transaction.atomic
def add_app(account: Account, offer: Offer, code: str, *, at: datetime) -> None:
    """Take an app's key into use; a code shows that the app has it (認証アプリを登録する).

    Raises:
        CannotTakeCode: the code is not this key's.

    Publishes:
        FactorAdded, LetterRequested
    """
    step = rules.accepted_step(offer.secret, rules.plain_code(code), at=at, used=0)
    if step is None:
        raise CannotTakeCode
    AppKey.objects.filter(account=account).delete()
    AppKey.objects.create(
        account=account, secret=offer.secret, used_step=step, made_at=at, used_at=at
    )
    telling.added(account, Factor.APP, at=at)


@transaction.atomic
def remove_app(account: Account, *, at: datetime) -> None:
    """Take the app off an account (認証アプリの登録を外す).

    Raises:
        AppKey.DoesNotExist: there is none.

    Publishes:
        FactorRemoved, LetterRequested
    """
    AppKey.objects.get(account=account).delete()
    telling.removed(account, Factor.APP, at=at)


@transaction.atomic
def make_codes(account: Account, *, at: datetime) -> list[str]:
    """Make recovery codes; those before are void (復旧コードを作る).

    Returns:
        The codes, to be shown this once: only digests are kept.

    Publishes:
        FactorAdded the first time, FactorChanged and LetterRequested afterwards
    """
    had = account.recovery_codes.all().delete()[0]
    codes = []
    for _ in range(rules.CODES):
        id_, code = uuid4(), base64.b32encode(secrets.token_bytes(rules.CODE_BYTES)).decode()
        RecoveryCode.objects.create(
            id=id_, account=account, digest=rules.code_digest(id_, code), made_at=at
        )
        codes.append(rules.grouped(code))
    tell = telling.changed if had else telling.added
    tell(account, Factor.CODES, at=at)
    return codes


def use_code(account: Account, typed: str, *, at: datetime) -> Factor:
    """Take a one-time code of the app, or a recovery code; each works once (コードを確かめる).

    Raises:
        CannotTakeCode: wrong, or used already; that is on record.

    Publishes:
        RecoveryCodeUsed, LetterRequested; FactorRefused when it does not hold
    """
    code = rules.plain_code(typed)
    if len(code) == rules.DIGITS and _use_app(account, code, at):
        return Factor.APP
    if len(code) > rules.DIGITS and _use_recovery(account, code, at):
        return Factor.CODES
    _note_refusal(account, at)
    raise CannotTakeCode


@transaction.atomic
def _use_app(account: Account, code: str, at: datetime) -> bool:
    row = AppKey.objects.filter(account=account).first()
    if row is None:
        return False
    step = rules.accepted_step(row.secret, code, at=at, used=row.used_step)
    if step is None:
        return False
    # The condition is checked under the row's lock: of two equal codes at once one passes.
    unused = AppKey.objects.filter(pk=row.pk, used_step__lt=step)
    return bool(unused.update(used_step=step, used_at=at))


@transaction.atomic
def _use_recovery(account: Account, code: str, at: datetime) -> bool:
    for row in RecoveryCode.objects.filter(account=account, used_at=None):
        if secrets.compare_digest(row.digest, rules.code_digest(row.pk, code)):
            if not RecoveryCode.objects.filter(pk=row.pk, used_at=None).update(used_at=at):
                return False
            left = RecoveryCode.objects.filter(account=account, used_at=None).count()
            telling.code_used(account, left=left, at=at)
            return True
    return False


@transaction.atomic
def _note_refusal(account: Account, at: datetime) -> None:
    accounts.note(account, "factor.refused", at, factor="code", why="wrong")
    publish(events.FactorRefused(at=at, subject=uuid4(), factor="code", why="wrong"))


@transaction.atomic
def remove_all(account: Account, *, paper: str, by: Actor, at: datetime) -> None:
    """Remove every factor of somebody who lost the device (機器をなくした人の登録を取り消す).

    The password stays; every session ends, and the person is told.

    Args:
        paper: with what the person's identity was checked, as a code.

    Publishes:
        FactorRemoved, LetterRequested
    """
    subject = account.staff_id or account.resident_id or accounts.NOBODY
    account.passkeys.all().delete()
    account.recovery_codes.all().delete()
    AppKey.objects.filter(account=account).delete()
    facts = {"paper": paper}
    audit(actor=by, action="factor.reset", subject=subject, at=at, facts=facts)
    where = "office" if account.staff_id else "counter"
    telling.removed_all(account, removed_by=where, at=at)


def account_of(person: UUID) -> Account | None:
    """Return the open account of a resident or a member of staff, or None (アカウント)."""
    rows = Account.objects.filter(is_active=True).select_related("resident", "staff")
    return rows.filter(resident=person).first() or rows.filter(staff=person).first()
