"""Answers a formula's count, sum and median from sums (指標の値)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from fractions import Fraction

from django.db import connection

from tsunagaru.ground.ledger.queries.sums import CellSum
from tsunagaru.ground.ledger.rules.facts import THOUSANDTHS
from tsunagaru.kernel.events import catalogue
from tsunagaru.kernel.formula import Missing, median_of
from tsunagaru.kernel.formula.evaluation import Reading


class Figures:
    """The events' part of a formula's ``Reader`` (出来事の値), over one period of sums.

    Args:
        sums: of ``rollup_sums`` (or ``raw_sums``), all of one period.
        known: names of events that are measured; any other is missing, not 0.
    """

    def __init__(self, sums: Iterable[CellSum], known: Collection[str] = catalogue) -> None:
        self._known = known
        self._rows: dict[tuple[str, str], list[CellSum]] = {}
        for row in sums:
            self._rows.setdefault((row.name, row.measure), []).append(row)

    def count(self, event: str, where: Mapping[str, str]) -> Reading:
        """Return how often an event happened (件数)."""
        if event not in self._known:
            return _not_measured(event)
        return sum(row.n for row in self._matching(event, "", where))

    def sum(self, event: str, measure: str, where: Mapping[str, str]) -> Reading:
        """Return a measure, added up (合計)."""
        if event not in self._known:
            return _not_measured(event)
        total = sum(row.total for row in self._matching(event, measure, where))
        return Fraction(total, THOUSANDTHS)

    def median(self, event: str, measure: str, where: Mapping[str, str]) -> Reading:
        """Return the exact middle of a measure with a histogram (中央値)."""
        if event not in self._known:
            return _not_measured(event)
        return median_of((row.bucket, row.n) for row in self._matching(event, measure, where))

    def _matching(self, event: str, measure: str, where: Mapping[str, str]) -> list[CellSum]:
        rows = self._rows.get((event, measure), [])
        if not where:
            return rows
        wanted = where.items()
        return [row for row in rows if all(row.codes.get(k) == v for k, v in wanted)]


def _not_measured(event: str) -> Missing:
    return Missing(f"「{event}」はまだ計測していません。")


def fresh_at(names: Collection[str]) -> dict[str, datetime]:
    """Return when each event last happened, by name (最新の日時). Names never seen are absent."""
    if not names:
        return {}
    one = "SELECT name, at FROM ledger_event WHERE name = %s ORDER BY at DESC LIMIT 1"
    parts = " UNION ALL ".join(f"SELECT * FROM ({one}) AS e{i}" for i in range(len(names)))  # noqa: S608 - constants only
    with connection.cursor() as cursor:
        cursor.execute(parts, list(names))
        rows = cursor.fetchall()
    return {name: _time(at) for name, at in rows}


def _time(at: datetime | str) -> datetime:
    """Return a time as a raw statement gives it: PostgreSQL with its zone, SQLite in UTC."""
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
