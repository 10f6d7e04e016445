"""Makers of subscribers and broadcasts (テスト用の受信者と配信)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tsunagaru.engines.messages.models import Broadcast, Chunk, Outcome, Subscriber, Target
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane, Stage
from tsunagaru.engines.messages.models.subscribers import ContactKind
from tsunagaru.engines.messages.rules.audience import Audience, written
from tsunagaru.engines.messages.services.subscribing import Wishes, add_address, subscribe
from tsunagaru.kernel.clock import JST

NOW = datetime(2026, 4, 6, 22, 30, tzinfo=JST)
TEXTS = {
    "ja": {"title": "断水のお知らせ", "body": "4月7日 10時から断水します。"},
    "en": {"title": "Water supply", "body": "No water on 7 April from 10:00."},
}


EVERYBODY = Audience()


def an_address(kind: str, number: int) -> str:
    """Return an address of a kind that nobody else has."""
    return {
        "line": f"U{number:032x}",
        "email": f"hanako{number}@example.jp",
        "sms": f"090{number:08d}",
        "webpush": f'{{"endpoint":"https://push.example/{number}","keys":'
        '{"auth":"YWJj","p256dh":"ZGVm"}}',
    }[kind]


def a_subscriber(
    number: int = 1,
    *kinds: str,
    at: datetime = NOW,
    **wishes: Any,
) -> Subscriber:
    """Return somebody with an address of each kind, in that order (受信者)."""
    row = subscribe(None, Wishes(**wishes), way="online", at=at)
    for place, kind in enumerate(kinds or ("line",)):
        later = at + timedelta(seconds=place)
        address = an_address(kind, number)
        add_address(row, ContactKind(kind), address, way="online", at=later, confirmed=True)
    return row


def a_broadcast(
    audience: Audience = EVERYBODY,
    lane: Lane = Lane.NEWS,
    **changes: Any,
) -> Broadcast:
    """Return an approved message (配信)."""
    given = {
        "lane": lane,
        "title": "断水",
        "texts": TEXTS,
        "audience": written(audience),
        "section": "suido",
        "state": BroadcastState.APPROVED,
        "made_by": uuid4(),
        "made_at": NOW,
    }
    return Broadcast.objects.create(**given | changes)


def targets_of(row: Broadcast) -> list[tuple[str, str]]:
    """Return channel and language of each target, in order."""
    rows = Target.objects.filter(broadcast=row.pk).order_by("seq")
    return list(rows.values_list("kind", "language"))


def chunks_of(row: Broadcast) -> list[Chunk]:
    """Return the chunks of a broadcast in order, a halved one before its halves."""
    return list(Chunk.objects.filter(broadcast=row.pk).order_by("low", "-high"))


def outcomes_of(row: Broadcast, stage: Stage = Stage.HANDED_OFF) -> dict[int, str]:
    """Return the result of each target at a stage."""
    rows = Outcome.objects.filter(broadcast=row.pk, stage=stage)
    return dict(rows.values_list("seq", "result"))
