"""The token index (索引): FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

Both hold one row an entry, ``search_fts(rowid, tokens)``, and answer one question: which entries
have one of each group of codes. Audiences, kinds and languages are codes like the tokens of the
text, so rights are part of the same look-up. Codes are letters and digits only: neither database's
word rules matter, and nothing a person types reaches its query language. Ranking is ordinary SQL
on the table of entries, the same on both.
"""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

_INSERT = {
    "sqlite": "INSERT INTO search_fts (rowid, tokens) VALUES (%s, %s)",
    "postgresql": "INSERT INTO search_fts (rowid, tokens) VALUES (%s, %s::tsvector)",
}
_MATCH = {
    "sqlite": "SELECT rowid FROM search_fts WHERE search_fts MATCH %s",
    "postgresql": "SELECT search_having(%s)",
}
_SIGNS = {"sqlite": (" AND ", " OR "), "postgresql": (" & ", " | ")}


def write(rows: Iterable[tuple[int, Iterable[str]]]) -> None:
    """Write the codes of entries; what was there under their ids goes."""
    ready = [(number, " ".join(codes)) for number, codes in rows]
    erase(number for number, _ in ready)
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT[connection.vendor], ready)


def erase(numbers: Iterable[int]) -> None:
    """Forget entries."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [(n,) for n in numbers])


def having(groups: Sequence[Sequence[str]]) -> RawSQL:
    """Return the ids of the entries that have one code of every group, as a subquery."""
    every, one = _SIGNS[connection.vendor]
    asked = every.join(f"({one.join(group)})" for group in groups)
    return RawSQL(_MATCH[connection.vendor], (asked,))  # noqa: S611 - the only value is a parameter
