"""Taking in telegrams (電文の受付): each once, judged by the town's rules."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.services.emergency.definitions import TextsFile, TriggersFile
from tsunagaru.services.emergency.events import TelegramReceived
from tsunagaru.services.emergency.gateways.reading import read_telegram
from tsunagaru.services.emergency.models import Setup
from tsunagaru.services.emergency.models import Telegram as Row
from tsunagaru.services.emergency.rules.deciding import Decision, Why, decide
from tsunagaru.services.emergency.rules.telegram import Telegram
from tsunagaru.services.emergency.rules.threads import key_of, thread_of
from tsunagaru.services.emergency.rules.triggers import Action
from tsunagaru.services.emergency.services.drafting import follow


class CannotJudge(Exception):
    """The town has no rules on telegrams (発動の規則がありません)."""


@dataclass(frozen=True)
class Ingested:
    """What came of a telegram (受付の結果).

    Args:
        again: whether it had come before; then nothing was done.
        draft: the draft it made, if any.
    """

    telegram: UUID
    decision: Decision
    again: bool
    draft: UUID | None = None


def ingest(raw: bytes, *, source: str = "", at: datetime) -> Ingested:
    """Take in a telegram (電文を受け付ける).

    Args:
        source: where it came from, such as the address in a feed.

    Raises:
        CannotRead: it is refused, or no telegram; nothing is stored.
        CannotJudge: the town has no rules.

    Publishes:
        TelegramReceived, and as ``follow`` does
    """
    return take(read_telegram(raw), raw.decode("utf-8-sig"), source=source, at=at)


@transaction.atomic
def take(telegram: Telegram, content: str, *, source: str = "", at: datetime) -> Ingested:
    """Take in what was read, in whatever format it came (読み取った電文を受け付ける).

    Raises:
        CannotJudge: the town has no rules.

    Publishes:
        TelegramReceived, and as ``follow`` does
    """
    # One telegram after the other: two of one thread at once would both replace its draft.
    setup = Setup.objects.select_for_update(no_key=True).first()
    if setup is None:
        raise CannotJudge("発動の規則がありません。町フォルダを読み込んでください。")
    decision = decide(telegram, TriggersFile.model_validate(setup.triggers).rules())
    key, digest = key_of(telegram), _digest(telegram)
    conflicting = replace(decision, action=Action.HOLD, why=Why.CONFLICT, trigger="", text="")
    known = Row.objects.filter(key__in=(key, _conflict(key, digest))).only("digest", "why")
    for row in known:
        if row.digest == digest:
            stored = conflicting if row.why == Why.CONFLICT else decision
            return Ingested(row.pk, stored, again=True)
    if known:
        key, decision = _conflict(key, digest), conflicting
    row = _stored(telegram, decision, setup, source=source[:400], at=at, key=key, digest=digest)
    if decision.action is not Action.IGNORE:
        row.content = content
        row.save(update_fields=["content"])
    publish(_received(row, at))
    draft = follow(row, decision, TextsFile.model_validate(setup.texts), at=at)
    return Ingested(row.pk, decision, again=False, draft=draft)


def _stored(  # noqa: PLR0913 - a telegram, its judgement and what it is known by
    telegram: Telegram,
    decision: Decision,
    setup: Setup,
    *,
    source: str,
    at: datetime,
    key: str,
    digest: str,
) -> Row:
    return Row.objects.create(
        key=key,
        digest=digest,
        thread=thread_of(telegram),
        source=source,
        title=telegram.title,
        kind=decision.kind,
        status=telegram.status,
        info_type=telegram.info_type,
        event=telegram.event,
        serial=telegram.serial,
        office=telegram.office,
        headline=telegram.text,
        reported_at=telegram.reported_at,
        received_at=at,
        action=decision.action,
        level=decision.level,
        areas=list(decision.areas),
        drill=decision.drill,
        why=decision.why,
        trigger=decision.trigger,
        section=setup.section,
    )


def _received(row: Row, at: datetime) -> TelegramReceived:
    return TelegramReceived(
        at=at,
        subject=row.pk,
        kind=row.kind,
        action=row.action,
        level="" if row.level is None else str(row.level),
        drill="yes" if row.drill else "no",
        why=row.why,
    )


def _digest(telegram: Telegram) -> str:
    """Return a fingerprint of everything a telegram is judged by."""
    told = json.dumps(asdict(telegram), default=str, sort_keys=True, ensure_ascii=False)
    return sha256(told.encode()).hexdigest()


def _conflict(key: str, digest: str) -> str:
    return sha256(f"{key}{digest}".encode()).hexdigest()
