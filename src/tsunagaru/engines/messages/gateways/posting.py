"""Taking chunks to send and writing down what became of them (占有と結果の記録).

No row is changed for each recipient: outcomes are only added, and a chunk is one row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from tsunagaru.engines.messages.gateways.channels import Answer
from tsunagaru.engines.messages.models.broadcasts import Stage
from tsunagaru.engines.messages.rules.spans import joined

LEASE = timedelta(seconds=60)
ALERTS, NO_LIMIT = 1, 99  # the last lane that may leave
# State literals, not parameters: the partial indexes are found by them. Materialized: see the
# ledger's leases.
TAKE = """
WITH due AS MATERIALIZED (
    SELECT id FROM messaging_chunk WHERE kind = %s AND {due}
    ORDER BY {order} LIMIT %s {lock}
)
UPDATE messaging_chunk SET state = 'leased', owner = %s, lease_until = %s, attempts = attempts + 1
WHERE id IN (SELECT id FROM due)
RETURNING id, broadcast, lane, kind, language, low, high, attempts, wording
"""
WAITING = ("state = 'waiting' AND lane <= %s AND due_at <= %s", "lane, due_at, id")
TORN = ("state = 'leased' AND lane <= %s AND lease_until <= %s", "lease_until, id")
PRESSING = """
SELECT 1 FROM messaging_chunk WHERE state = 'waiting'
AND kind IN ('line', 'webpush', 'email', 'sms') AND lane = 0 AND due_at <= %s LIMIT 1
"""
LOAD = """
SELECT t.seq, t.contact, c.address, c.state FROM messaging_target t
LEFT JOIN messaging_contact c ON c.id = t.contact
WHERE t.broadcast = %s AND t.seq BETWEEN %s AND %s {fresh} ORDER BY t.seq
"""
FRESH = """AND NOT EXISTS (SELECT 1 FROM messaging_outcome o
WHERE o.broadcast = t.broadcast AND o.seq = t.seq AND o.stage = 1)"""
DONE = """
UPDATE messaging_chunk SET state = 'done', lease_until = NULL WHERE id = %s
"""
AGAIN = """
UPDATE messaging_chunk SET state = 'waiting', lease_until = NULL, due_at = %s, code = %s
WHERE id = %s AND state = 'leased' AND owner = %s
"""
KEEP_BACK = """
UPDATE messaging_chunk SET state = 'done' WHERE broadcast = %s AND state = 'waiting'
RETURNING low, high
"""
STOPPED = """
INSERT INTO messaging_outcome (broadcast, seq, stage, result, ref, code, at)
SELECT broadcast, seq, 1, 'stopped', '', 'stopped', %s FROM messaging_target
WHERE broadcast = %s AND seq BETWEEN %s AND %s ON CONFLICT DO NOTHING
"""
ADD_ALIKE = """
INSERT INTO messaging_outcome (broadcast, seq, stage, result, ref, code, at)
SELECT %s, s, %s, %s, %s, %s, %s FROM unnest(%s::int[]) AS s ON CONFLICT DO NOTHING
"""
ADD_EACH = """
INSERT INTO messaging_outcome (broadcast, seq, stage, result, ref, code, at)
SELECT %s, s, %s, %s, r, %s, %s FROM unnest(%s::int[], %s::text[]) AS x(s, r) ON CONFLICT DO NOTHING
"""
ADD_SQLITE = """
INSERT OR IGNORE INTO messaging_outcome (broadcast, seq, stage, result, ref, code, at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""


class Taken(NamedTuple):
    """A chunk in a dispatcher's hands (占有中のまとまり)."""

    id: int
    broadcast: int
    lane: int
    kind: str
    language: str
    low: int
    high: int
    attempts: int
    wording: int | None = None


@dataclass(frozen=True, slots=True)
class Addressed:
    """One target with its sealed address, as it stands in the database (宛先).

    Args:
        address: None when the person was erased since.
    """

    seq: int
    contact: str
    address: bytes | None
    state: str


def take(kind: str, most: int, *, lanes: int, owner: str, at: datetime) -> list[Taken]:
    """Take the chunks of a channel that are due, alerts first (占有する).

    While an alert waits, newsletters rest on every channel.
    """
    lane = min(lanes, ALERTS) if _alert_waits(at) else lanes
    taken = _take(WAITING, kind, lane, most, owner, at)
    if len(taken) < most:
        taken += _take(TORN, kind, lane, most - len(taken), owner, at)
    return sorted(taken, key=lambda one: (one.lane, one.id))


def _take(
    which: tuple[str, str], kind: str, lane: int, most: int, owner: str, at: datetime
) -> list[Taken]:
    due, order = which
    lock = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    values = [kind, lane, time_of(at), most, owner, time_of(at + LEASE)]
    with connection.cursor() as cursor:
        cursor.execute(TAKE.format(due=due, order=order, lock=lock), values)
        return [Taken(*row) for row in cursor.fetchall()]


def _alert_waits(at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(PRESSING, [time_of(at)])
        return cursor.fetchone() is not None


def load(chunk: Taken) -> list[Addressed]:
    """Return the targets of a chunk of which nothing is known yet (宛先を読む)."""
    fresh = FRESH if chunk.attempts > 1 else ""
    with connection.cursor() as cursor:
        cursor.execute(LOAD.format(fresh=fresh), [chunk.broadcast, chunk.low, chunk.high])
        rows = cursor.fetchall()
    return [
        Addressed(seq, _hyphened(one), address, state or "erased")
        for seq, one, address, state in rows
    ]


def _hyphened(contact: Any) -> str:  # noqa: ANN401 - a UUID on PostgreSQL, 32 digits on SQLite
    if isinstance(contact, UUID):
        return str(contact)
    return f"{contact[:8]}-{contact[8:12]}-{contact[12:16]}-{contact[16:20]}-{contact[20:]}"


def finish(chunk: int) -> None:
    """Mark a chunk done, whoever holds it now: its outcomes are written (完了)."""
    with connection.cursor() as cursor:
        cursor.execute(DONE, [chunk])


def try_again(chunk: Taken, *, owner: str, due_at: datetime, code: str) -> None:
    """Let a chunk wait for its next attempt, if it is still ours (再送待ち)."""
    with connection.cursor() as cursor:
        cursor.execute(AGAIN, [time_of(due_at), code, chunk.id, owner])


def keep_back(broadcast: int, *, at: datetime) -> None:
    """Let what has not left stay here, and write that down (送らずに終える).

    The chunks first: what is marked done can no longer be taken while its outcomes are written.
    """
    with connection.cursor() as cursor:
        cursor.execute(KEEP_BACK, [broadcast])
        for low, high in joined(cursor.fetchall()):
            cursor.execute(STOPPED, [time_of(at), broadcast, low, high])


def add(
    broadcast: int, answers: Sequence[Answer], *, at: datetime, stage: Stage = Stage.HANDED_OFF
) -> None:
    """Write outcomes down; what is known already stays (結果を記録する)."""
    if connection.vendor != "postgresql":
        now = time_of(at)
        rows = [(broadcast, a.seq, stage, a.result, a.ref, a.code, now) for a in answers]
        with connection.cursor() as cursor:
            cursor.executemany(ADD_SQLITE, rows)
        return
    for (result, code), some in _alike(answers).items():
        refs = [a.ref for a in some]
        seqs = [a.seq for a in some]
        with connection.cursor() as cursor:
            if len(set(refs)) == 1:
                cursor.execute(ADD_ALIKE, [broadcast, stage, result, refs[0], code, at, seqs])
            else:
                cursor.execute(ADD_EACH, [broadcast, stage, result, code, at, seqs, refs])


def _alike(answers: Iterable[Answer]) -> dict[tuple[str, str], list[Answer]]:
    found: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers:
        found.setdefault((str(answer.result), answer.code), []).append(answer)
    return found


def time_of(at: datetime) -> Any:  # noqa: ANN401 - text on SQLite, a time on PostgreSQL
    """Return a time as Django's fields write it, so that raw and ORM rows compare."""
    return connection.ops.adapt_datetimefield_value(at)
