"""Waking a worker when something is published (起床).

PostgreSQL: LISTEN on a connection of its own (through a pooler that cannot listen, the timeout
still polls). Elsewhere: a short sleep.
"""

from threading import Event
from typing import Protocol

from django.db import connection

POLL_S = 0.2


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


def waker() -> Waker:
    """Return what suits the database."""
    if connection.vendor != "postgresql":
        return Poller()
    from tsunagaru.ground.ledger.gateways.listening import listener  # noqa: PLC0415 - the driver is loaded only where it is used

    return listener(connection.get_connection_params())
