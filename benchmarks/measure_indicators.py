"""What ``benchmarks.indicators`` measures, in a process with an empty database (指標の測定)."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, make_dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, TypeVar
from unittest.mock import patch

from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.bars import Bar
from benchmarks.synthetic_events import BEGIN, DAYS, Wanted, make, wanted_by
from tsunagaru.ground.ledger.api import fold, publish_many, raw_sums, rollup_sums
from tsunagaru.kernel.events import (
    BREAKDOWNS,
    Event,
    catalogue,
    dimensions_of,
    measure,
    measures_of,
)
from tsunagaru.kernel.formula import External, parse, sources
from tsunagaru.plan.models import ExternalFigure, Indicator, PlannedSource
from tsunagaru.plan.queries import measuring

TOWN = Path(__file__).parents[1] / "towns" / "oyama"
EVENTS = 1_000_000
PART = 20_000
END = BEGIN + timedelta(days=DAYS)
SPAN = (BEGIN.date(), END.date())
R = TypeVar("R")


def main() -> None:
    """Measure, and print the bars as JSON on the last line."""
    call_command("migrate", verbosity=0)
    call_command("load", str(TOWN), verbosity=0)
    declare_planned()
    classes = every_class()
    publish_s, _ = timed(lambda: publish_all(make(classes, EVENTS, Random(2))))
    fold_s, _ = timed(lambda: fold(before=SPAN[1]))
    give_external_figures()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    where = f"({connection.vendor})"
    found = [
        *measure_all(where, len(classes)),
        Bar(f"publishing in bulk {where}", EVENTS / publish_s, "events/s", None, "higher"),
        Bar(f"folding 24 months {where}", fold_s, "s", None),
    ]
    print(json.dumps([asdict(bar) for bar in found]))


def declare_planned() -> None:
    """Declare the events of packages that do not exist yet, as their packages will."""
    for row in PlannedSource.objects.filter(kind="event"):
        if row.name not in catalogue:
            _declare(row.name, row.shape["dimensions"], row.shape["measures"])


def _declare(name: str, dimensions: Sequence[str], measures: Sequence[dict[str, Any]]) -> None:
    own: list[Any] = [(one, str) for one in dimensions if one not in {"channel", *BREAKDOWNS}]
    own += [(m["name"], int, measure(histogram=bool(m.get("histogram")))) for m in measures]
    space = {"__module__": __name__}
    plain = make_dataclass("Planned", own, frozen=True, kw_only=True, namespace=space)

    @dataclass(frozen=True, kw_only=True)
    class Planned(plain, Event, name=name):  # type: ignore[misc,valid-type]  # fields are only known here
        """An event of a package to come (予定の出来事)."""


def every_class() -> list[tuple[type[Event], Wanted]]:
    """Return every event there is, with the codes that formulas ask for and others."""
    formulas = [parse(row.shape["formula"]) for row in Indicator.objects.all()]
    asked = wanted_by(formulas)
    return [(kind, _wanted(kind, asked.get(name))) for name, kind in sorted(catalogue.items())]


def _wanted(kind: type[Event], asked: Wanted | None) -> Wanted:
    codes = {one: {"no", "other"} for one in dimensions_of(kind)}
    if asked:
        codes |= {code: values for code, values in asked.codes.items() if code in codes}
    measures = measures_of(kind)
    return Wanted(
        codes, {m for m in measures if not measures[m]}, {m for m in measures if measures[m]}
    )


def give_external_figures() -> None:
    """Give every number from outside that a formula asks for."""
    formulas = [parse(row.shape["formula"]) for row in Indicator.objects.all()]
    names = {s.source for formula in formulas for s in sources(formula) if isinstance(s, External)}
    for name in names:
        ExternalFigure.objects.create(name=name, on=BEGIN.date(), value=1000, entered_at=BEGIN)


def publish_all(events: Iterator[Event]) -> None:
    """Publish in parts, each in one transaction."""
    while part := list(islice(events, PART)):
        with transaction.atomic():
            publish_many(part)


def measure_all(where: str, kinds: int) -> list[Bar]:
    """Measure the dashboard's values, and hold them against the raw events.

    Raises:
        AssertionError: the rollups tell something else than the events.
    """
    rows = list(Indicator.objects.all())
    period: dict[str, Any] = {"since": SPAN[0], "until": SPAN[1], "at": END}
    rolled_s, rolled = timed(lambda: measuring.measure(rows, **period))
    monthly_s, _ = timed(lambda: measuring.series_of_all(rows, **period))
    with patch.object(measuring, "rollup_sums", raw_sums):
        raw_s, raw = timed(lambda: measuring.measure(rows, **period))
    agree = rolled == raw and all(_agree(scope) for scope in BREAKDOWNS)
    if not agree:
        message = "the rollups differ from the raw recomputation"
        raise AssertionError(message)
    values = sum(one.measured for one in rolled.values())
    of = f"{len(rows)} indicators over {EVENTS:,} events"
    note = (
        f"{kinds} events, 24 months, 40 districts, 6 age bands, 5 channels; {values} have a value"
    )
    return [
        Bar(f"{of} {where}", rolled_s, "s", 2.0, floor=raw_s, note=f"{note}; exactly the raw"),
        Bar(f"{of}, each month {where}", monthly_s, "s", None, floor=raw_s),
    ]


def _agree(scope: str) -> bool:
    """Tell whether rollups and events agree in every cell of a breakdown, month by month."""
    names = list(catalogue)
    return _as_set(rollup_sums(names, *SPAN, by="month", scope=scope)) == _as_set(
        raw_sums(names, *SPAN, by="month", scope=scope)
    )


def _as_set(sums: Sequence[Any]) -> set[tuple[Any, ...]]:
    return {(*row[:2], *sorted(row.codes.items()), *row[3:]) for row in sums}


def timed(work: Callable[[], R]) -> tuple[float, R]:
    """Return how long a piece of work takes, and what it returns."""
    start = perf_counter()
    result = work()
    return perf_counter() - start, result
