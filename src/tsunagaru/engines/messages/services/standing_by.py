"""Standing by to send (送信の待機): a thread beside the worker that wakes when something is due.

The channels, and the library they need, are opened only then; mostly a town sends nothing.
"""

import asyncio
import logging
import os
import socket
from collections.abc import Callable, Mapping
from threading import Event, Thread
from time import monotonic
from uuid import uuid4

from django.db import Error, connection

from tsunagaru.engines.messages.gateways.channels import Channel, Kind
from tsunagaru.engines.messages.queries.outbox import has_due
from tsunagaru.engines.messages.services.dispatching import Dispatcher
from tsunagaru.kernel import clock

Opener = Callable[[], Mapping[Kind, Channel]]
LOOK_S = 0.2
LINGER_S = 20.0
log = logging.getLogger(__name__)


def stand_by(channels: Opener, stop: Event) -> Thread:
    """Send whatever comes, in a thread, until told to stop (送信の待機を始める).

    Args:
        channels: opens the connections to the providers.
    """
    thread = Thread(target=_stand_by, args=(channels, stop), name="messages", daemon=True)
    thread.start()
    return thread


def _stand_by(channels: Opener, stop: Event) -> None:
    while not stop.wait(LOOK_S):
        try:
            if has_due(clock.now()):
                asyncio.run(send_all(channels, stop.is_set, linger_s=LINGER_S))
        except Error as error:
            log.warning("database not available: %s", type(error).__name__)
            connection.close()
        except Exception as error:  # whatever goes wrong, the next alert must leave
            log.warning("sending was interrupted", exc_info=error)
    connection.close()


async def send_all(channels: Opener, stop: Callable[[], bool], *, linger_s: float = 0) -> None:
    """Send until nothing has been due for a while (送り切る)."""
    opened = channels()
    name = f"{socket.gethostname()[:20]}:{os.getpid()}:{uuid4().hex[:8]}"
    busy_at = monotonic()

    def over() -> bool:
        nonlocal busy_at
        if dispatcher.is_busy:
            busy_at = monotonic()
        return stop() or monotonic() - busy_at > linger_s

    dispatcher = Dispatcher(opened, owner=name)
    try:
        await dispatcher.run(over)
    finally:
        for channel in opened.values():
            await channel.close()
