"""Statements that are kept (準備した文): Django writes each once, later only the values change.

Django's ORM builds every read from nothing: conditions, columns, order, converters. That takes
five times as long as the database takes to answer. What an application reads again and again on its
way through the town is asked for here by the names of columns alone, so the text can be kept. The
text is always Django's, and so are the values: at its first use each statement is held against what
Django itself would have sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model

M = TypeVar("M", bound=Model)
Converters = list[tuple[int, list[Any], Any]]
AnyField: TypeAlias = "Field[Any, Any]"
IN = "__in"
NONE, YES, NO = 0, -1, -2  # no value, and a yes or no: these the text itself says


@dataclass(frozen=True, slots=True)
class Shape(Generic[M]):
    """What of a read is the same every time (読み取りの形).

    Args:
        model: whose rows.
        names: the columns asked by, sorted; with ``__in`` for one of several values.
        sizes: for each name how many values are sent; none where the text itself says it.
        order: as Django's ``order_by``; empty for the model's own.
        most: how many rows at most; 0 for all.
        lock: whether the rows are locked until the end of the transaction.
    """

    model: type[M]
    names: tuple[str, ...]
    sizes: tuple[int, ...]
    order: tuple[str, ...] = ()
    most: int = 0
    lock: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A read whose text is known (準備した文)."""

    text: str
    fields: tuple[AnyField, ...]
    columns: list[str]
    converters: Converters


_statements: dict[tuple[str, Shape[Any]], Statement] = {}


def statement_of(shape: Shape[Any], equal: Mapping[str, Any]) -> Statement:
    """Return the statement of a shape, written by Django at its first use (文)."""
    key = (connection.vendor, shape)
    known = _statements.get(key)
    if known is None:
        known = _statements[key] = _write(shape, equal)
    return known


def values_of(statement: Statement, shape: Shape[Any], equal: Mapping[str, Any]) -> list[Any]:
    """Return what a statement is sent with, as the database takes it (値)."""
    found: list[Any] = []
    to = connections[DEFAULT_DB_ALIAS]  # looked up once: asking the proxy takes longer than a value
    for name, field, size in zip(shape.names, statement.fields, shape.sizes, strict=True):
        if size > 0:
            found += [_for_database(field, one, to) for one in several(name, equal[name])]
    return found


def size_of(name: str, given: Any) -> int:  # noqa: ANN401 - a value of any column
    """Return how many values are sent for a column, or which one its text says."""
    if given is None:
        return NONE
    if given is True or given is False:
        return YES if given else NO
    return len(several(name, given))


def several(name: str, given: Any) -> Sequence[Any]:  # noqa: ANN401 - a value of any column
    """Return the values a column may have."""
    return list(dict.fromkeys(given)) if name.endswith(IN) else (given,)


def _for_database(field: AnyField, given: Any, to: Any) -> Any:  # noqa: ANN401 - a value of any column
    return field.get_db_prep_value(field.get_prep_value(given), to, prepared=True)


def _write(shape: Shape[Any], equal: Mapping[str, Any]) -> Statement:
    rows = shape.model._default_manager.filter(**equal)
    if shape.order:
        rows = rows.order_by(*shape.order)
    if shape.lock:
        rows = rows.select_for_update(no_key=True)
    if shape.most:
        rows = rows[: shape.most]
    compiler = rows.query.get_compiler(connection=connection)
    text, sent = compiler.as_sql()
    columns = [column for column, _, _ in compiler.select]
    statement = Statement(
        text=text,
        fields=tuple(column_of(shape.model, name) for name in shape.names),
        columns=[one.target.attname for one in columns],
        converters=[(n, *found) for n, found in compiler.get_converters(columns).items()],
    )
    own = values_of(statement, shape, equal)
    if own != list(sent):
        message = f"{shape.model._meta.label}: {shape.names} cannot be asked for by name alone"
        raise TypeError(message)
    return statement


def column_of(model: type[Model], name: str) -> AnyField:
    """Return a column by its name or ``pk`` (列).

    Raises:
        TypeError: no single column of this table.
    """
    name = name.removesuffix(IN)
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    if not isinstance(field, Field):
        message = f"{model._meta.label}.{name} is no column"
        raise TypeError(message)
    return field
