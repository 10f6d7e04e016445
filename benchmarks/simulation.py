"""A year of the whole town (模擬運用): through the services, on two cores, SQLite.

The floor is what the same machine needs in the same minutes to write the year's rows alone: into
the same tables with the same indexes, one statement for each row, in one transaction.
"""

import sqlite3
import subprocess
import sys
from contextlib import closing
from time import monotonic

import psutil

from benchmarks import servers
from benchmarks.bars import Bar
from tests.walks.town import ROOT, Town
from tools import processes

SIZE = ("--residents", "18000", "--months", "12", "--seed", "1")
# The tables that SQLite and its full-text index keep for themselves are left out.
MADE = """SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL
    AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search_fts%'"""


def run() -> list[Bar]:
    """Simulate a year in an empty town and count what it left."""
    with servers.new_town() as town:
        seconds = _simulate(town)
        applications = _count(town, "applications_application")
        events = _count(town, "ledger_event")
        floor = _write_bare(town)
    note = f"{applications:,} applications, {events:,} events; {' '.join(SIZE)}"
    return [
        Bar("simulated year, 2 cores", seconds, "s", 180, floor=floor, note=note),
        Bar("simulated applications", applications, "", 10_000, "higher"),
        Bar("simulated events", events, "", 100_000, "higher"),
    ]


def _simulate(town: Town) -> float:
    begun = monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "tsunagaru.conf", "simulate", *SIZE],
        cwd=ROOT, env=town.environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    processes.pin([psutil.Process(process.pid)], processes.share_cores(servers.CORES)[0])
    if process.wait():
        message = "simulate failed"
        raise RuntimeError(message)
    return monotonic() - begun


def _count(town: Town, table: str) -> int:
    with sqlite3.connect(town.home / "town.sqlite3") as connection:
        row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our own names
    return int(row[0])


def _write_bare(town: Town) -> float:
    """Return the seconds in which the rows of the finished town are written again, bare."""
    with (
        closing(sqlite3.connect(town.home / "town.sqlite3")) as year,
        closing(sqlite3.connect(town.home / "bare.sqlite3")) as bare,
    ):
        tables = year.execute(MADE, ["table"]).fetchall()
        for _, text in [*tables, *year.execute(MADE, ["index"]).fetchall()]:
            bare.execute(text)
        return sum(_copy(year, bare, name) for name, _ in tables)


def _copy(year: sqlite3.Connection, bare: sqlite3.Connection, table: str) -> float:
    """Return the seconds for writing a table's rows, one statement each; reading is not counted."""
    rows = year.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our own names
    if not rows:
        return 0.0
    marks = ",".join("?" * len(rows[0]))
    text = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - our own names
    begun = monotonic()
    for row in rows:
        bare.execute(text, row)
    bare.commit()
    return monotonic() - begun
