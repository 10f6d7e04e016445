"""Two workers at once, killed again and again (並行する処理者の訓練)."""

import random
import subprocess
import sys
import time
from collections import Counter

from tests.drills.conftest import NewTown
from tests.drills.databases import Database
from tests.walks.town import ROOT, Town, end

EVENTS = 800
KILLS = 6
WITHIN_S = 180
UNFINISHED = (
    "SELECT count(*) FROM ledger_delivery"
    " WHERE reaction LIKE '%count_it' AND state IN ('queued', 'leased')"
)
STATES = (
    "SELECT state, count(*) FROM ledger_delivery WHERE reaction LIKE '%count_it' GROUP BY state"
)


def test_what_a_reaction_writes_is_there_exactly_once_whatever_dies(
    database: Database, new_town: NewTown
) -> None:
    town = new_town()
    database.do(town, "CREATE TABLE drill_effect (event text, part text)")
    assert counting(town, "publish", EVENTS).wait() == 0
    work_and_kill(database, town)
    effects = Counter(database.ask(town, "SELECT event, part FROM drill_effect"))
    events = database.ask(town, "SELECT id FROM ledger_event WHERE name = 'drill.happened'")
    states = database.ask(town, STATES)
    assert len(events) == EVENTS
    assert states == [("done", EVENTS)]
    assert set(effects.values()) == {1}
    assert len(effects) == 2 * EVENTS


def work_and_kill(database: Database, town: Town) -> None:
    """Run two workers until all is done, and kill one of them now and then."""
    rng = random.Random(5)  # noqa: S311 - to repeat the drill
    workers = [counting(town, "work", 0) for _ in range(2)]
    kills, limit = 0, time.monotonic() + WITHIN_S
    try:
        while database.ask(town, UNFINISHED) != [(0,)]:
            assert time.monotonic() < limit
            time.sleep(rng.uniform(0.5, 3))
            if kills < KILLS:
                chosen = rng.randrange(2)
                workers[chosen].kill()
                workers[chosen].wait()
                workers[chosen] = counting(town, "work", 0)
                kills += 1
    finally:
        for worker in workers:
            end(worker)
    assert kills >= 2


def counting(town: Town, act: str, number: int) -> subprocess.Popen[bytes]:
    """Start a process that publishes or works on the town's database."""
    more = {
        "DJANGO_SETTINGS_MODULE": "tsunagaru.conf.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.drills.counting", act, str(number)],
        cwd=ROOT, env=town.environment | more, start_new_session=True,
    )  # fmt: skip
