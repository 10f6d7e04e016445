"""Workers are killed in the middle of their work; nothing is lost, nothing happens twice."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest

from tools.prepared import migrated_template

pytestmark = pytest.mark.drill
MODULE = "tsunagaru.ground.ledger.tests.worker_process"
LEASE_S = "2"
SOURCE = Path(__file__).parents[4]
EVENTS = 400
PATIENCE_S = 90


@pytest.fixture
def place(tmp_path, prepared, migrated):
    """The environment of a fresh, empty town on the chosen database."""
    if migrated:
        shutil.copy(migrated, tmp_path / "town.sqlite3")
    address = os.environ.get("TSUNAGARU_DATABASE", "")
    environment = os.environ | {"TSUNAGARU_HOME": str(tmp_path), "PYTHONPATH": str(SOURCE)}
    with ExitStack() as stack:
        if address.startswith("postgres"):
            like = migrated_template(prepared, address)
            own = stack.enter_context(own_database(address, like))
            environment["TSUNAGARU_DATABASE"] = own
        run(environment, "prepare")
        yield environment


class own_database:  # noqa: N801 - reads as a verb in a with statement
    """A PostgreSQL database for one drill."""

    def __init__(self, address, like):
        self.address, self.like, self.name = address, like, f"drill_{uuid4().hex[:8]}"

    def __enter__(self):
        self._say(f"CREATE DATABASE {self.name} TEMPLATE {self.like}")
        return urlunsplit(urlsplit(self.address)._replace(path=f"/{self.name}"))

    def __exit__(self, *_):
        self._say(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _say(self, statement):
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement)


def run(environment, *command):
    done = subprocess.run(
        [sys.executable, "-m", MODULE, *command],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def start(environment):
    return subprocess.Popen([sys.executable, "-m", MODULE, "work", LEASE_S], env=environment)


def counts(environment):
    return json.loads(run(environment, "count"))


def wait_until(environment, is_so):
    end = time.monotonic() + PATIENCE_S
    while not is_so(now := counts(environment)):
        assert time.monotonic() < end, now
    return now


def test_killed_workers_lose_nothing_and_repeat_nothing(place):
    run(place, "send", str(EVENTS))
    for _ in range(3):
        workers = [start(place), start(place)]
        before = counts(place)["done"]
        wait_until(place, lambda now, before=before: now["done"] > before or not now["open"])
        for worker in workers:
            worker.kill()
            worker.wait()
    last = [start(place), start(place)]
    end = wait_until(place, lambda now: now["open"] == 0)
    for worker in last:  # one may not have begun when the other had finished everything
        worker.terminate()
        assert worker.wait(timeout=30) in {0, -signal.SIGTERM}
    assert end["received"] == end["distinct"] == end["done"] == EVENTS
    assert end["dead"] == end["lost"] == 0


def test_a_worker_that_is_asked_to_stop_finishes_and_gives_back(place):
    run(place, "send", str(EVENTS))
    worker = start(place)
    wait_until(place, lambda now: now["done"] > 0)
    worker.terminate()
    assert worker.wait(timeout=10) == 0
    end = counts(place)
    assert end["received"] == end["distinct"] == end["done"]
    assert end["done"] + end["open"] == EVENTS
