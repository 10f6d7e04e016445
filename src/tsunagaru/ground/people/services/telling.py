"""What follows a changed second factor (追加の認証の変更): record, event, letter, sessions."""

from datetime import datetime
from uuid import uuid4

from django.db.models import F

from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import events, queries
from tsunagaru.ground.people.models import Account
from tsunagaru.ground.people.rules import Purpose
from tsunagaru.ground.people.rules.factors import Factor
from tsunagaru.ground.people.services import accounts, letters


def names_of(account: Account) -> tuple[str, str]:
    """Return what an account is called on its owner's device: sign-in name, and name."""
    login = account.login if not account.signs_in_by_email else ""
    if account.staff is not None:
        return login or account.staff.email or account.staff.name, account.staff.name
    person = account.resident
    if person is None:
        return login, login
    shown = f"{person.family or ''} {person.given or ''}".strip()
    return person.email or login or shown, shown


def added(account: Account, factor: Factor, *, at: datetime) -> None:
    """Note that a factor was added, in the caller's transaction (登録の記録).

    Publishes:
        FactorAdded, LetterRequested
    """
    accounts.note(account, "factor.added", at, factor=factor.value)
    kind = accounts.kind_of(account)
    publish(events.FactorAdded(at=at, subject=uuid4(), kind=kind, factor=factor.value))
    if factor is not Factor.CODES:
        _end_other_sessions(account)
        _tell(account, f"{factor.value}_added", at)


def changed(account: Account, factor: Factor, *, at: datetime) -> None:
    """Note that a factor was changed, in the caller's transaction (変更の記録).

    Publishes:
        FactorChanged, LetterRequested
    """
    accounts.note(account, "factor.changed", at, factor=factor.value)
    kind = accounts.kind_of(account)
    publish(events.FactorChanged(at=at, subject=uuid4(), kind=kind, factor=factor.value))
    _tell(account, f"{factor.value}_changed", at)


def removed(account: Account, factor: Factor, *, at: datetime) -> None:
    """Note that the owner removed a factor, in the caller's transaction (取消の記録).

    Recovery codes go with the last factor: they recover nothing any more.

    Publishes:
        FactorRemoved, LetterRequested
    """
    accounts.note(account, "factor.removed", at, factor=factor.value)
    if not queries.has_factor(account.pk):
        account.recovery_codes.all().delete()
    _removed(account, factor.value, "owner", at)
    _tell(account, f"{factor.value}_removed", at)


def removed_all(account: Account, *, removed_by: str, at: datetime) -> None:
    """Note that the office removed all factors after a lost device (役場での取消の記録).

    Args:
        removed_by: ``counter`` or ``office``.

    Publishes:
        FactorRemoved, LetterRequested
    """
    _removed(account, "all", removed_by, at)
    _tell(account, "all_removed", at)


def code_used(account: Account, *, left: int, at: datetime) -> None:
    """Note that a recovery code was used (復旧コード使用の記録).

    Publishes:
        RecoveryCodeUsed, LetterRequested
    """
    accounts.note(account, "factor.code_used", at, left=str(left))
    kind = accounts.kind_of(account)
    publish(events.RecoveryCodeUsed(at=at, subject=uuid4(), kind=kind, left=left))
    _tell(account, "codes_used", at)


def _removed(account: Account, factor: str, removed_by: str, at: datetime) -> None:
    _end_other_sessions(account)
    kind = accounts.kind_of(account)
    told = events.FactorRemoved(
        at=at, subject=uuid4(), kind=kind, factor=factor, removed_by=removed_by
    )
    publish(told)


def _end_other_sessions(account: Account) -> None:
    """End the account's sessions; the page that changed something keeps its own."""
    Account.objects.filter(pk=account.pk).update(epoch=F("epoch") + 1)
    account.refresh_from_db(fields=["epoch"])


def _tell(account: Account, change: str, at: datetime) -> None:
    person = account.resident or account.staff
    if person is None or not (person.email or account.resident):
        return  # a member of staff has no inbox
    language = account.resident.language if account.resident else ""
    visit = letters.Visit(language=language or "ja")
    letters.write(
        Purpose.FACTOR, person.email or "", account=account, fields={"change": change},
        visit=visit, at=at,
    )  # fmt: skip
