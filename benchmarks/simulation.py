"""A year of the whole town (模擬運用): through the services, on two cores, SQLite."""

import sqlite3
import subprocess
import sys
from time import monotonic

import psutil

from benchmarks import servers
from benchmarks.bars import Bar
from tests.walks.town import ROOT, Town
from tools import processes

SIZE = ("--residents", "18000", "--months", "12", "--seed", "1")


def run() -> list[Bar]:
    """Simulate a year in an empty town and count what it left."""
    with servers.new_town() as town:
        seconds = _simulate(town)
        applications = _count(town, "applications_application")
        events = _count(town, "ledger_event")
    note = f"{applications:,} applications, {events:,} events; {' '.join(SIZE)}"
    return [
        Bar("simulated year, 2 cores", seconds, "s", 180, note=note),
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
