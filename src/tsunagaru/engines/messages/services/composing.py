"""Writing a broadcast and having it approved (配信の作成と承認): two people see every text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages.events import (
    MessageApprovalAsked,
    MessageApproved,
    MessageDrafted,
    MessageReturned,
)
from tsunagaru.engines.messages.models import Broadcast, Step, What
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane
from tsunagaru.engines.messages.queries.composing import writers_of
from tsunagaru.engines.messages.queries.unreached import why_nobody
from tsunagaru.engines.messages.rules.audience import Audience, read, written
from tsunagaru.engines.messages.services import releasing
from tsunagaru.engines.messages.services.comparing import Comparing, write_comparison
from tsunagaru.ground.ledger.api import publish


class CannotCompose(Exception):
    """The broadcast does not stand where this can be done (今はできません)."""


class CannotApproveOwn(Exception):
    """Who wrote a text may not approve it (書いた人は承認できません)."""


class ReachesNobody(Exception):
    """Nobody would get it, and that was not confirmed (届く人がいません)."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is written of a broadcast (下書き).

    Args:
        texts: by language a ``title`` and a ``body``; Japanese is always there.
        send_at: when it shall leave; None for as soon as it is approved.
        comparing: a second wording, to be tried on some first; None for one wording.
    """

    texts: Mapping[str, Mapping[str, str]]
    audience: Audience
    section: str
    lane: Lane = Lane.NEWS
    topic: str = ""
    send_at: datetime | None = None
    comparing: Comparing | None = None


@transaction.atomic
def draft(words: Draft, *, by: UUID, at: datetime) -> int:
    """Keep a new draft; return its number (下書きを作る).

    Publishes:
        MessageDrafted
    """
    row = Broadcast(state=BroadcastState.DRAFT, made_by=by, made_at=at)
    _write(row, words)
    _note(row, What.DRAFTED, by, at)
    publish(MessageDrafted(at=at, subject=row.key, lane=_lane(row), section=row.section))
    return row.pk


@transaction.atomic
def change(broadcast: int, words: Draft, *, by: UUID, at: datetime) -> None:
    """Write a draft anew (下書きを直す).

    Raises:
        CannotCompose: it is no draft any more.
    """
    row = _locked(broadcast, BroadcastState.DRAFT)
    _write(row, words)
    _note(row, What.CHANGED, by, at)


def _write(row: Broadcast, words: Draft) -> None:
    row.title = words.texts["ja"]["title"]
    row.texts = {language: dict(text) for language, text in words.texts.items()}
    if not read(row.audience or {}).follows:  # a correction goes to those who were told
        row.audience = written(words.audience)
    row.section, row.lane, row.topic = words.section, words.lane, words.topic
    row.send_at = words.send_at
    row.save()
    write_comparison(row, words.comparing)


@transaction.atomic
def ask(broadcast: int, *, by: UUID, at: datetime) -> None:
    """Ask somebody else to approve a draft (承認を求める).

    Raises:
        CannotCompose: it is no draft any more.

    Publishes:
        MessageApprovalAsked
    """
    row = _locked(broadcast, BroadcastState.DRAFT)
    _move(row, BroadcastState.ASKED, What.ASKED, by, at)
    publish(MessageApprovalAsked(at=at, subject=row.key, lane=_lane(row), section=row.section))


@transaction.atomic
def take_back(broadcast: int, *, by: UUID, at: datetime) -> None:
    """Take a text back to write on (承認の依頼を取り下げる).

    Raises:
        CannotCompose: nobody is asked any more.
    """
    row = _locked(broadcast, BroadcastState.ASKED)
    _move(row, BroadcastState.DRAFT, What.TAKEN_BACK, by, at)


@transaction.atomic
def give_back(broadcast: int, reason: str, *, by: UUID, at: datetime) -> None:
    """Give a text back to its author with a reason (差し戻す).

    Raises:
        CannotCompose: nobody is asked any more.

    Publishes:
        MessageReturned
    """
    row = _locked(broadcast, BroadcastState.ASKED)
    _move(row, BroadcastState.DRAFT, What.RETURNED, by, at, reason)
    publish(MessageReturned(at=at, subject=row.key, lane=_lane(row), section=row.section))


@transaction.atomic
def approve(broadcast: int, *, by: UUID, at: datetime, even_to_nobody: bool = False) -> bool:
    """Approve a text; without a time it leaves in the same transaction (承認する).

    Args:
        even_to_nobody: whether it is approved although nobody would get it now.

    Returns:
        Whether it left now.

    Raises:
        CannotCompose: nobody is asked any more.
        CannotApproveOwn: this person wrote it, or asked.
        ReachesNobody: nobody would get it.

    Publishes:
        MessageApproved, and what ``release`` publishes
    """
    row = _locked(broadcast, BroadcastState.ASKED)
    if by in writers_of(row):
        raise CannotApproveOwn
    if not even_to_nobody and why_nobody(row, at):
        raise ReachesNobody
    asked = row.steps.filter(what=What.ASKED).last()
    row.approved_by, row.approved_at = by, at
    _move(row, BroadcastState.APPROVED, What.APPROVED, by, at)
    waits = row.send_at is not None and row.send_at > at
    publish(
        MessageApproved(
            at=at,
            subject=row.key,
            lane=_lane(row),
            section=row.section,
            scheduled="yes" if waits else "no",
            waited_s=round((at - asked.at).total_seconds()) if asked else 0,
        )
    )
    if not waits:
        releasing.release(row.pk, at=at)
    return not waits


@transaction.atomic
def call_off(broadcast: int, *, by: UUID, at: datetime) -> None:
    """Drop a draft, cancel what is scheduled, or stop what is leaving (取りやめる).

    Raises:
        CannotCompose: it is over.
    """
    row = Broadcast.objects.get(pk=broadcast)
    try:
        releasing.stop(broadcast, at=at)
    except releasing.CannotStop as error:
        raise CannotCompose(row.state) from error
    _note(row, What.STOPPED, by, at)


def _locked(broadcast: int, state: BroadcastState) -> Broadcast:
    row = Broadcast.objects.select_for_update(no_key=True).get(pk=broadcast)
    if row.state != state:
        raise CannotCompose(row.state)
    return row


def _move(
    row: Broadcast, state: BroadcastState, what: What, by: UUID, at: datetime, text: str = ""
) -> None:
    row.state = state
    row.save(update_fields=["state", "approved_by", "approved_at"])
    _note(row, what, by, at, text)


def _note(row: Broadcast, what: What, by: UUID, at: datetime, text: str = "") -> None:
    Step.objects.create(broadcast=row, at=at, what=what, by=by, text=text)


def _lane(row: Broadcast) -> str:
    return Lane(row.lane).name.lower()
