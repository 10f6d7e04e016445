"""Kills processes of a town (kill -9): after a given step, and at random moments."""

import asyncio
import os
import random
import time
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

import psutil

from tests.drills.databases import Database
from tools import processes

APART_S = 1.0  # so that the town lives long enough to get something done
KILL_EVERY_S = float(os.environ.get("TSUNAGARU_DRILL_KILL_EVERY_S", "10"))
RANDOM_S = (0.6 * KILL_EVERY_S, 1.4 * KILL_EVERY_S)
ALIVE_WITHIN_S = 30


def part_of(words: list[str]) -> str:
    """Return which part of a town a process of the supervisor's is."""
    line = " ".join(words)
    marks = {"granian": "web", "payments.gateways.simulator": "provider"}
    if words[-1:] == ["worker"]:
        return "worker"
    return next((part for mark, part in marks.items() if mark in line), "other")


@dataclass
class Killer:
    """Kills web, worker and database of a town, one at a time.

    Args:
        supervisor: the process id of the town's supervisor, which is spared.
        database: whose server is killed, too, when it has one.
        parts: which parts are killed.
    """

    supervisor: int
    database: Database
    rng: random.Random
    parts: tuple[str, ...] = ("web", "worker")
    kills: dict[str, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _over: Event = field(default_factory=Event)
    _thread: Thread | None = None

    @property
    def targets(self) -> tuple[str, ...]:
        """Return what can be killed."""
        return self.parts if self.database.kind == "sqlite" else (*self.parts, "database")

    @property
    def total(self) -> int:
        """Return how often something was killed."""
        return sum(self.kills.values())

    def kill(self, target: str) -> None:
        """Kill now, or as soon as it lives again."""
        with self._lock:
            end = time.monotonic() + ALIVE_WITHIN_S
            while not self._kill_one(target):
                if time.monotonic() > end:
                    raise TimeoutError(target)
                time.sleep(0.1)
            self.kills[target] = self.kills.get(target, 0) + 1
            time.sleep(APART_S)

    def _kill_one(self, target: str) -> bool:
        of_database = target == "database"
        return self.database.kill(self.rng) if of_database else self._kill_part(target)

    async def kill_soon(self, target: str) -> None:
        """Kill while others go on."""
        await asyncio.to_thread(self.kill, target)

    def _kill_part(self, target: str) -> bool:
        parts = {part_of(one.cmdline()): one for one in
                 psutil.Process(self.supervisor).children() if one.is_running()
                 and one.status() != psutil.STATUS_ZOMBIE}  # fmt: skip
        if target not in parts:
            return False  # dead already, not yet started again
        family = processes.tree(parts[target].pid)
        # the leader alone, one of its children alone, or all at once
        processes.kill_now(*self.rng.choice([family[:1], family[-1:], family]))
        return True

    def start(self) -> None:
        """Begin to kill at random moments."""
        self._thread = Thread(target=self._at_random, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Kill no more."""
        self._over.set()
        if self._thread:
            self._thread.join(60)

    def _at_random(self) -> None:
        while not self._over.wait(self.rng.uniform(*RANDOM_S)):
            self.kill(self.rng.choice(self.targets))
