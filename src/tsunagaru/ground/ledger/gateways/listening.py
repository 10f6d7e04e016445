"""Listening to PostgreSQL (LISTEN による起床)."""

from collections.abc import Callable, Mapping
from typing import Any

import psycopg

from tsunagaru.ground.ledger.gateways.waking import Poller

CHANNEL = "tsunagaru_deliveries"
LISTEN_S = 1.0
ADDRESS = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert")
Connection = psycopg.Connection[tuple[Any, ...]]


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


def listener(parameters: Mapping[str, Any]) -> Listener:
    """Return a listener at the database that Django's parameters name."""
    address = {key: parameters[key] for key in ADDRESS if key in parameters}
    return Listener(lambda: psycopg.connect(**address, autocommit=True))
