"""Letting a broadcast go (配信の開始), stopping it and closing it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from tsunagaru.engines.messages.events import BroadcastFinished, MessageSent
from tsunagaru.engines.messages.gateways import fanning, posting
from tsunagaru.engines.messages.models import Broadcast, Chunk
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane
from tsunagaru.engines.messages.rules import audience as audiences
from tsunagaru.ground.ledger.api import publish

# How long providers are tried; an alert that comes a day late would frighten people.
LIVES = {
    Lane.ALERT: timedelta(hours=6),
    Lane.SAFETY: timedelta(hours=24),
    Lane.PERSONAL: timedelta(hours=48),
    Lane.NEWS: timedelta(hours=24),
}
STOP = """
INSERT INTO messaging_outcome (broadcast, seq, stage, result, ref, code, at)
SELECT t.broadcast, t.seq, 1, 'stopped', '', 'stopped', %s FROM messaging_target t
JOIN messaging_chunk c ON c.broadcast = t.broadcast AND t.seq BETWEEN c.low AND c.high
WHERE c.broadcast = %s AND c.state = 'waiting' ON CONFLICT DO NOTHING
"""
COUNTS = """
SELECT t.kind, o.result, COUNT(*) FROM messaging_outcome o
JOIN messaging_target t ON t.broadcast = o.broadcast AND t.seq = o.seq
WHERE o.broadcast = %s AND o.stage = 1 GROUP BY t.kind, o.result
"""


class CannotRelease(Exception):
    """The broadcast is not waiting to be sent (配信できません)."""


class CannotStop(Exception):
    """The broadcast is over (中止できません)."""


@transaction.atomic
def release(broadcast: int, *, at: datetime) -> int:
    """Write a broadcast's targets, so that dispatchers send it (配信を始める).

    Returns:
        How many targets there are; the officer is answered only when they are written.

    Raises:
        CannotRelease: it was not approved, or is being sent already.

    Publishes:
        MessageSent, and BroadcastFinished where nobody is to get it
    """
    row = Broadcast.objects.select_for_update().get(pk=broadcast)
    if row.state != BroadcastState.APPROVED:
        raise CannotRelease(row.state)
    row.state, row.released_at = BroadcastState.SENDING, at
    row.expires_at = at + LIVES[Lane(row.lane)]
    targets = fanning.fan_out(row, at)
    row.counts = {"targets": targets}
    row.save(update_fields=["state", "released_at", "expires_at", "counts"])
    segmented = audiences.read(row.audience).is_segmented
    publish(
        MessageSent(
            at=at,
            subject=row.key,
            segmented="yes" if segmented else "no",
            lane=Lane(row.lane).name.lower(),
            drill="yes" if row.drill else "no",
            targets=targets,
        )
    )
    if not targets:
        close_finished([row.pk], at=at)
    return targets


def release_due(*, at: datetime) -> int:
    """Release what was scheduled for now (予約した配信を始める); return how many."""
    due = Broadcast.objects.filter(state=BroadcastState.APPROVED, send_at__lte=at)
    found = list(due.values_list("pk", flat=True))
    return sum(_released(pk, at) for pk in found)


def _released(broadcast: int, at: datetime) -> bool:
    try:
        release(broadcast, at=at)
    except CannotRelease:  # another dispatcher was first
        return False
    return True


@transaction.atomic
def stop(broadcast: int, *, at: datetime) -> None:
    """Stop a broadcast; what has left has left (配信を中止する).

    Raises:
        CannotStop: it is finished or stopped already.

    Publishes:
        BroadcastFinished, when nothing is under way any more
    """
    row = Broadcast.objects.select_for_update().get(pk=broadcast)
    if row.state in {BroadcastState.DONE, BroadcastState.STOPPED}:
        raise CannotStop(row.state)
    under_way = row.state == BroadcastState.SENDING
    row.state = BroadcastState.STOPPED
    row.save(update_fields=["state"])
    if under_way:
        with connection.cursor() as cursor:
            cursor.execute(STOP, [posting.time_of(at), row.pk])
        Chunk.objects.filter(broadcast=row.pk, state=Chunk.State.WAITING).update(
            state=Chunk.State.DONE
        )
        close_finished([row.pk], at=at)


def close_finished(broadcasts: list[int], *, at: datetime) -> list[int]:
    """Close the broadcasts of which every chunk is done (配信を終える); in a transaction.

    Returns:
        Those that were closed.

    Publishes:
        BroadcastFinished
    """
    # Locked before looking: of two dispatchers that write the last chunks at the same moment,
    # neither sees the other's, and nobody would close what both have finished.
    rows = Broadcast.objects.select_for_update().filter(pk__in=broadcasts, finished_at=None)
    open_ones = list(rows.order_by("pk").values_list("pk", flat=True))
    unfinished = (Chunk.State.WAITING, Chunk.State.LEASED)
    busy = set(
        Chunk.objects.filter(broadcast__in=open_ones, state__in=unfinished)
        .values_list("broadcast", flat=True)
        .distinct()
    )
    ready = [pk for pk in open_ones if pk not in busy]
    return [pk for pk in ready if _close(pk, at)]


@transaction.atomic
def close_all_finished(*, at: datetime) -> list[int]:
    """Close whatever is finished and still open (配信の締め残し); return which."""
    sending = Broadcast.objects.filter(finished_at=None).exclude(released_at=None)
    return close_finished(list(sending.values_list("pk", flat=True)), at=at)


def _close(broadcast: int, at: datetime) -> bool:
    rows = Broadcast.objects.select_for_update().filter(pk=broadcast, finished_at=None)
    row = rows.exclude(released_at=None).first()
    if row is None or row.released_at is None:
        return False
    counts = counted(broadcast)
    row.counts, row.finished_at = {**row.counts, **counts}, at
    if row.state == BroadcastState.SENDING:
        row.state = BroadcastState.DONE
    row.save(update_fields=["counts", "finished_at", "state"])
    publish(
        BroadcastFinished(
            at=at,
            subject=row.key,
            lane=Lane(row.lane).name.lower(),
            drill="yes" if row.drill else "no",
            accepted=sum(by.get("accepted", 0) for by in counts.values()),
            latency_s=round((at - row.released_at).total_seconds()),
        )
    )
    return True


def counted(broadcast: int) -> dict[str, dict[str, Any]]:
    """Return how many targets came to which result, by channel (結果の集計)."""
    found: dict[str, dict[str, Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [broadcast])
        for kind, result, count in cursor.fetchall():
            found.setdefault(kind, {})[result] = count
    return found
