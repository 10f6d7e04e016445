"""What ``benchmarks.events`` measures, in a process with an empty database (台帳の測定)."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any, TypeVar
from uuid import uuid4

from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.bars import Bar
from benchmarks.synthetic_events import (
    BEGIN,
    DAYS,
    PREFIX,
    Wanted,
    classes_for,
    make,
    read_formulas,
    wanted_by,
)
from tsunagaru.ground.ledger.api import (
    CellSum,
    Figures,
    fold,
    publish,
    publish_many,
    raw_sums,
    rollup_sums,
)
from tsunagaru.kernel.events import Event, when
from tsunagaru.kernel.formula import Formula, Value, evaluate

INDICATORS = Path(__file__).parents[1] / "towns" / "oyama" / "indicators.yaml"
EVENTS = 1_000_000
PART = 20_000
ROUNDS, EVENTS_A_ROUND = 9, 400
R = TypeVar("R")


def main() -> None:
    """Measure, and print the bars as JSON on the last line."""
    call_command("migrate", verbosity=0)
    found = [one_event(), *all_indicators(read_formulas(INDICATORS))]
    print(json.dumps([asdict(bar) for bar in found]))


def one_event() -> Bar:
    """Measure one event with its rollups and one delivery, beside one bare insert."""
    ((kind, want),) = classes_for({"one": Wanted({"outcome": {"ok"}}, set(), {"days"})})
    when(kind, _react)
    events = list(make([(kind, want)], ROUNDS * EVENTS_A_ROUND, Random(1)))
    own, bare = iter(events), iter(events)
    times = [
        (_a_round(lambda: publish(next(own))), _a_round(lambda: _insert_bare(next(bare))))
        for _ in range(ROUNDS)
    ]
    return Bar(
        f"event with rollups and one delivery ({connection.vendor})",
        median(one for one, _ in times),
        "ms",
        0.3,
        floor=median(other for _, other in times),
        note=f"without the commit; floor: a bare insert; median of {ROUNDS}×{EVENTS_A_ROUND}",
    )


def _react(_event: Event) -> None:
    """Be wired; nothing is delivered here."""


def _a_round(act: Callable[[], None]) -> float:
    with transaction.atomic():
        start = perf_counter()
        for _ in range(EVENTS_A_ROUND):
            act()
        return (perf_counter() - start) / EVENTS_A_ROUND * 1000


def _insert_bare(event: Event) -> None:
    statement = (
        "INSERT INTO ledger_event (id, at, day, name, subject, channel, facts, weight)"
        " VALUES (%s, %s, '2026-04-01', 'bench.bare', %s, '', '{}', 1)"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [uuid4().hex, event.at, uuid4().hex])


def all_indicators(formulas: Sequence[Formula]) -> list[Bar]:
    """Measure all indicators over a million events, and hold them against the raw events."""
    classes = classes_for(wanted_by(formulas))
    names = [kind.name for kind, _ in classes]
    publish_s, _ = _timed(lambda: _publish_all(make(classes, EVENTS, Random(2))))
    span = (BEGIN.date(), (BEGIN + timedelta(days=DAYS)).date())
    fold_s, _ = _timed(lambda: fold(before=span[1]))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rolled_s, rolled = _timed(lambda: _values(formulas, rollup_sums(names, *span)))
    monthly_s, _ = _timed(lambda: _values(formulas, rollup_sums(names, *span, by="month")))
    raw_s, raw = _timed(lambda: _values(formulas, raw_sums(names, *span)))
    if rolled != raw:
        message = "the rollups differ from the raw recomputation"
        raise AssertionError(message)
    of = f"{len(formulas)} indicators over {EVENTS:,} events"
    made = f"24 months, {len(names)} events × 40 districts × 6 age bands × 5 channels"
    where = f"({connection.vendor})"
    return [
        Bar(f"{of} {where}", rolled_s, "s", 2.0, floor=raw_s, note=f"{made}; exactly the raw"),
        Bar(f"{of}, each month {where}", monthly_s, "s", 2.0, floor=raw_s),
        Bar(f"publishing in bulk {where}", EVENTS / publish_s, "events/s", None, better="higher"),
        Bar(f"folding 24 months {where}", fold_s, "s", None),
    ]


def _publish_all(events: Iterator[Event]) -> None:
    while part := list(islice(events, PART)):
        with transaction.atomic():
            publish_many(part)


def _timed(work: Callable[[], R]) -> tuple[float, R]:
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


class Town:
    """A reader: events from sums, everything else a constant."""

    def __init__(self, sums: Sequence[CellSum]) -> None:
        named = [row._replace(name=row.name.removeprefix(PREFIX)) for row in sums]
        figures = Figures(named, known={row.name for row in named})
        self.count, self.sum, self.median = figures.count, figures.sum, figures.median

    def stock(self, *_: Any) -> int:  # noqa: ANN401 - whatever is asked
        """Return any number."""
        return 120

    external = survey = stock


def _values(formulas: Sequence[Formula], sums: Sequence[CellSum]) -> dict[str, list[Value]]:
    """Return every indicator for every period of the sums."""
    by_period: dict[str, list[CellSum]] = {}
    for row in sums:
        by_period.setdefault(row.period, []).append(row)
    return {
        period: [evaluate(formula, town) for formula in formulas]
        for period, rows in by_period.items()
        for town in [Town(rows)]
    }
