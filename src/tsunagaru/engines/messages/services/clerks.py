"""A dispatcher's helpers (送信係の手): threads that use the database, and the one that closes."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

from tsunagaru.engines.messages.services.closing import close_all_finished, close_finished

log = logging.getLogger(__name__)
T = TypeVar("T")
AWAY = (OperationalError, InterfaceError)
SWEEP_S = 1.0


class Clerk:
    """One thread with a connection of its own (台帳係)."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(1, f"messages-{name}")

    async def do(self, work: Callable[[], T]) -> T | None:
        """Do something with the database; None when it is away for the moment, or failed."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, _attempt, work)

    async def leave(self) -> None:
        """Close the connection, and end the thread."""
        await asyncio.get_running_loop().run_in_executor(self._pool, _hang_up)
        self._pool.shutdown()


def _attempt(work: Callable[[], T]) -> T | None:
    try:
        return work()
    except AWAY as error:
        log.warning("database not available: %s", type(error).__name__)
    except Exception:  # a loop that ended would leave its channel silent
        log.exception("a dispatcher's work failed")
    connection.close()
    return None


def _hang_up() -> None:
    """Close the connection of the thread that calls this; each thread has its own."""
    connection.close()


class Closer:
    """Closes what is finished: counting a large message keeps nobody else waiting (締め係)."""

    def __init__(self, at: Callable[[], datetime]) -> None:
        self._at, self._clerk = at, Clerk("close")
        self._touched: set[int] = set()
        self._called = asyncio.Event()

    def call(self, broadcasts: Iterable[int]) -> None:
        """Have these looked at: what may have finished them is committed."""
        self._touched.update(broadcasts)
        if self._touched:
            self._called.set()

    async def run(self) -> None:
        """Close what is called for at once, and whatever a killed dispatcher left, every second."""
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._answer())
                both.create_task(self._sweep())
        finally:
            await asyncio.shield(self._clerk.leave())

    async def _answer(self) -> None:
        while await self._called.wait():
            self._called.clear()
            touched, self._touched = sorted(self._touched), set()
            await self._clerk.do(partial(close_finished, touched, at=self._at()))

    async def _sweep(self) -> None:
        while True:
            await self._clerk.do(partial(close_all_finished, at=self._at()))
            await asyncio.sleep(SWEEP_S)
