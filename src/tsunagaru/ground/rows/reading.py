"""Reading rows by what their columns hold (行を読む)."""

from collections.abc import Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tsunagaru.ground.rows.statements import (
    IN,
    M,
    Shape,
    Statement,
    size_of,
    statement_of,
    values_of,
)


class NotInTransaction(Exception):
    """Rows can be locked inside a transaction only (トランザクションの外では鎖錠できません)."""


def find(
    model: type[M],
    *,
    order: tuple[str, ...] = (),
    most: int = 0,
    lock: bool = False,
    **equal: Any,  # noqa: ANN401 - values of any column
) -> list[M]:
    """Return the rows whose columns hold these values (条件に合う行).

    Args:
        order: as Django's ``order_by``; the model's own order where empty.
        most: how many at most; 0 for all.
        lock: keep others from changing them until the end of the transaction.
        equal: the value of each column, None for none; with ``__in`` any of several values.

    Raises:
        NotInTransaction: rows to be locked, outside of a transaction.
    """
    if lock and not connection.in_atomic_block:
        raise NotInTransaction(model._meta.label)
    names = tuple(sorted(equal))
    sizes = tuple(size_of(name, equal[name]) for name in names)
    if any(name.endswith(IN) and not size for name, size in zip(names, sizes, strict=True)):
        return []
    shape = Shape(model, names, sizes, order, most, lock)
    statement = statement_of(shape, equal)
    return _rows(shape, statement, equal)


def first(
    model: type[M],
    *,
    order: tuple[str, ...] = (),
    lock: bool = False,
    **equal: Any,  # noqa: ANN401
) -> M | None:
    """Return the first row that fits, or None; in the model's order, at last by its key."""
    by = order or tuple(map(str, model._meta.ordering or ())) or ("pk",)
    found = find(model, order=by, most=1, lock=lock, **equal)
    return found[0] if found else None


def get(model: type[M], *, lock: bool = False, **equal: Any) -> M:  # noqa: ANN401
    """Return the one row that fits.

    Raises:
        model.DoesNotExist: there is none.
        model.MultipleObjectsReturned: there are several.
    """
    found = find(model, order=(), most=2, lock=lock, **equal)
    if not found:
        raise model.DoesNotExist(model._meta.label)  # type: ignore[attr-defined]
    if len(found) > 1:
        raise model.MultipleObjectsReturned(model._meta.label)  # type: ignore[attr-defined]
    return found[0]


def _rows(shape: Shape[M], statement: Statement, equal: Mapping[str, Any]) -> list[M]:
    here = connections[DEFAULT_DB_ALIAS]
    with here.cursor() as cursor:
        cursor.execute(statement.text, values_of(statement, shape, equal))
        rows = cursor.fetchall()
    make, columns = shape.model.from_db, statement.columns
    return [make(DEFAULT_DB_ALIAS, columns, _converted(row, statement, here)) for row in rows]


def _converted(row: tuple[Any, ...], statement: Statement, here: BaseDatabaseWrapper) -> list[Any]:
    values = list(row)
    for place, converters, column in statement.converters:
        for convert in converters:
            values[place] = convert(values[place], column, here)
    return values
