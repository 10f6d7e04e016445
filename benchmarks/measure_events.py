"""What ``benchmarks.events`` measures, in a process with an empty database (台帳の測定)."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import TypeVar
from uuid import uuid4

from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.bars import Bar
from benchmarks.synthetic_events import (
    Wanted,
    classes_for,
    make,
)
from tsunagaru.ground.ledger.api import (
    publish,
)
from tsunagaru.kernel.events import Event, when

INDICATORS = Path(__file__).parents[1] / "towns" / "oyama" / "indicators.yaml"
EVENTS = 1_000_000
PART = 20_000
ROUNDS, EVENTS_A_ROUND = 9, 200
R = TypeVar("R")


def main() -> None:
    """Measure, and print the bars as JSON on the last line."""
    call_command("migrate", verbosity=0)
    print(json.dumps([asdict(one_event())]))


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
        note="without the commit, each in a transaction of its own; floor: a bare insert; "
        f"median of {ROUNDS}×{EVENTS_A_ROUND}",
    )


def _react(_event: Event) -> None:
    """Be wired; nothing is delivered here."""


def _a_round(act: Callable[[], None]) -> float:
    """Return the median of some acts, each in a transaction of its own as in a request."""
    return median(_alone(act) for _ in range(EVENTS_A_ROUND)) * 1000


def _alone(act: Callable[[], None]) -> float:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")  # the transaction has begun, as after a first read
        start = perf_counter()
        act()
        return perf_counter() - start


def _insert_bare(event: Event) -> None:
    statement = (
        "INSERT INTO ledger_event (id, at, day, name, subject, channel, facts, weight)"
        " VALUES (%s, %s, '2026-04-01', 'bench.bare', %s, '', '{}', 1)"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [uuid4().hex, event.at, uuid4().hex])
