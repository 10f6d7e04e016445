"""Sums of events by code (集計の照会), from the rollups and, to verify them, from the events."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from django.db import connection

from tsunagaru.ground.ledger.rules.facts import rollups, shape_of
from tsunagaru.kernel.events import catalogue

Period = Literal["total", "month", "day"]
PERIODS: Mapping[str, Mapping[Period, str]] = {
    "postgresql": {
        "total": "''",
        "month": "to_char({day}, 'YYYY-MM')",
        "day": "to_char({day}, 'YYYY-MM-DD')",
    },
    "sqlite": {"total": "''", "month": "substr({day}, 1, 7)", "day": "{day}"},
}
COLUMNS = "name, cell, measure, bucket, n, total"


class CellSum(NamedTuple):
    """What happened in a period under the same codes (集計の1行).

    ``period`` is empty, ``2026-04`` or ``2026-04-01``; ``total`` is in thousandths.
    """

    period: str
    name: str
    codes: Mapping[str, str]
    measure: str
    bucket: int
    n: int
    total: int


def rollup_sums(
    names: Collection[str],
    since_day: date,
    until_day: date,
    *,
    by: Period = "total",
    scope: str = "",
) -> list[CellSum]:
    """Return the sums of events in ``[since_day, until_day)`` in one query (集計).

    Whole months come from the month table plus what is not folded yet; the days at the edges from
    the days.

    Args:
        names: of events.
        since_day: first day, in Japan.
        until_day: day after the last one.
        by: one row per cell for the whole time, per month or per day.
        scope: empty, ``age_band`` or ``district``: the breakdown that the cells add.
    """
    if not names or since_day >= until_day:
        return []
    first, last = _whole_months(since_day, until_day, by)
    selects: list[str] = []
    values: list[str | date] = []
    for table, column, start, end, more in (
        ("ledger_monthrollup", "month", first, last, ""),
        ("ledger_rollup", "day", first, last, " AND shard > 0"),
        ("ledger_rollup", "day", since_day, first, ""),
        ("ledger_rollup", "day", last, until_day, ""),
    ):
        if start < end:
            selects.append(_select(by, table, column, len(names)) + more)
            values += [scope, *names, start, end]
    with connection.cursor() as cursor:
        cursor.execute(_grouped(" UNION ALL ".join(selects)), values)
        return [
            CellSum(period, name, codes_of(cell), measure, bucket, int(n), int(total))
            for period, name, cell, measure, bucket, n, total in cursor.fetchall()
        ]


def _select(by: Period, table: str, column: str, names: int) -> str:
    return (
        f"SELECT {_period(by, column)} AS period, {COLUMNS} FROM {table}"  # noqa: S608 - constants only
        f" WHERE scope = %s AND name IN ({', '.join(['%s'] * names)})"
        f" AND {column} >= %s AND {column} < %s"
    )


def _grouped(selects: str) -> str:
    key = "period, name, cell, measure, bucket"
    return (
        f"SELECT {key}, SUM(n), SUM(total) FROM ({selects}) AS parts"  # noqa: S608 - constants only
        f" GROUP BY {key} HAVING SUM(n) <> 0 OR SUM(total) <> 0"
    )


def _period(by: Period, column: str) -> str:
    return PERIODS[connection.vendor][by].format(day=column)


def _whole_months(since: date, until: date, by: Period) -> tuple[date, date]:
    """Return the first and last edge of the whole months in between; equal when there are none."""
    first = since if since.day == 1 else (since.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = until.replace(day=1)
    return (first, last) if first < last and by != "day" else (until, until)


@lru_cache(maxsize=65536)
def codes_of(cell: str) -> Mapping[str, str]:
    """Return the codes of a cell."""
    return MappingProxyType(json.loads(cell))


def raw_sums(
    names: Collection[str],
    since_day: date,
    until_day: date,
    *,
    by: Period = "total",
    scope: str = "",
) -> list[CellSum]:
    """Return what ``rollup_sums`` returns, recomputed from the events themselves (再計算)."""
    marks = ", ".join(["%s"] * len(names))
    statement = (
        f"SELECT {_period(by, 'day')} AS period, name, facts, SUM(weight) FROM ledger_event"  # noqa: S608 - constants only
        f" WHERE name IN ({marks}) AND day >= %s AND day < %s GROUP BY 1, name, facts"
    )
    sums: dict[tuple[str, str, str, str, int], tuple[int, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [*names, since_day, until_day])
        for period, name, facts, weight in cursor.fetchall():
            shape = shape_of(catalogue[name])
            for row in rollups(shape, json.loads(facts), weight=int(weight)).rows():
                if row.scope == scope:
                    key = (period, name, row.cell, row.measure, row.bucket)
                    n, total = sums.get(key, (0, 0))
                    sums[key] = (n + row.n, total + row.total)
    return [
        CellSum(period, name, codes_of(cell), measure, bucket, n, total)
        for (period, name, cell, measure, bucket), (n, total) in sums.items()
        if n or total
    ]


def channels_seen(sums: Iterable[CellSum]) -> dict[str, frozenset[str]]:
    """Return by event the channels under which it happened (経路の網羅)."""
    seen: dict[str, set[str]] = {}
    for row in sums:
        seen.setdefault(row.name, set()).add(row.codes.get("channel", ""))
    return {name: frozenset(channels - {""}) for name, channels in seen.items()}
