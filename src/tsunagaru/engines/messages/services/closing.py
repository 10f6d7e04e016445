"""Closing a broadcast of which every chunk is done (配信の終了)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from tsunagaru.engines.messages.events import BroadcastFinished
from tsunagaru.engines.messages.models import Broadcast, Chunk
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane
from tsunagaru.ground.ledger.api import publish

COUNTS = """
SELECT t.kind, o.result, COUNT(*) FROM messaging_outcome o
JOIN messaging_target t ON t.broadcast = o.broadcast AND t.seq = o.seq
WHERE o.broadcast = %s AND o.stage = 1 GROUP BY t.kind, o.result
"""


def close_all_finished(*, at: datetime) -> list[int]:
    """Close whatever is finished and still open (配信の締め残し); return which."""
    sending = Broadcast.objects.filter(finished_at=None).exclude(released_at=None)
    return close_finished(list(sending.values_list("pk", flat=True)), at=at)


def close_finished(broadcasts: Sequence[int], *, at: datetime) -> list[int]:
    """Close the broadcasts of which every chunk is done (配信を終える).

    To be called after what finished them was committed: of two dispatchers that write the last
    chunks at the same moment, the one that looks last sees both. One that somebody else holds is
    left alone: either it is being closed, or the next look will close it. Nobody waits.

    Returns:
        Those that were closed.

    Publishes:
        BroadcastFinished
    """
    return [pk for pk in broadcasts if _close(pk, at)]


@transaction.atomic
def _close(broadcast: int, at: datetime) -> bool:
    unfinished = (Chunk.State.WAITING, Chunk.State.LEASED)
    busy = Chunk.objects.filter(broadcast=OuterRef("pk"), state__in=unfinished)
    open_ones = Broadcast.objects.filter(~Exists(busy), pk=broadcast, finished_at=None)
    row = (
        open_ones.exclude(released_at=None).select_for_update(no_key=True, skip_locked=True).first()
    )
    if row is None:
        return False
    counts, is_first = counted(broadcast), set(row.counts) <= {"targets", "nobody"}
    row.counts, row.finished_at = {**row.counts, **counts}, at
    if row.state == BroadcastState.SENDING:
        row.state = BroadcastState.DONE
    row.save(update_fields=["counts", "finished_at", "state"])
    if is_first:  # finished anew after a letter came back late, it is no second message
        _tell(row, counts, at)
    return True


def _tell(row: Broadcast, counts: Mapping[str, Mapping[str, int]], at: datetime) -> None:
    publish(
        BroadcastFinished(
            at=at,
            subject=row.key,
            lane=Lane(row.lane).name.lower(),
            drill="yes" if row.drill else "no",
            accepted=sum(by.get("accepted", 0) for by in counts.values()),
            latency_s=round((at - (row.released_at or at)).total_seconds()),
        )
    )


def counted(broadcast: int) -> dict[str, dict[str, Any]]:
    """Return how many targets came to which result, by channel (結果の集計)."""
    found: dict[str, dict[str, Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [broadcast])
        for kind, result, count in cursor.fetchall():
            found.setdefault(kind, {})[result] = count
    return found
