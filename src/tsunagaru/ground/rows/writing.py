"""Writing rows (行を書く)."""

from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from django.db.models import Model
from django.db.models.sql import InsertQuery

from tsunagaru.ground.rows.statements import AnyField, M, column_of


@dataclass(frozen=True, slots=True)
class Insertion:
    """How a row of a model is written (行の書き方).

    Args:
        counted: the key that the database gives, or None where the row brings its own.
    """

    text: str
    fields: tuple[AnyField, ...]
    counted: "AnyField | None"


@dataclass(frozen=True, slots=True)
class Change:
    """How some columns of one row are changed (行の変え方); the key comes last."""

    text: str
    fields: tuple[AnyField, ...]


_insertions: dict[tuple[str, type[Model]], Insertion] = {}
_changes: dict[tuple[str, type[Model], tuple[str, ...]], Change] = {}


def add(row: M) -> M:
    """Write a new row (行を加える); its key is known afterwards.

    Raises:
        IntegrityError: the database refuses it.
    """
    key = (connection.vendor, type(row))
    known = _insertions.get(key)
    if known is None:
        known = _insertions[key] = _insertion(row)
    values = _values(known.fields, row, add=True)
    with transaction.mark_for_rollback_on_error(), connection.cursor() as cursor:
        cursor.execute(known.text, values)
        if known.counted is not None:
            setattr(row, known.counted.attname, cursor.fetchone()[0])
    row._state.adding, row._state.db = False, connection.alias
    return row


def change(row: Model, *names: str) -> None:
    """Write some columns of a row that is there (行を変える), as ``save(update_fields=…)`` does.

    Raises:
        DatabaseError: it is no longer there.
        IntegrityError: the database refuses it.
    """
    key = (connection.vendor, type(row), names)
    known = _changes.get(key)
    if known is None:
        known = _changes[key] = _change(type(row), names)
    values = _values(known.fields, row, add=False)
    with transaction.mark_for_rollback_on_error(), connection.cursor() as cursor:
        cursor.execute(known.text, values)
        if not cursor.rowcount:
            raise DatabaseError(type(row)._meta.label)


def _values(fields: tuple[AnyField, ...], row: Model, *, add: bool) -> list[Any]:
    to = connections[DEFAULT_DB_ALIAS]
    return [field.get_db_prep_save(field.pre_save(row, add), to) for field in fields]


def _insertion(row: Model) -> Insertion:
    meta = type(row)._meta
    counted = meta.auto_field
    fields = [one for one in meta.local_concrete_fields if one is not counted]
    query = InsertQuery(type(row))
    query.insert_values(fields, [row])
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = [counted] if counted else None
    ((text, _),) = compiler.as_sql()
    return Insertion(text, tuple(fields), counted)


def _change(model: type[Model], names: tuple[str, ...]) -> Change:
    fields, key = [column_of(model, name) for name in names], column_of(model, "pk")
    columns = ", ".join(f"{_quoted(one)} = %s" for one in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    text = f"UPDATE {table} SET {columns} WHERE {_quoted(key)} = %s"  # noqa: S608 - our own names
    return Change(text, (*fields, key))


def _quoted(field: AnyField) -> str:
    return connection.ops.quote_name(str(field.column))
