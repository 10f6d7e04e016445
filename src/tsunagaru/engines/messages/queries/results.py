"""What became of a broadcast (配信の結果): five states that are never mixed up."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count

from tsunagaru.engines.messages.models import Broadcast, Target
from tsunagaru.engines.messages.models.broadcasts import Stage
from tsunagaru.engines.messages.queries.ways import KINDS

COUNTS = """
SELECT t.kind, o.stage, o.result, COUNT(*) FROM messaging_outcome o
JOIN messaging_target t ON t.broadcast = o.broadcast AND t.seq = o.seq
WHERE o.broadcast = %s GROUP BY t.kind, o.stage, o.result
"""
# Of whom nothing is known: all of them, and those whom a chunk still carries.
UNKNOWN = """
SELECT COUNT(*), SUM(CASE WHEN EXISTS (SELECT 1 FROM messaging_chunk c
  WHERE c.broadcast = t.broadcast AND c.state <> 'done' AND t.seq BETWEEN c.low AND c.high)
  THEN 1 ELSE 0 END)
FROM messaging_target t WHERE t.broadcast = %s AND NOT EXISTS (SELECT 1 FROM messaging_outcome o
  WHERE o.broadcast = t.broadcast AND o.seq = t.seq AND o.stage = 1)
"""
LIST = """
SELECT t.seq, t.kind, t.language, o.result, o.code, o.at,
  EXISTS (SELECT 1 FROM messaging_outcome r WHERE r.broadcast = t.broadcast AND r.seq = t.seq
    AND r.stage = 2 AND r.result = 'delivered'),
  EXISTS (SELECT 1 FROM messaging_outcome r WHERE r.broadcast = t.broadcast AND r.seq = t.seq
    AND r.stage = 4)
FROM messaging_target t LEFT JOIN messaging_outcome o
  ON o.broadcast = t.broadcast AND o.seq = t.seq AND o.stage = 1
WHERE t.broadcast = %s AND t.seq > %s ORDER BY t.seq LIMIT %s
"""
HEADERS = ("経路", "予定", "引渡し", "拒否・失敗", "到達", "本人の確認", "送信待ち")


@dataclass(frozen=True)
class Row:
    """The five states of one channel, and what still waits (経路ごとの結果)."""

    name: str
    planned: int = 0
    handed_off: int = 0
    refused: int = 0
    delivered: int = 0
    confirmed: int = 0

    @property
    def waiting(self) -> int:
        """Return of how many nothing is known yet (送信待ち)."""
        return self.planned - self.handed_off - self.refused

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the row of a table."""
        numbers = (self.planned, self.handed_off, self.refused, self.delivered, self.confirmed)
        return (self.name, *(f"{number:,}" for number in (*numbers, self.waiting)))


@dataclass(frozen=True)
class Line:
    """One recipient's outcome, without an address (1件ごとの結果)."""

    seq: int
    kind: str
    language: str
    result: str
    code: str
    at: object
    delivered: bool
    confirmed: bool


def results_of(row: Broadcast) -> list[Row]:
    """Return the results by channel, and of all together last (経路ごとの結果)."""
    planned = dict(
        Target.objects.filter(broadcast=row.pk).values_list("kind").annotate(n=Count("seq"))
    )
    found: dict[str, dict[tuple[int, str], int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [row.pk])
        for kind, stage, result, count in cursor.fetchall():
            found.setdefault(kind, {})[stage, result] = count
    rows = [_row(name, planned.get(k, 0), found.get(k, {})) for k, name in KINDS.items() if k]
    return [*(one for one in rows if one.planned), _sum(rows)]


def _row(name: str, planned: int, counts: Mapping[tuple[int, str], int]) -> Row:
    handed = counts.get((Stage.HANDED_OFF, "accepted"), 0)
    first = sum(n for (stage, _), n in counts.items() if stage == Stage.HANDED_OFF)
    return Row(
        name=name,
        planned=planned,
        handed_off=handed,
        refused=first - handed,
        delivered=counts.get((Stage.RECEIPT, "delivered"), 0),
        confirmed=sum(n for (stage, _), n in counts.items() if stage == Stage.CONFIRMED),
    )


def _sum(rows: list[Row]) -> Row:
    return Row(
        name="合計",
        planned=sum(one.planned for one in rows),
        handed_off=sum(one.handed_off for one in rows),
        refused=sum(one.refused for one in rows),
        delivered=sum(one.delivered for one in rows),
        confirmed=sum(one.confirmed for one in rows),
    )


def lines_of(broadcast: int, after: int, most: int) -> list[Line]:
    """Return recipients' outcomes after a number, without addresses (1件ごとの結果)."""
    with connection.cursor() as cursor:
        cursor.execute(LIST, [broadcast, after, most])
        rows = cursor.fetchall()
    return [
        Line(seq, KINDS.get(kind, kind), language, result or "", code or "", at, *map(bool, flags))
        for seq, kind, language, result, code, at, *flags in rows
    ]


def is_balanced(row: Broadcast) -> bool:
    """Tell whether targets = outcomes + pending (点検), by the totals once it is finished."""
    if row.finished_at is not None:
        known = sum(sum(by.values()) for by in row.counts.values() if isinstance(by, dict))
        return bool(known == row.counts.get("targets"))
    with connection.cursor() as cursor:
        cursor.execute(UNKNOWN, [row.pk])
        unknown, pending = cursor.fetchone()
    return bool(unknown == (pending or 0))
