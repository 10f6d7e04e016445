"""What people do with drafts and held telegrams (案と保留の電文の処理)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.emergency import queries
from tsunagaru.services.emergency.events import AlertDiscarded, AlertEdited, TelegramClosed
from tsunagaru.services.emergency.models import Draft, Setup, Telegram
from tsunagaru.services.emergency.rules.states import State, Step
from tsunagaru.services.emergency.rules.triggers import Action
from tsunagaru.services.emergency.rules.wording import Words, marked
from tsunagaru.services.emergency.services.drafting import make, told
from tsunagaru.services.emergency.services.telling import let_go_of


class CannotChange(Exception):
    """It waits no more, or there is none (すでに処理されています)."""


@transaction.atomic
def edit(draft: UUID, words: Words, *, by: Actor, at: datetime) -> None:
    """Change the words of a draft (文を直す); a drill stays marked as one.

    Raises:
        CannotChange: it waits no more, or its words wait for confirmation.

    Publishes:
        AlertEdited
    """
    row = _waiting(draft)
    if row.announcements.filter(state=Step.ASKED).exists():
        raise CannotChange(str(draft))
    row.words = marked(words) if row.drill else words
    row.edited_at, row.edited_by = at, by.staff
    row.save(update_fields=["words", "edited_at", "edited_by"])
    publish(told(AlertEdited, row, at))
    audit(actor=by, action="emergency.alert_edited", subject=row.pk, at=at)


@transaction.atomic
def discard(draft: UUID, *, by: Actor, at: datetime) -> None:
    """Decide that nothing is sent (使わないことにする).

    Raises:
        CannotChange: it waits no more.

    Publishes:
        AlertDiscarded; AlertDropped where its confirmation was asked for
    """
    row = _waiting(draft)
    let_go_of(row.pk, at=at)
    row.state, row.settled_at, row.settled_by = State.DISCARDED, at, by.staff
    row.save(update_fields=["state", "settled_at", "settled_by"])
    publish(told(AlertDiscarded, row, at))
    audit(actor=by, action="emergency.alert_discarded", subject=row.pk, at=at)


@transaction.atomic
def close(telegram: UUID, note: str, *, by: Actor, at: datetime) -> None:
    """Note that a held telegram needs no alert (警報は要らないと確かめた).

    Raises:
        CannotChange: it is not held, or was dealt with.

    Publishes:
        TelegramClosed
    """
    _close(_held(telegram), note, "none", by, at)


@transaction.atomic
def draft_from(telegram: UUID, code: str, *, by: Actor, at: datetime) -> UUID:
    """Make a draft of a held telegram with one of the town's texts (保留の電文から案を作る).

    Raises:
        CannotChange: it is not held, was dealt with, or there is no such text.

    Publishes:
        TelegramClosed, and as ``drafting.make`` does
    """
    Setup.objects.select_for_update(no_key=True).first()
    row, texts = _held(telegram), queries.texts()
    text = texts.text(code) if texts else None
    if text is None:
        raise CannotChange(code)
    live = Draft.objects.filter(thread=row.thread, state=State.WAITING).first()
    made = make(row, text, tuple(row.areas), live, at=at)
    _close(row, "", "drafted", by, at)
    return made.pk


def _close(row: Telegram, note: str, outcome: str, by: Actor, at: datetime) -> None:
    row.closed_at, row.closed_by, row.note = at, by.staff, note
    row.save(update_fields=["closed_at", "closed_by", "note"])
    publish(TelegramClosed(at=at, subject=row.pk, kind=row.kind, outcome=outcome))
    audit(actor=by, action="emergency.telegram_closed", subject=row.pk, at=at)


def _waiting(draft: UUID) -> Draft:
    row = Draft.objects.select_for_update(no_key=True).filter(pk=draft, state=State.WAITING).first()
    if row is None:
        raise CannotChange(str(draft))
    return row


def _held(telegram: UUID) -> Telegram:
    rows = Telegram.objects.select_for_update(no_key=True).filter(pk=telegram, action=Action.HOLD)
    row = rows.filter(closed_at=None).first()
    if row is None:
        raise CannotChange(str(telegram))
    return row
