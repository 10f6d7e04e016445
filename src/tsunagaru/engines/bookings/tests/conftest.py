"""What the tests of bookings share: real connections for threads."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections


@pytest.fixture
def together(transactional_db, tmp_path):
    """Give a way to run some work in threads at once, each with its own connection."""
    if connection.vendor != "sqlite":
        yield _together
        return
    path, before = tmp_path / "real.sqlite3", connection.connection
    with sqlite3.connect(path) as copy:
        before.backup(copy)
    name = connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    yield _together
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = before, name


def _together(count, work):
    ready = Barrier(count)

    def one(number):
        ready.wait(timeout=60)
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))
