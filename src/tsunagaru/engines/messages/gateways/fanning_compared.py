"""Writing the targets of a message with two wordings (文面を比べる配信の展開).

As ``fanning`` does it, in one statement: who gets which wording stands in each target. Those who
wait for the better one stand last, in chunks that nobody takes before it is chosen.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    F,
    Func,
    Q,
    QuerySet,
    SmallIntegerField,
    Value,
    When,
)
from django.db.models.expressions import Combinable, Window
from django.db.models.functions import MD5, Cast, Collate, Concat, Replace, RowNumber

from tsunagaru.engines.messages.gateways.fanning import chunk_spans, hold_of, recipients_of
from tsunagaru.engines.messages.gateways.posting import time_of
from tsunagaru.engines.messages.models import Broadcast, Chunk, Comparison, Contact
from tsunagaru.engines.messages.models.broadcasts import Lane
from tsunagaru.engines.messages.rules.comparing import Wording, period_of, settled, window_of
from tsunagaru.engines.messages.rules.pacing import held_until, hold_hour
from tsunagaru.kernel.clock import local

NOT_YET = datetime(9000, 1, 1, tzinfo=UTC)
"""When chunks are due of which nobody has chosen the wording: no dispatcher ever takes them."""
PLAN = """
INSERT INTO messaging_target
  (broadcast, contact, subscriber, kind, language, hold, wording, seq)
SELECT c."of", c.id, c.subscriber_id, c.kind, c.language, c.hold, c.wording,
  ROW_NUMBER() OVER (ORDER BY c.wording, c.kind, c.language, c.hold)
FROM (
  SELECT b."of", b.id, b.subscriber_id, b.kind, b.language, b.wording,
    CASE b.wording WHEN {rest} THEN b.quiet ELSE b.hold END AS hold
  FROM (
    SELECT a.*, CASE (a.place - 1) %% {period} WHEN 0 THEN {first} WHEN {half} THEN {second}
      ELSE {rest} END AS wording
    FROM ({people}) a
  ) b
) c
"""
GROUPS = """
SELECT kind, language, hold, wording, MIN(seq), MAX(seq) FROM messaging_target
WHERE broadcast = %s GROUP BY wording, kind, language, hold ORDER BY MIN(seq)
"""
WAITING = """
SELECT c.id, t.hold FROM messaging_chunk c
JOIN messaging_target t ON t.broadcast = c.broadcast AND t.seq = c.low
WHERE c.broadcast = %s AND c.wording = %s AND c.state = 'waiting' ORDER BY c.id
"""
LET_GO = """
UPDATE messaging_chunk SET wording = %s, due_at = %s WHERE state = 'waiting' AND id IN ({ids})
"""
AT_ONCE = 500


def fan_out_compared(row: Broadcast, comparison: Comparison, at: datetime) -> int:
    """Write the targets of a broadcast with two wordings, and their chunks (展開する).

    Returns:
        How many targets there are.
    """
    people, values = _in_order(row, at).query.sql_with_params()
    period = period_of(comparison.share)
    statement = PLAN.format(
        people=people,
        period=period,
        half=period // 2,
        first=int(Wording.FIRST),
        second=int(Wording.SECOND),
        rest=int(Wording.REST),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute(GROUPS, [row.pk])
        groups = cursor.fetchall()
    chunks = (_chunks(row, group, at) for group in groups)
    Chunk.objects.bulk_create((one for some in chunks for one in some), batch_size=AT_ONCE)
    return int(groups[-1][5]) if groups else 0


def _in_order(row: Broadcast, at: datetime) -> QuerySet[Contact, Any]:
    """Return the columns of a target, and each recipient's place in the order of hashes."""
    quiet = row.lane == Lane.NEWS
    rows = recipients_of(row, at).annotate(
        hold=hold_of(local(at).hour) if quiet else Value(-1, SmallIntegerField()),
        quiet=_window() if quiet else Value(-1, SmallIntegerField()),
        of=Value(row.pk),
        language=F("subscriber__language"),
    )
    digits = Replace(Cast(F("subscriber_id"), CharField()), Value("-"), Value(""))
    order = [_bytewise(F("kind")), _bytewise(F("subscriber__language"))]
    order.append(_bytewise(MD5(Concat(Value(row.key.hex), digits))))
    placed = rows.annotate(place=Window(RowNumber(), order_by=order))
    columns = ("of", "id", "subscriber_id", "kind", "language", "hold", "quiet", "place")
    return placed.order_by().values_list(*columns)


def _bytewise(one: Combinable) -> Func:
    """Return a text as both databases put it in the same order."""
    return Collate(one, "C" if connection.vendor == "postgresql" else "BINARY")


def _window() -> Case:
    """Return ``comparing.window_code`` as SQL."""
    start, end = F("subscriber__quiet_from"), F("subscriber__quiet_until")
    none = Q(subscriber__quiet_from=None) | Q(subscriber__quiet_until=None) | Q(
        subscriber__quiet_from=end
    )  # fmt: skip
    field = SmallIntegerField()
    return Case(When(none, then=Value(-1)), default=start * 24 + end, output_field=field)


def _chunks(
    row: Broadcast, group: tuple[str, str, int, int, int, int], at: datetime
) -> Iterable[Chunk]:
    kind, language, hold, wording, first, last = group
    waits = wording == Wording.REST
    due_at = NOT_YET if waits else held_until(hold, local(at))
    for low, high in chunk_spans(kind, first, last):
        yield Chunk(
            broadcast=row.pk, lane=row.lane, kind=kind, language=language, low=low, high=high,
            due_at=due_at, wording=wording,
        )  # fmt: skip


def let_the_rest_go(row: Broadcast, chosen: int, at: datetime) -> int:
    """Let those leave who waited for the choice, each after their quiet time (残りの配信).

    Returns:
        How many chunks; none where all were stopped meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [row.pk, int(Wording.REST)])
        waiting = cursor.fetchall()
    by_window: dict[int, list[int]] = {}
    for chunk, code in waiting:
        by_window.setdefault(code, []).append(chunk)
    wording = settled(Wording.REST, chosen)
    for code, chunks in by_window.items():
        _let_go(chunks, wording, _after_quiet(code, at))
    return len(waiting)


def _after_quiet(code: int, at: datetime) -> datetime:
    here = local(at)
    return held_until(hold_hour(*window_of(code), here.hour), here)


def _let_go(chunks: list[int], wording: int, due_at: datetime) -> None:
    for begin in range(0, len(chunks), AT_ONCE):
        some = chunks[begin : begin + AT_ONCE]
        statement = LET_GO.format(ids=", ".join(["%s"] * len(some)))
        with connection.cursor() as cursor:
            cursor.execute(statement, [wording, time_of(due_at), *some])
