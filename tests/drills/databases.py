"""The two databases of a drill (訓練のデータベース), asked and hurt from outside."""

import random
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from subprocess import CalledProcessError
from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import uuid4

import psutil
import psycopg

from tests.walks.town import Town
from tools import processes
from tools.postgres import Cluster

RESTART_WITHIN_S = 90  # recovery syncs every file first; on a busy disk that takes a while


class Database(Protocol):
    """A kind of database that a town of a drill stands on."""

    kind: str

    def new(self, like: str = "") -> str:
        """Return the address of a new database: empty, or a copy of the one at an address."""

    def ask(self, town: Town, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query, read beside the town."""

    def do(self, town: Town, statement: str) -> None:
        """Carry out a statement beside the town."""

    def kill(self, rng: random.Random) -> bool:
        """Kill its server, or one of its processes, and bring it back; False when it has none."""


RECOVERS_WITHIN_S = 60


@dataclass
class Sqlite:
    """A file in the data folder; nothing to kill but those who write it."""

    kind: str = "sqlite"

    def new(self, like: str = "") -> str:  # noqa: ARG002 - its file is copied with the folder
        """Return no address: the data folder holds it."""
        return ""

    def ask(self, town: Town, query: str) -> list[tuple[Any, ...]]:
        """Read from the file."""
        path = town.home / "town.sqlite3"
        with closing(sqlite3.connect(path, timeout=30)) as connection, connection:
            return connection.execute(query).fetchall()

    def do(self, town: Town, statement: str) -> None:
        """Write to the file."""
        self.ask(town, statement)

    def kill(self, _rng: random.Random) -> bool:
        """Do nothing."""
        return False


@dataclass
class PostgreSQL:
    """A cluster of the drill's own, with fsync on."""

    cluster: Cluster
    kind: str = "postgresql"

    def new(self, like: str = "") -> str:
        """Create a database."""
        template = urlsplit(like).path.strip("/") or "template1"
        return self.cluster.create(f"drill_{uuid4().hex[:8]}", like=template)

    def ask(self, town: Town, query: str) -> list[tuple[Any, ...]]:
        """Read over a connection of one's own."""
        return self._carry_out(town, query)

    def do(self, town: Town, statement: str) -> None:
        """Write over a connection of one's own: a statement that may be carried out twice."""
        self._carry_out(town, statement)

    def _carry_out(self, town: Town, statement: str) -> list[tuple[Any, ...]]:
        """Try until it is done: a server that was killed recovers, one that will die still answers.

        When one backend is killed, the server ends all others a moment later, also one that was
        connected to in between.
        """
        end = time.monotonic() + RECOVERS_WITHIN_S
        while True:
            try:
                with psycopg.connect(town.database, autocommit=True) as connection:
                    done = connection.execute(statement.encode())
                    return done.fetchall() if done.description else []
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def kill(self, rng: random.Random) -> bool:
        """Kill the whole server, or one backend, which makes the server restart all of them."""
        server = psutil.Process(self.cluster.pid)
        backends = [one for one in server.children() if "127.0.0.1" in command_of(one)]
        if backends and rng.random() < 1 / 3:
            processes.kill_now(rng.choice(backends))
            return True
        processes.kill_now(*processes.tree(server.pid))
        self._start_again()
        return True

    def _start_again(self) -> None:
        end = time.monotonic() + RESTART_WITHIN_S
        while True:  # the kernel may still be clearing away the old server's shared memory
            try:
                self.cluster.start()
            except CalledProcessError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.3)
            else:
                return


def command_of(process: psutil.Process) -> str:
    """Return a process's command line; empty when it has ended since it was listed."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""
