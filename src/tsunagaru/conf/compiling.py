"""Statements whose text is the same every time (文の使い回し): put together once, not at each read.

Django builds the text of every statement anew. For whole rows of one table the columns, their order
and what turns them into values depend on the model alone, and building them took a third of what a
read costs. They are kept here per model; the conditions above all stay Django's own and are built
each time. What is not plain (annotations, ``values``, aliases, joined columns) is Django's alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.db.models.sql.compiler import SQLCompiler, SQLInsertCompiler
from django.db.models.sql.query import Query

if TYPE_CHECKING:
    from django.db.models import Field

Converters = dict[int, tuple[list[Any], Any]]
Order = list[Any]

NOTHING_DEFERRED = (frozenset[str](), True)


@dataclass(frozen=True, slots=True)
class Whole:
    """How whole rows of a model are read (全列の読み方); nobody changes what is in here."""

    select: list[Any]
    klass_info: dict[str, Any] | None
    converters: Converters


_wholes: dict[tuple[str, type[Model] | None], Whole] = {}
_orders: dict[tuple[str, type[Model] | None, tuple[str, ...], bool], Order] = {}


class PlainSelects(SQLCompiler):
    """A compiler that knows plain reads again (単純な読み取り)."""

    def get_select(self, with_col_aliases: bool = False) -> tuple[Any, Any, Any]:  # noqa: FBT001, FBT002 - Django's signature
        """Return the columns, the model they make and the annotations (取得する列)."""
        if with_col_aliases or not _is_plain(self.query):
            return super().get_select(with_col_aliases)
        key = (self.connection.vendor, self.query.model)
        if key not in _wholes:
            select, klass_info, _ = super().get_select()
            converters = super().get_converters([column for column, _, _ in select])
            _wholes[key] = Whole(select, klass_info, converters)
        return _wholes[key].select, _wholes[key].klass_info, {}

    def get_order_by(self) -> Order:
        """Return the order of rows (並び順); known where it is by columns of the table itself."""
        ordering = _ordering(self.query) if _is_plain(self.query) else None
        if ordering is None or not _are_own(self.query.model, ordering):
            return super().get_order_by()
        key = (self.connection.vendor, self.query.model, ordering, self.query.standard_ordering)
        if key not in _orders:
            _orders[key] = super().get_order_by()
        return _orders[key]

    def get_converters(self, expressions: Any) -> Converters:  # noqa: ANN401 - Django's signature
        """Return what turns columns into values, by the place of the column (列の変換)."""
        whole = _wholes.get((self.connection.vendor, self.query.model))
        if whole and self.select is whole.select and len(expressions) == len(whole.select):
            return whole.converters
        return super().get_converters(expressions)


class PlainInserts(SQLInsertCompiler):
    """A compiler that knows a row of plain values again (単純な書き込み)."""

    def assemble_as_sql(self, fields: Any, value_rows: Any) -> tuple[Any, Any]:  # noqa: ANN401 - Django's signature
        """Return a placeholder for each value, and the values (値の並べ方)."""
        if len(value_rows) == 1 and _take_placeholders(fields, value_rows[0]):
            return [["%s"] * len(fields)], [list(value_rows[0])]
        return super().assemble_as_sql(fields, value_rows)


def _is_plain(query: Query) -> bool:
    """Tell whether whole rows of the table itself are read, under its own name."""
    return (
        type(query) is Query
        and query.default_cols
        and not query.annotations
        and not query.extra
        and not query.select_related
        and not query.distinct
        and not query.combinator
        and query.selected is None
        and query.deferred_loading == NOTHING_DEFERRED
        and query.model is not None
        and query.base_table == query.model._meta.db_table
    )


def _ordering(query: Query) -> tuple[str, ...] | None:
    """Return by which names rows are ordered; None when it is by more than names."""
    ordering: Sequence[Any] = query.order_by
    if not ordering and query.default_ordering and query.model is not None:
        ordering = query.model._meta.ordering or ()
    if query.extra_order_by or not all(type(name) is str for name in ordering):
        return None
    return tuple(ordering)


@cache
def _are_own(model: type[Model] | None, names: tuple[str, ...]) -> bool:
    """Tell whether names are of columns that order rows by themselves, not by another table."""
    if model is None:
        return False
    own = {one.attname for one in model._meta.concrete_fields if not one.is_relation} | {"pk"}
    return all(name.lstrip("-") in own for name in names)


def _take_placeholders(fields: "Sequence[Field[Any, Any] | None]", values: Sequence[Any]) -> bool:
    return not any(
        field is None or hasattr(field, "get_placeholder") or hasattr(value, "as_sql")
        for field, value in zip(fields, values, strict=True)
    )
