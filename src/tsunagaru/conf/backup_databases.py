"""The two databases' own ways out and back (データベースごとのバックアップ)."""

import os
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection


def dump_database(target: Path) -> None:
    """Write a consistent copy while others go on writing.

    SQLite: ``VACUUM INTO``; PostgreSQL: ``pg_dump`` in its own format.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        return
    _run("pg_dump", "--format=custom", f"--file={target}", _name())


def restore_database(source: Path) -> None:
    """Replace the database by a copy, all or nothing; SQLite's old file is kept aside."""
    if connection.vendor == "sqlite":
        _swap_sqlite(source)
        return
    connection.close()
    options = ["--clean", "--if-exists", "--single-transaction", "--no-owner", "--exit-on-error"]
    _run("pg_restore", *options, f"--dbname={_name()}", str(source))


def _swap_sqlite(source: Path) -> None:
    path = Path(settings.DATABASES["default"]["NAME"])
    connection.close()
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    if path.exists():
        path.replace(path.with_name(f"{path.name}.before-restore"))
    shutil.copyfile(source, path.with_name(path.name + ".new"))
    path.with_name(path.name + ".new").replace(path)


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
