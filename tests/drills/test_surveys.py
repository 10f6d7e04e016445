"""kill -9 while a district answers (会員アンケートの訓練): each received answer counts once."""

import json
import random
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from tests.drills.answering import STEPS
from tests.drills.conftest import NewTown, Tell
from tests.drills.databases import Database
from tests.walks.town import ROOT, Town

HOMES, WORKERS, KILLS = 80, 2, 8
EVENTS = "SELECT count(*) FROM ledger_event WHERE name = 'survey.answered'"


@dataclass
class Round:
    """Households that answer, and which of them were told that it is received."""

    town: Town
    database: Database
    surveys: list[str]
    homes: list[str]
    received: set[int] = field(default_factory=set)
    kills: int = 0

    def start(self, of: int, *step: str) -> subprocess.Popen[str]:
        """Start a process that answers for its share of those who were told nothing yet."""
        left = [
            (number, home)
            for number, home in enumerate(self.homes)
            if number % WORKERS == of and number not in self.received
        ]
        return process(
            self.town, "answer", json.dumps({"surveys": self.surveys, "homes": left}), *step
        )

    def die(self, of: int, step: str) -> None:
        """Let a process die at a step: before a commit, or before the household is told."""
        assert self.read(self.start(of, step)) == -9
        self.kills += 1

    def read(self, one: subprocess.Popen[str], most: int = HOMES) -> int:
        """Read who was told, as many as one waits for; then kill; return how it ended."""
        out = one.stdout
        assert out is not None
        lines = (out.readline() for _ in range(most))
        self.received |= {int(line) for line in iter(lambda: next(lines, ""), "")}
        if one.poll() is None and most < HOMES:
            one.kill()
            self.kills += 1
        rest, _ = one.communicate()  # what it said before the kill came, it said
        self.received |= {int(line) for line in rest.split()}
        return one.returncode


def test_an_answer_that_was_received_is_stored_once_whatever_dies(
    database: Database, new_town: NewTown, tell: Tell
) -> None:
    town = new_town()
    found = json.loads(process(town, "ask", str(HOMES)).communicate()[0])
    before = database.ask(town, EVENTS)[0][0]
    one = Round(town, database, found["surveys"], found["homes"])
    for of, step in enumerate(STEPS):
        one.die(of % WORKERS, step)
    answer_and_kill(one)
    stored = json.loads(process(town, "count").communicate()[0])
    tell(f"{database.kind}: {HOMES} households, {one.kills} kills")
    assert one.kills >= len(STEPS) + 2
    assert one.received == set(range(HOMES))
    check(stored, one)
    assert database.ask(town, EVENTS)[0][0] - before == 2 * HOMES


def answer_and_kill(one: Round) -> None:
    """Let two processes answer at once; kill each now and then, and the database."""
    rng = random.Random(3)  # noqa: S311 - to repeat the drill
    while len(one.received) < HOMES:
        working = [one.start(of) for of in range(WORKERS)]
        for process_ in working:
            hurt = one.kills < KILLS
            one.read(process_, rng.randrange(2, 6) if hurt else HOMES)
            if hurt:
                one.database.kill(rng)


def check(stored: dict[str, Any], one: Round) -> None:
    """Every household stands once with its own words, and once among all without a name."""
    words = [f"訓練{number}" for number in range(HOMES)]
    assert sorted(stored["named"]) == sorted(map(list, zip(one.homes, words, strict=True)))
    assert stored["marks"] == stored["total"] == HOMES
    assert stored["answered"] == [HOMES] * 4
    assert stored["words"] == sorted(words)


def process(town: Town, *words: str) -> subprocess.Popen[str]:
    """Start one of the drill's processes on the town's database."""
    more = {
        "DJANGO_SETTINGS_MODULE": "tsunagaru.conf.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.drills.answering", *words],
        cwd=ROOT, env=town.environment | more, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
