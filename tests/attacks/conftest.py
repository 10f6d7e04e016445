"""What the attacks share: one town per file, undone as a whole afterwards."""

import sqlite3

import pytest
from django.db import connection, transaction

from tests.attacks.world import build


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """A town that every test of a file finds as it was built."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def world(town, db):
    """The town, inside a transaction of this test."""
    return town


@pytest.fixture
def real_connections(transactional_db, tmp_path):
    """Let threads have connections of their own: SQLite in memory has but one."""
    if connection.vendor != "sqlite":
        yield
        return
    path, connection_before = tmp_path / "real.sqlite3", connection.connection
    with sqlite3.connect(path) as copy:
        connection_before.backup(copy)
    name = connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    yield path
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = connection_before, name
