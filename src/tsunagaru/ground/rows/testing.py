"""Threads that really share the database (同時に動く試験), on both databases."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

from django.db import connection, connections

START_TOGETHER_S = 60
Act = Callable[[], Any]
Refusals = tuple[type[Exception], ...]


@contextmanager
def in_a_file(path: Path) -> Iterator[Path | None]:
    """Let every thread have its own connection: SQLite's database in memory has but one.

    Args:
        path: where the copy of the database is written; nothing is where the server is shared.
    """
    if connection.vendor != "sqlite":
        yield None
        return
    before, name = connection.connection, connection.settings_dict["NAME"]
    with sqlite3.connect(path) as copy:
        before.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")  # not to be changed by many who connect at once
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    yield path
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = before, name


def at_once(*acts: Act, refusals: Refusals = ()) -> list[Any]:
    """Run acts in threads that start together; return what each returned, or was refused with."""
    barrier = Barrier(len(acts))

    def run(act: Act) -> Any:  # noqa: ANN401 - whatever the act returns
        barrier.wait(START_TOGETHER_S)
        try:
            return act()
        except refusals as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refused_at_once(*acts: Act, refusals: Refusals = ()) -> list[str]:
    """Run acts in threads that start together; return who was refused, and why ('' = not)."""
    found = at_once(*acts, refusals=refusals)
    return sorted(type(one).__name__ if isinstance(one, refusals) else "" for one in found)


def together(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Run some work in so many threads that start together, told which of them it is."""
    return at_once(*(partial(work, number) for number in range(count)))
