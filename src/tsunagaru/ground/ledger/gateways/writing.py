"""The few statements that every event pays for, in each database's own words (書き込み).

SQLite: one statement each for events, rollups and deliveries. PostgreSQL: one call of a function
that does the same in one round trip: ``ledger_record`` for many events (migration 0002), and
``ledger_record_one`` for one (``recording``), which is how nearly all are published.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection

from tsunagaru.ground.ledger.gateways.gathering import RollupKey, RollupSums, added, gathering, keep
from tsunagaru.ground.ledger.gateways.recording import record_one
from tsunagaru.ground.ledger.rules.entries import ACCEPTED, Entry

FOLDED = 0
LIVE = 1  # SQLite has one writer at a time, so one shard that is not folded yet
ROWS_A_STATEMENT = 400

FORGOTTEN = "delivery.forgotten"  # a rollup that counts deliveries, beside the table of them


def write(entries: Sequence[Entry]) -> None:
    """Write events, their rollups and deliveries in the caller's transaction (書き込む)."""
    if gathering.get():
        _write(entries, {})
        keep(summed(entries))
    elif connection.vendor == "postgresql" and len(entries) == 1 and not entries[0].due_at:
        record_one(entries[0])
    else:
        _write(entries, summed(entries))


def write_sums(sums: RollupSums) -> None:
    """Add to rollups alone (集計だけを書き込む)."""
    _write((), sums)


def write_folded(sums: RollupSums) -> None:
    """Add to rollups alone, where one writer is alone folded at once (集約して書き込む)."""
    if connection.vendor == "postgresql":
        _write((), sums)
        return
    months = added({(key[0].replace(day=1), *key[1:]): one} for key, one in sums.items())
    of_days = [(str(day), *key, FOLDED, *one) for (day, *key), one in sums.items()]
    of_months = [(str(month), *key, *one) for (month, *key), one in months.items()]
    with connection.cursor() as cursor:
        for part in _in_parts(of_days):
            cursor.execute(_upsert(len(part)), _flat(part))
        for part in _in_parts(of_months):
            cursor.execute(_upsert_months(len(part)), _flat(part))


def _write(entries: Sequence[Entry], sums: RollupSums) -> None:
    if connection.vendor == "postgresql":
        _write_postgresql(entries, sums)
    else:
        _write_sqlite(entries, sums)


def summed(entries: Sequence[Entry]) -> RollupSums:
    """Return what the events add to each row, summed, so that each row is written once."""
    sums: dict[RollupKey, tuple[int, int]] = {}
    for entry in entries:
        for scope, cell, measure, bucket, n, total in entry.rollups.rows():
            key = (entry.day, entry.name, scope, cell, measure, bucket)
            was_n, was_total = sums.get(key, (0, 0))
            sums[key] = (was_n + n, was_total + total)
        if entry.reactions:
            key = (entry.day, ACCEPTED, "", "{}", "", 0)
            sums[key] = (sums.get(key, (0, 0))[0] + len(entry.reactions), 0)
    return sums


def _in_parts(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        yield rows[start : start + ROWS_A_STATEMENT]


EVENT_COLUMNS = "id, at, day, name, subject, channel, facts, weight, corrects"
ROLLUP_COLUMNS = "day, name, scope, cell, measure, bucket, shard, n, total"
MONTH_COLUMNS = "month, name, scope, cell, measure, bucket, n, total"
DELIVERY_COLUMNS = "event, reaction, state, attempts, owner, due_at, last_error"


@cache
def _insert(table: str, columns: str, rows: int) -> str:
    marks = "(" + ",".join("?" * len(columns.split(","))) + ")"
    return f"INSERT INTO {table} ({columns}) VALUES " + ",".join([marks] * rows)  # noqa: S608 - constants only


@cache
def _upsert(rows: int) -> str:
    return (
        _insert("ledger_rollup", ROLLUP_COLUMNS, rows)
        + " ON CONFLICT (day, scope, name, cell, measure, bucket, shard)"
        " DO UPDATE SET n = n + excluded.n, total = total + excluded.total"
    )


@cache
def _upsert_months(rows: int) -> str:
    return (
        _insert("ledger_monthrollup", MONTH_COLUMNS, rows)
        + " ON CONFLICT (scope, name, month, cell, measure, bucket)"
        " DO UPDATE SET n = n + excluded.n, total = total + excluded.total"
    )


def _text(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


def _write_sqlite(entries: Sequence[Entry], sums: RollupSums) -> None:
    events = [_event_row(entry) for entry in entries]
    rollups = [(str(day), *key, LIVE, n, total) for (day, *key), (n, total) in sums.items()]
    deliveries = [
        (e.id.hex, reaction, "queued", 0, "", _text(e.due_at or e.at), "")
        for e in entries
        for reaction in e.reactions
    ]
    with connection.cursor() as cursor:
        for part in _in_parts(events):
            cursor.execute(_insert("ledger_event", EVENT_COLUMNS, len(part)), _flat(part))
        for part in _in_parts(rollups):
            cursor.execute(_upsert(len(part)), _flat(part))
        for part in _in_parts(deliveries):
            cursor.execute(_insert("ledger_delivery", DELIVERY_COLUMNS, len(part)), _flat(part))


def _event_row(entry: Entry) -> tuple[object, ...]:
    return (
        entry.id.hex,
        _text(entry.at),
        str(entry.day),
        entry.name,
        entry.subject.hex,
        entry.facts.get("channel", ""),
        json.dumps(entry.facts, separators=(",", ":"), sort_keys=True),
        entry.weight,
        entry.corrects.hex if entry.corrects else None,
    )


def _flat(rows: list[Any]) -> list[Any]:
    return [value for row in rows for value in row]


def _write_postgresql(entries: Sequence[Entry], sums: RollupSums) -> None:
    events = [_event_document(entry) for entry in entries]
    # sorted, so that a transaction takes its rows in one order
    rollups = [
        dict(zip(ROLLUP_KEYS, (str(day), *key, n, total), strict=True))
        for (day, *key), (n, total) in sorted(sums.items())
    ]
    deliveries = [
        {"event": str(e.id), "reaction": reaction, "due_at": (e.due_at or e.at).isoformat()}
        for e in entries
        for reaction in e.reactions
    ]
    arguments = [json.dumps(rows) if rows else None for rows in (events, rollups, deliveries)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_record(%s, %s, %s)", arguments)


ROLLUP_KEYS = ("day", "name", "scope", "cell", "measure", "bucket", "n", "total")


def _event_document(entry: Entry) -> dict[str, Any]:
    return {
        "id": str(entry.id),
        "at": entry.at.isoformat(),
        "day": str(entry.day),
        "name": entry.name,
        "subject": str(entry.subject),
        "channel": entry.facts.get("channel", ""),
        "facts": entry.facts,
        "weight": entry.weight,
        "corrects": str(entry.corrects) if entry.corrects else None,
    }
