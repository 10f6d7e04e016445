"""Counting tries exactly (試行回数の制限), also when two hundred arrive at the same time."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from tsunagaru.ground.people.models import Tries
from tsunagaru.ground.people.models.indexes import TRY, login_key
from tsunagaru.ground.vault.sealing import blind

WINDOW = timedelta(minutes=10)
LETTER_WINDOW = timedelta(hours=1)
# A mobile network shows many phones as one address.
HELD_WINDOW, HELD_PER_ADDRESS = timedelta(minutes=30), 60
LETTERS_PER_MAILBOX, LETTERS_PER_ADDRESS, TRIES_PER_LETTER = 5, 50, 10


def take(key: str, *, limit: int, window: timedelta, at: datetime) -> bool:
    """Count one try and tell whether it is still allowed (一回分を数える).

    Each step is one UPDATE whose condition the database checks under its row lock, so exactly
    ``limit`` of any number of parallel tries pass within a window that begins with the first.
    """
    for _ in range(2):
        row = Tries.objects.filter(key=key)
        if row.filter(started_at__lte=at - window).update(started_at=at, count=1):
            return True
        if row.filter(count__lt=limit).update(count=F("count") + 1):
            return True
        if row.exists():
            return False
        Tries.objects.bulk_create([Tries(key=key, started_at=at, count=0)], ignore_conflicts=True)
    return False


def admit_sign_in(login: str, address: str, *, at: datetime) -> bool:
    """Tell whether one more sign-in may be tried for an account from an address (試行の可否).

    Args:
        login: as typed; unknown names are counted just the same.
        address: the network address; empty when unknown.
    """
    accounts, addresses = settings.TSUNAGARU_TRIES_PER_ACCOUNT, settings.TSUNAGARU_TRIES_PER_ADDRESS
    with transaction.atomic():
        return take(_key(f"address|{address}"), limit=addresses, window=WINDOW, at=at) and take(
            account_key(login), limit=accounts, window=WINDOW, at=at
        )


def admit_letter(mailbox: str, address: str, *, at: datetime) -> bool:
    """Tell whether one more letter may be asked for to a mailbox from an address (依頼の可否).

    Known and unknown mailboxes are counted alike, so the limit tells nothing about them.

    Args:
        mailbox: the e-mail address as typed.
        address: the network address; empty when unknown.
    """
    source, target = _key(f"letters|{address}"), _key(f"letter|{login_key(mailbox)}")
    with transaction.atomic():
        return take(source, limit=LETTERS_PER_ADDRESS, window=LETTER_WINDOW, at=at) and take(
            target, limit=LETTERS_PER_MAILBOX, window=LETTER_WINDOW, at=at
        )


def admit_confirmation(letter: UUID, *, at: datetime) -> bool:
    """Tell whether one more password may be tried at a link (試行の可否)."""
    with transaction.atomic():
        key = _key(f"confirm|{letter}")
        return take(key, limit=TRIES_PER_LETTER, window=LETTER_WINDOW, at=at)


def admit_card(address: str, *, at: datetime) -> bool:
    """Tell whether one more answer of the card provider is taken from an address (試行の可否)."""
    limit = settings.TSUNAGARU_TRIES_PER_ADDRESS
    with transaction.atomic():
        return take(_key(f"card|{address}"), limit=limit, window=WINDOW, at=at)


def admit_second(account: int, address: str, *, at: datetime) -> bool:
    """Tell whether one more code may be tried as an account's second step (試行の可否).

    The limits are those of passwords; codes and passwords are counted apart, so that somebody who
    guesses passwords does not lock out who has the code.
    """
    accounts, addresses = settings.TSUNAGARU_TRIES_PER_ACCOUNT, settings.TSUNAGARU_TRIES_PER_ADDRESS
    with transaction.atomic():
        return take(_key(f"address|{address}"), limit=addresses, window=WINDOW, at=at) and take(
            _second_key(account), limit=accounts, window=WINDOW, at=at
        )


def admit_passkey(address: str, *, at: datetime) -> bool:
    """Tell whether one more passkey may be asked for, or answer, at an address (試行の可否)."""
    # Each sign-in asks once and answers once.
    limit = 2 * settings.TSUNAGARU_TRIES_PER_ADDRESS
    with transaction.atomic():
        return take(_key(f"passkey|{address}"), limit=limit, window=WINDOW, at=at)


def forget_second(account: int) -> None:
    """Forget an account's tries of the second step after a sign-in."""
    Tries.objects.filter(key=_second_key(account)).delete()


def _second_key(account: int) -> str:
    return _key(f"second|{account}")


def admit_held(address: str, *, at: datetime) -> bool:
    """Tell whether one more input is held for nobody known from an address (預かりの可否)."""
    with transaction.atomic():
        return take(_key(f"held|{address}"), limit=HELD_PER_ADDRESS, window=HELD_WINDOW, at=at)


def admit_mandate(account: int, *, at: datetime) -> bool:
    """Tell whether an account may try one more confirmation code (試行の可否)."""
    with transaction.atomic():
        key = _key(f"mandate|{account}")
        return take(key, limit=TRIES_PER_LETTER, window=LETTER_WINDOW, at=at)


def admit(what: str, *, limit: int, window: timedelta, at: datetime) -> bool:
    """Tell whether something may happen once more within a window, counting it (回数の制限).

    Args:
        what: under which it is counted, with the package's own word in front.
        window: at most an hour; older counts are deleted.
    """
    with transaction.atomic():
        return take(_key(what), limit=limit, window=window, at=at)


def forget(login: str) -> None:
    """Forget an account's tries after a sign-in; those of the address stay counted."""
    Tries.objects.filter(key=account_key(login)).delete()


def forget_tries(*, at: datetime) -> int:
    """Delete counts whose window is over; return how many (試行回数の削除)."""
    return Tries.objects.filter(started_at__lte=at - LETTER_WINDOW).delete()[0]


def account_key(login: str) -> str:
    """Return under which key the tries for an account are counted."""
    return _key(f"account|{login_key(login)}")


def _key(text: str) -> str:
    return blind(text, place=TRY)
