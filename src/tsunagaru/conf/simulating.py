"""Simulating a year of the town (模擬運用): through the offers' simulated acts, nothing else."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from tsunagaru.conf.settling import settle
from tsunagaru.ground.ledger.api import deliver_all, fold, gathered
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.kernel.offers import SimulatedAct, World, installed
from tsunagaru.kernel.remembering import remembering

DAYS_A_MONTH = 30.4375
ONE_DAY = timedelta(days=1)
WEEK = 7  # days


@dataclass(frozen=True)
class Simulation:
    """How much of a town to simulate (模擬運用の規模)."""

    residents: int
    months: int
    seed: int


def acts() -> list[SimulatedAct]:
    """Return all simulated acts in the order of a day."""
    return sorted((act for o in installed() for act in o.acts), key=lambda act: act.order)


def simulate(
    plan: Simulation, *, at: datetime, progress: Callable[[int, int], None]
) -> dict[str, int]:
    """Let the town live up to yesterday (町を動かす).

    Args:
        at: now; the last simulated day is the day before.
        progress: called after each day with the days done and all days.

    Returns:
        How many things each act did.
    """
    days = round(plan.months * DAYS_A_MONTH)
    today = day_of(at)
    first = today - timedelta(days=days)
    world = World(
        rng=Random(plan.seed),  # noqa: S311 - a reproducible simulation, no secret
        residents=plan.residents,
        days=days,
    )
    done = {act.name: 0 for act in acts()}
    with transaction.atomic():
        for act in acts():
            if act.prepare:
                act.prepare(world, datetime.combine(first, time(0), JST))
    settle()
    # What stands now stands to the end: looking through it for garbage took a tenth of the time.
    gc.collect()
    gc.freeze()
    for begun in range(0, days, WEEK):
        with gathered():  # a week in one transaction: the commit is the slow part of a small act
            for number in range(begun, min(begun + WEEK, days)):
                _live(world, first + timedelta(days=number), done)
                progress(number + 1, days)
    with transaction.atomic():
        fold(before=today)
    return done


def _live(world: World, day: date, done: dict[str, int]) -> None:
    """Live one day; what it set going is delivered at its end, as the worker would have done."""
    with remembering():
        for act in acts():
            done[act.name] += act.live(world, day)
        deliver_all(at=datetime.combine(day + ONE_DAY, time(0), JST))
