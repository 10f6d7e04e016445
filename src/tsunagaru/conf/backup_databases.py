"""The two databases' own ways out and back (データベースごとのバックアップ)."""

import os
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

LOOKS, LOOK_S = 10, 0.3
ASIDE = ".before-restore"
EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)


class DatabaseInUse(Exception):
    """Others work on the database; it cannot be replaced under them (使用中です)."""


def dump_database(target: Path) -> dict[str, int]:
    """Write a copy of one moment while others go on writing.

    SQLite: ``VACUUM INTO``; PostgreSQL: ``pg_dump`` in its own format.

    Returns:
        How many rows of each table are in the copy.
    """
    return _dump_sqlite(target) if connection.vendor == "sqlite" else _dump_postgresql(target)


def _dump_sqlite(target: Path) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    with closing(sqlite3.connect(target)) as copy:
        return {
            table: copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own tables
            for table in _tables()
        }


def _dump_postgresql(target: Path) -> dict[str, int]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}", _name())
        counts = {}
        for table in _tables():
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own tables
            counts[table] = cursor.fetchone()[0]
    return counts


def _tables() -> list[str]:
    own = (m for m in apps.get_models() if m.__module__.startswith("tsunagaru."))
    return sorted({model._meta.db_table for model in own})


def restore_database(source: Path) -> None:
    """Replace the database by a copy, all or nothing; SQLite's old file is kept aside.

    Raises:
        DatabaseInUse: the town is running; nothing was touched.
    """
    if connection.vendor == "sqlite":
        _swap_sqlite(source)
    else:
        _refill_postgresql(source)


def _refill_postgresql(source: Path) -> None:
    """Empty the database and fill it in one transaction.

    Emptying goes before, since what newer versions added is not in an older copy.
    """
    _wait_until_alone()
    connection.close()
    script = source.with_name("restore.sql")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source))
    quiet = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _run("psql", *quiet, f"--command={EMPTY}", f"--file={script}", _name())


def _wait_until_alone() -> None:
    """Give those who have just been stopped a moment to leave.

    Raises:
        DatabaseInUse: others stay connected.
    """
    for _ in range(LOOKS):
        with connection.cursor() as cursor:
            cursor.execute(OTHERS)
            if not cursor.fetchone()[0]:
                return
        time.sleep(LOOK_S)
    raise DatabaseInUse


def _swap_sqlite(source: Path) -> None:
    path = Path(settings.DATABASES["default"]["NAME"])
    connection.close()
    _refuse_when_in_use(path)
    new = path.with_name(f"{path.name}.new")
    shutil.copyfile(source, new)
    for suffix in ("", "-wal", "-shm"):
        old = path.with_name(path.name + suffix)
        if old.exists():
            old.replace(path.with_name(f"{path.name}{ASIDE}{suffix}"))
    new.replace(path)


def _refuse_when_in_use(path: Path) -> None:
    """Leave WAL mode, which works only for the last one who has the file open.

    Raises:
        DatabaseInUse: others have it open.
    """
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=0)) as last:
            last.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise DatabaseInUse from error
    except sqlite3.DatabaseError:
        return  # damaged: all the more reason to replace it


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs against the configured server.

    Raises:
        subprocess.CalledProcessError: with what the program said.
    """
    chosen = connection.settings_dict
    environment = os.environ | {
        "PGHOST": chosen["HOST"],
        "PGPORT": chosen["PORT"],
        "PGUSER": chosen["USER"],
        "PGPASSWORD": chosen["PASSWORD"],
    }
    given = {key: value for key, value in environment.items() if value}
    subprocess.run([program, *arguments], env=given, check=True, capture_output=True)  # noqa: S603 - fixed programs
