"""Databases to measure on (測定用のデータベース): fresh, and gone afterwards."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

from benchmarks.bars import Bar

SOURCE = Path(__file__).parents[1] / "src"


def postgresql_address() -> str:
    """Return the address of a PostgreSQL server to measure on, or an empty text.

    ``TSUNAGARU_DATABASE`` when it names one, else ``TSUNAGARU_BENCH_POSTGRESQL``.
    """
    chosen = os.environ.get("TSUNAGARU_DATABASE", "")
    if chosen.startswith("postgres"):
        return chosen
    return os.environ.get("TSUNAGARU_BENCH_POSTGRESQL", "")


@contextmanager
def sqlite() -> Iterator[dict[str, str]]:
    """Give the environment of a process with an empty SQLite database."""
    with tempfile.TemporaryDirectory() as home:
        yield _environment(home, "")


@contextmanager
def postgresql(address: str) -> Iterator[dict[str, str]]:
    """Give the environment of a process with an empty PostgreSQL database."""
    name = f"bench_{uuid4().hex[:8]}"
    own = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    with tempfile.TemporaryDirectory() as home:
        _say(address, f"CREATE DATABASE {name}")
        try:
            yield _environment(home, own)
        finally:
            _say(address, f"DROP DATABASE {name} WITH (FORCE)")


def _environment(home: str, address: str) -> dict[str, str]:
    roots = os.pathsep.join((str(SOURCE), str(SOURCE.parent)))
    own = {"TSUNAGARU_HOME": home, "TSUNAGARU_DATABASE": address, "PYTHONPATH": roots}
    return os.environ | own | {"DJANGO_SETTINGS_MODULE": "tsunagaru.conf.settings"}


def _say(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


def measured(module: str, environment: Mapping[str, str]) -> list[Bar]:
    """Return the bars that a module's ``main`` prints, run in a process with this environment."""
    call = f"import django; django.setup(); from benchmarks import {module} as m; m.main()"
    command = [sys.executable, "-c", call]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return [Bar(**one) for one in json.loads(done.stdout.splitlines()[-1])]
