"""Letters that ask somebody to confirm something (確認のメールの処理)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import events, queries
from tsunagaru.ground.people.models import Account, Letter, LetterState
from tsunagaru.ground.people.rules import LIFETIMES, Purpose


class CannotConfirm(Exception):
    """The link was used already, its time is over, or what it stands for is no longer possible."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """How somebody came to the page on which a letter was asked for (来訪).

    Args:
        origin: scheme and host of the page, for links; a configured address goes before it.
        language: the language of the page, in which the letter is written.
        wanted: the page the person wanted to go on to, or empty.
    """

    origin: str = ""
    language: str = "ja"
    wanted: str = ""


def shows_letters() -> bool:
    """Tell whether letters are shown on the page: in a demo without mail server, only there."""
    return bool(settings.TSUNAGARU_DEMO and not settings.EMAIL_HOST)


def has_mail() -> bool:
    """Tell whether letters can reach anybody (メールの可否)."""
    return bool(settings.EMAIL_HOST) or shows_letters()


def write(
    purpose: Purpose,
    address: str,
    *,
    at: datetime,
    visit: Visit,
    account: Account | None = None,
    fields: Mapping[str, object] | None = None,
) -> UUID:
    """Write a letter and have it handed over (確認のメールを出す), in the caller's transaction.

    Args:
        address: where to; empty when there is only the inbox.

    Publishes:
        LetterRequested, unless a demo shows it on the page; of a way to sign in always, as the
        inbox tells it too
    """
    shown = shows_letters()
    waiting = LetterState.SHOWN if shown else LetterState.QUEUED
    row = Letter.objects.create(
        purpose=purpose,
        account=account,
        address=address,
        fields={"origin": visit.origin, "wanted": visit.wanted, **(fields or {})},
        language=visit.language,
        made_at=at,
        expires_at=at + LIFETIMES[purpose],
        state=waiting if address else LetterState.INBOX,
    )
    if not shown or purpose is Purpose.FACTOR:
        publish(events.LetterRequested(at=at, subject=row.pk, purpose=purpose))
    return row.pk


def use(id: UUID, purpose: Purpose, *, at: datetime) -> Letter:
    """Use a letter's link up (リンクを使う), in the caller's transaction: once, also in parallel.

    Raises:
        CannotConfirm: it was used already, or its time is over.
    """
    row = queries.open_letter(id, purpose, at=at)
    if row is None or not Letter.objects.filter(pk=id, used_at=None).update(used_at=at):
        raise CannotConfirm(purpose)
    return row


def void(account: Account, purpose: Purpose, *, at: datetime) -> None:
    """Make an account's other links of a purpose useless (リンクの無効化)."""
    rows = Letter.objects.filter(account=account, purpose=purpose, used_at=None)
    rows.update(used_at=at)


@transaction.atomic
def letter_accepted(id: UUID, *, reply: str, at: datetime) -> None:
    """Note that the mail server took a letter (受付の記録); a late second note changes nothing.

    Publishes:
        LetterAccepted
    """
    _settle(id, LetterState.ACCEPTED, reply, at)


@transaction.atomic
def letter_refused(id: UUID, *, reply: str, at: datetime) -> None:
    """Note that the mail server refused a letter for good (不達の記録).

    Publishes:
        LetterRefused
    """
    _settle(id, LetterState.REFUSED, reply, at)


def _settle(id: UUID, state: LetterState, reply: str, at: datetime) -> None:
    rows = Letter.objects.filter(pk=id, state=LetterState.QUEUED)
    if not rows.update(state=state, reply=reply, settled_at=at):
        return
    purpose = Letter.objects.values_list("purpose", flat=True).get(pk=id)
    accepted = state is LetterState.ACCEPTED
    event = events.LetterAccepted if accepted else events.LetterRefused
    publish(event(at=at, subject=id, purpose=purpose))


@transaction.atomic
def forget_letters(*, at: datetime) -> int:
    """Delete letters whose time is over, with all they hold; return how many (期限切れの削除)."""
    return Letter.objects.filter(expires_at__lte=at).delete()[0]
