"""Writes about accounts (アカウントの開設・変更・閉鎖)."""

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import F

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import events
from tsunagaru.ground.people.models import Account
from tsunagaru.ground.people.models.indexes import login_key, login_keys
from tsunagaru.ground.people.rules import Person, Purpose
from tsunagaru.ground.people.services import letters, residents, tries
from tsunagaru.kernel.access import ANONYMOUS, Kind

NOBODY = UUID(int=0)


class CannotOpenAccount(Exception):
    """The sign-in name is already taken, or the person already has an account."""


def kind_of(account: Account) -> Kind:
    """Return what sort of person an account belongs to (種別)."""
    return Kind.STAFF if account.staff_id else Kind.RESIDENT


@transaction.atomic
def open_account(
    *,
    login: str,
    password: str | None,
    at: datetime,
    resident: UUID | None = None,
    staff: UUID | None = None,
) -> Account:
    """Open an account for one resident or one member of staff (アカウントを開設する).

    Args:
        login: a sign-in name, or an e-mail address (only its blind index is kept).
        password: None for an account that signs in by other means only.

    Raises:
        CannotOpenAccount: the name is taken, or the person has an account.

    Publishes:
        AccountOpened
    """
    account = Account(login=login_key(login), resident_id=resident, staff_id=staff, opened_at=at)
    account.set_password(password)
    if Account.objects.filter(login__in=login_keys(login)).exists():
        raise CannotOpenAccount(login_key(login))
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        raise CannotOpenAccount(account.login) from error
    publish(events.AccountOpened(at=at, subject=uuid4(), kind=kind_of(account)))
    return account


@transaction.atomic
def sign_up(person: Person, *, password: str, at: datetime) -> Account:
    """Register a resident who signs up online, with an account for the e-mail (新規登録).

    Raises:
        CannotOpenAccount: the e-mail address already has an account.

    Publishes:
        ResidentRegistered, AccountOpened
    """
    id_ = residents.register_resident(person, source="self", at=at, channel="online")
    return open_account(login=person.email, password=password, resident=id_, at=at)


@transaction.atomic
def note_sign_in(account: Account, login: str, *, at: datetime) -> None:
    """Record a sign-in and forget the tries before it (サインインの記録).

    Publishes:
        SignedIn
    """
    tries.forget(login)
    _renew_index(account, login)
    note(account, "session.opened", at)
    publish(events.SignedIn(at=at, subject=uuid4(), kind=kind_of(account), channel="online"))


@transaction.atomic
def note_first_step(account: Account, login: str, *, at: datetime) -> None:
    """Record that a password held and a second factor is asked for (一段階目の記録).

    The tries stay counted: only the second step proves that they were the owner's.
    """
    _renew_index(account, login)
    note(account, "session.first_step", at)


def _renew_index(account: Account, login: str) -> None:
    """Keep the sign-in index under the newest key: only now the address is known for certain."""
    if account.login != login_key(login) and account.login in login_keys(login):
        account.login = login_key(login)
        account.save(update_fields=["login"])


@transaction.atomic
def note_refusal(login: str, *, why: str, at: datetime) -> None:
    """Record that a sign-in was refused (サインイン拒否の記録).

    Args:
        why: ``wrong`` or ``limit``.

    Publishes:
        SignInRefused
    """
    account = Account.objects.filter(login__in=login_keys(login)).first()
    if account:
        note(account, "session.refused", at, why=why)
    publish(events.SignInRefused(at=at, subject=uuid4(), why=why, channel="online"))


@transaction.atomic
def change_password(account: Account, password: str, *, at: datetime, how: str = "page") -> None:
    """Set a new password, which ends every other session of the account (パスワードの変更).

    Links for a new password that are still on their way become useless.

    Args:
        how: ``page`` by somebody signed in, or ``link`` out of an e-mail.

    Publishes:
        PasswordChanged
    """
    account.set_password(password)
    account.save(update_fields=["password"])
    letters.void(account, Purpose.RESET, at=at)
    note(account, "account.password_changed", at, how=how)
    publish(events.PasswordChanged(at=at, subject=uuid4(), kind=kind_of(account)))


def note(account: Account, action: str, at: datetime, **facts: str) -> None:
    """Audit what an account did or suffered; residents' and staff's alike.

    The actor is anonymous and the person stands as the subject: whoever types a password or opens
    a link is not known to be that person before it fits, and often it does not. So a trail of a
    person's sign-ins, and of tries by others, is read by subject, not by actor.
    """
    subject = account.staff_id or account.resident_id or NOBODY
    audit(actor=ANONYMOUS, action=action, subject=subject, at=at, facts=facts)


def end_sessions(staff: UUID) -> None:
    """End every session of a member of staff (全セッションの終了), since rights have changed."""
    Account.objects.filter(staff=staff).update(epoch=F("epoch") + 1)


def forget_sessions(*, at: datetime) -> int:
    """Delete sessions that are over; return how many (期限切れセッションの削除)."""
    return Session.objects.filter(expire_date__lte=at).delete()[0]


@transaction.atomic
def close_account(account: Account, *, at: datetime) -> None:
    """Close an account; its sessions end at once (アカウントの閉鎖).

    Publishes:
        AccountClosed
    """
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    publish(events.AccountClosed(at=at, subject=uuid4(), kind=kind_of(account)))
