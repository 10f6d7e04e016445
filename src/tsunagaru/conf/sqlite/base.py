"""The connection to SQLite (データベース接続)."""

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base, operations

TEXTS = 4096  # of a few hundred characters each; the town has fewer kinds of statements


class DatabaseOperations(operations.DatabaseOperations):
    """Django's own, with compilers that know plain statements again."""

    compiler_module = "tsunagaru.conf.sqlite.compiler"


class Cursor(base.SQLiteCursorWrapper):
    """Django's own, which turns the marks of one text only once."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:  # noqa: ANN401 - Django's signature
        """Return a statement with SQLite's marks for its values (値の印)."""
        if param_names is None:
            return _with_marks(query)
        return super().convert_query(query, param_names=param_names)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with what knows texts again."""

    ops_class = DatabaseOperations

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ANN401, ARG002 - Django's signature
        """Return a cursor that knows texts again."""
        return self.connection.cursor(factory=Cursor)


@lru_cache(TEXTS)
def _with_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
