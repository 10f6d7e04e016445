"""One event on PostgreSQL (1件の記録): one prepared call of ``ledger_record_one`` (migration 0003).

Django binds values in the client, so that the server parses each statement anew. Here they are
bound by the server, which keeps the plan; Django still sees the statement (its wrappers, errors).
Cells and figures travel apart: the server multiplies them, and there is less to write and read.
"""

import json
from functools import lru_cache
from typing import Any

import psycopg
from django.db import connection

from tsunagaru.ground.ledger.rules.entries import ACCEPTED, Entry

CALL = "SELECT ledger_record_one(" + ", ".join(["%s"] * 14) + ")"


def record_one(entry: Entry) -> None:
    """Write an event, its rollups and deliveries in the caller's transaction (1件を記録する)."""
    connection.ensure_connection()
    bound_by_the_server: Any = psycopg.Cursor(connection.connection)
    with connection.make_cursor(bound_by_the_server) as cursor:
        cursor.execute(CALL, _arguments(entry))


def _arguments(entry: Entry) -> list[Any]:
    cells, figures = entry.rollups
    return [
        str(entry.id),
        entry.at.isoformat(),
        str(entry.day),
        entry.name,
        str(entry.subject),
        entry.facts.get("channel", ""),
        json.dumps(entry.facts),
        entry.weight,
        str(entry.corrects) if entry.corrects else None,
        _cells(tuple(cells)),
        json.dumps([{"m": f.measure, "b": f.bucket, "n": f.n, "t": f.total} for f in figures]),
        _reactions(tuple(entry.reactions)),
        len(entry.reactions),
        ACCEPTED,
    ]


@lru_cache(maxsize=4096)
def _cells(cells: tuple[tuple[str, str], ...]) -> str:
    return json.dumps([{"s": scope, "c": cell} for scope, cell in cells])


@lru_cache(maxsize=512)
def _reactions(reactions: tuple[str, ...]) -> str:
    return json.dumps(reactions)
