"""The whole database as values (データベースの内容): what changed, and what stands in it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection

Rows = dict[Any, dict[str, Any]]
QUIET = {"django_session", "ledger_rollup", "ledger_auditrow", "ledger_auditlock"}


def snapshot() -> dict[str, Rows]:
    """Return every table, its rows by their key, as they lie in the database."""
    found: dict[str, Rows] = {}
    for model in apps.get_models():
        table, keys = model._meta.db_table, [one.column for one in model._meta.pk_fields]
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        found[table] = {tuple(row[key] for key in keys): row for row in rows}
    return found


def changed(before: dict[str, Rows], after: dict[str, Rows]) -> set[str]:
    """Return what changed: ``table+`` (new), ``table-`` (gone), ``table.column``."""
    found = set()
    for table in set(after) - QUIET:
        old, new = before[table], after[table]
        found |= {f"{table}+" for key in new if key not in old}
        found |= {f"{table}-" for key in old if key not in new}
        for key in old.keys() & new.keys():
            pairs = (
                name for name in old[key] if bytes_of(old[key][name]) != bytes_of(new[key][name])
            )
            found |= {f"{table}.{name}" for name in pairs}
    return found


def bytes_of(value: Any) -> bytes:
    """Return a value as it is compared and searched."""
    if isinstance(value, bytes | memoryview | bytearray):
        return bytes(value)
    return str(value).encode("utf-8", "surrogatepass")


def holding(*words: str) -> Iterator[str]:
    """Yield ``table.column: word`` where a word stands in the clear, in any way of writing it."""
    wanted = {form: word for word in words for form in forms_of(word)}
    for table, rows in snapshot().items():
        for row in rows.values():
            for name, value in row.items():
                raw = bytes_of(value)
                yield from (f"{table}.{name}: {w}" for form, w in wanted.items() if form in raw)


def forms_of(word: str) -> set[bytes]:
    """Return a word as it may lie in a file: UTF-8, UTF-16, JSON with escapes."""
    escaped = word.encode("ascii", "backslashreplace")
    return {word.encode(), word.encode("utf-16-le"), escaped}
