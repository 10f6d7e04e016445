"""Waking a worker when something is published (起床).

PostgreSQL: LISTEN on a connection of its own (through a pooler that cannot listen, the timeout
still polls). Elsewhere: a short sleep.
"""

from collections.abc import Callable
from threading import Event
from typing import Any, Protocol

import psycopg
from django.db import connection

CHANNEL = "tsunagaru_deliveries"
POLL_S = 0.2
LISTEN_S = 1.0


Connection = psycopg.Connection[tuple[Any, ...]]


class Waker(Protocol):
    """Something a worker waits on."""

    def wait(self) -> None:
        """Return when there may be work, or after a short while."""

    def close(self) -> None:
        """Give back what it holds."""


class Poller:
    """Waits a fixed short time (SQLite)."""

    def __init__(self, pause_s: float = POLL_S) -> None:
        self._pause_s = pause_s
        self._never = Event()

    def wait(self) -> None:
        """Sleep until the next poll."""
        self._never.wait(self._pause_s)

    def close(self) -> None:
        """Hold nothing."""


class Listener:
    """Waits for PostgreSQL to say that a transaction with deliveries has committed.

    While the server is away it waits like a poller and connects again.
    """

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._connection: Connection | None = None
        self._poller = Poller(LISTEN_S)

    def wait(self) -> None:
        """Return at the next notice, or after a second to look for what became due."""
        try:
            if self._connection is None:
                self._connection = self._connect()
                self._connection.execute(f"LISTEN {CHANNEL}")
                return  # what was published before is found by looking
            for _ in self._connection.notifies(timeout=LISTEN_S, stop_after=1):
                pass
        except psycopg.Error:
            self.close()
            self._poller.wait()

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def waker() -> Waker:
    """Return what suits the database."""
    if connection.vendor != "postgresql":
        return Poller()
    parameters = connection.get_connection_params()
    address = {key: parameters[key] for key in ADDRESS if key in parameters}
    return Listener(lambda: psycopg.connect(**address, autocommit=True))


ADDRESS = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert")
