"""Dispatchers of a drill (訓練の送信係): started, killed and asked what became of it."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import urlopen

from tests.drills.broadcasting import STEPS
from tests.drills.databases import Database
from tests.walks.town import ROOT, Town, end
from tsunagaru.engines.messages.gateways.simulators.running import apart

PEOPLE = int(os.environ.get("TSUNAGARU_DRILL_PEOPLE", "6000"))
WORKERS, KILLS_EACH, CHUNK = 2, 4, {"webpush": 50, "email": 100}
WITHIN_S = 300 + PEOPLE / 20  # only so that a drill that hangs ends
UNFINISHED = "SELECT count(*) FROM messaging_chunk WHERE state <> 'done'"
WITHOUT_OUTCOME = (
    "SELECT count(*) FROM messaging_target t WHERE NOT EXISTS (SELECT 1 FROM messaging_outcome o"
    " WHERE o.broadcast = t.broadcast AND o.seq = t.seq AND o.stage = 1)"
)
RESULTS = "SELECT result, count(*) FROM messaging_outcome WHERE stage = 1 GROUP BY result"
HANG_ON = "UPDATE messaging_chunk SET lease_until = '2026-01-01' WHERE state = 'leased'"


@contextmanager
def a_crowd(town: Town, people: int, what: str) -> Iterator[dict[str, int]]:
    """Let so many sign up, and something go out to them; give the providers' ports (訓練の始まり).

    Args:
        what: "release" a message, or "compare" two wordings of one.
    """
    with apart() as ports:
        run(town, "settle", str(people), f"http://127.0.0.1:{ports['http']}")
        run(town, what)
        yield ports


def check_reach(
    database: Database, town: Town, report: dict[str, Any], people: int, deaths: int
) -> None:
    """Everybody was reached: LINE never twice, other channels twice as far as kills explain it."""
    assert database.ask(town, WITHOUT_OUTCOME) == [(0,)]
    assert dict(database.ask(town, RESULTS)) == {"accepted": people}
    assert sum(one["people"] for one in report.values()) == people
    assert report["line"]["duplicates"] == 0
    for kind in CHUNK:
        assert report[kind]["duplicates"] <= most_doubled(kind, deaths)


def places(kind: str) -> int:
    """Return how many chunks of a channel one process may have in the air."""
    return {"webpush": 6, "email": 4}[kind] + 2


def run(town: Town, *words: str) -> None:
    """Run one of the drill's processes to its end."""
    assert drill_process(town, *words).wait() == 0


def drill_process(town: Town, *words: str) -> subprocess.Popen[bytes]:
    """Start one of the drill's processes on the town's database."""
    more = {
        "DJANGO_SETTINGS_MODULE": "tsunagaru.conf.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.drills.broadcasting", *words],
        cwd=ROOT, env=town.environment | more, start_new_session=True,
    )  # fmt: skip


def worker(town: Town, ports: dict[str, int], *step: str) -> subprocess.Popen[bytes]:
    """Start a dispatcher."""
    return drill_process(town, "work", str(ports["http"]), str(ports["smtp"]), *step)


def die_at_each_step(database: Database, town: Town, ports: dict[str, int]) -> int:
    """Let a dispatcher die after a lease, after an answer, and amid writing; return the deaths."""
    for step in STEPS:
        assert worker(town, ports, step).wait() == -9
        database.do(town, HANG_ON)  # as if the lease had run out, so that the drill need not wait
    return len(STEPS)


def kill_and_work(
    database: Database, town: Town, ports: dict[str, int], unfinished: str = UNFINISHED
) -> int:
    """Run the dispatchers until all is done, and kill each of them, and the database.

    Args:
        unfinished: a query for how many chunks are still to be done.
    """
    rng = random.Random(7)  # noqa: S311 - to repeat the drill
    workers = [worker(town, ports) for _ in range(WORKERS)]
    deaths, limit = 0, time.monotonic() + WITHIN_S
    try:
        while database.ask(town, unfinished) != [(0,)]:
            assert time.monotonic() < limit
            if deaths < KILLS_EACH * WORKERS:
                wait_for_progress(lambda: int(database.ask(town, unfinished)[0][0]), rng, limit)
                place = deaths % WORKERS
                workers[place].kill()
                workers[place].wait()
                if place == 0:
                    database.kill(rng)
                database.do(town, HANG_ON)
                workers[place] = worker(town, ports)
                deaths += 1
            time.sleep(0.2)
    finally:
        for one in workers:
            end(one)
    return deaths


def wait_for_progress(left: Callable[[], int], rng: random.Random, limit: float) -> None:
    """Wait until some more chunks are done, so that a kill comes in the midst of work."""
    wanted = max(0, left() - rng.randrange(4, 12))
    while left() > wanted and time.monotonic() < limit:
        time.sleep(0.02)


def received(ports: dict[str, int]) -> dict[str, Any]:
    """Return what the simulated providers say that people received."""
    with urlopen(f"http://127.0.0.1:{ports['http']}/control", timeout=30) as answer:
        found: dict[str, Any] = json.loads(answer.read())
    return {kind: one for kind, one in found.items() if kind != "sms"}


def told(report: dict[str, Any]) -> str:
    """Return what was received in one line."""
    return ", ".join(
        f"{kind} {one['people']} people, {one['duplicates']} doubled"
        for kind, one in report.items()
    )


def most_doubled(kind: str, deaths: int) -> int:
    """Return how many letters of a channel so many deaths may send again."""
    return CHUNK[kind] * places(kind) * deaths
