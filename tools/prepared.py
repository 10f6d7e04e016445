"""What tests need again and again, made once and copied (作り置き): migrated databases, a town.

To migrate takes longer than most tests, and every process, walk and drill would do it anew. What
was made lies in a folder that processes share; the first who asks for it makes it.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
MIGRATED, READY = "like_migrated", "like_town"
# What a migrated database depends on: our migrations, and the libraries that bring their own.
SOURCES = ("src/**/migrations/*.py", "requirements/dev.lock", "src/tsunagaru/conf/settings.py")


def once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that is made by the first who asks; others wait for it.

    Args:
        folder: which the processes share.
        name: of what is made.
        make: fills a new folder; when it fails, the next who asks tries anew.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            begun = folder / f"{name}.begun"
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            make(begun)
            begun.rename(made)
    return made


def migrated_file(folder: Path) -> Path:
    """Return SQLite's file with all tables and no rows; good until a migration changes."""

    def migrate(home: Path) -> None:
        _tsunagaru("migrate", "-v0", home=home)
        with closing(sqlite3.connect(home / "town.sqlite3")) as connection:
            # a copy in memory cannot be read while its head says that there is a log beside it
            connection.execute("PRAGMA journal_mode = DELETE")

    return once(folder, f"migrated-{_fingerprint()}", migrate) / "town.sqlite3"


def migrated_template(folder: Path, address: str) -> str:
    """Return the name of a database with all tables and no rows, on PostgreSQL at an address."""

    def migrate(home: Path) -> None:
        like = create(address, MIGRATED)
        _tsunagaru("migrate", "-v0", home=home, database=like)

    once(folder, f"migrated-{urlsplit(address).port}", migrate)
    return MIGRATED


def new_town(folder: Path, home: Path, address: str, database: str) -> str:
    """Fill a data folder with a town without acts of residents; return its database's address.

    Args:
        folder: which the processes share.
        home: the new data folder.
        address: of the server's database beside which the town's is made; empty for SQLite.
        database: the name of the town's own.
    """

    def prepare(like: Path) -> None:
        there = create(address, READY) if address else ""
        _tsunagaru("up", "--prepare-only", "--months", "0", home=like, database=there)

    like = once(folder, f"town-{urlsplit(address).port or 'sqlite'}", prepare)
    shutil.copytree(like, home, dirs_exist_ok=True)
    return create(address, database, like=READY) if address else ""


def create(address: str, name: str, *, like: str = "template1") -> str:
    """Create a database beside another, as a copy; return its address.

    One that is there already was begun and not finished by somebody else, and goes.
    """
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"'.encode())
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"'.encode())
    return urlsplit(address)._replace(path=f"/{name}").geturl()


@contextmanager
def filled(memory: str, file: Path) -> Iterator[None]:
    """Keep a database in memory that begins as a copy of a file.

    Args:
        memory: its address, under which others of this process reach it.
        file: what it begins with.
    """
    with (
        closing(sqlite3.connect(memory, uri=True)) as kept,
        closing(sqlite3.connect(file)) as like,
    ):
        like.backup(kept)
        yield


def _tsunagaru(*words: str, home: Path, database: str = "") -> None:
    """Run one of the town's commands.

    Raises:
        RuntimeError: it failed; with what it printed.
    """
    environment = os.environ | {
        "TSUNAGARU_HOME": str(home), "TSUNAGARU_DATABASE": database,
        "PYTHONPATH": str(ROOT / "src"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tsunagaru.conf", *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)


def _fingerprint() -> str:
    found = sha256()
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]
