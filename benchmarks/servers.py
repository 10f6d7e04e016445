"""Servers to measure (測定するサーバー): the town, or the floor, each on some cores."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from tests.walks.town import ROOT, Town, end
from tools import processes
from tools.postgres import Cluster

CORES = 2


@contextmanager
def serving(town: Town, *command: str) -> Iterator[psutil.Process]:
    """Run a long-running command on the servers' cores until the end of the block."""
    own, _ = processes.share_cores(CORES)
    environment = town.environment | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    started = subprocess.Popen(
        command, cwd=ROOT, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    processes.pin([psutil.Process(started.pid)], own)
    try:
        town.wait_until_up()
        yield psutil.Process(started.pid)
    finally:
        end(started)


@contextmanager
def new_town(database: str = "", **more: str) -> Iterator[Town]:
    """Give a prepared town without residents' acts in a folder of its own."""
    with TemporaryDirectory(prefix="tsunagaru-bench-") as home:
        town = Town(home=Path(home), database=database, more=more)
        town.command("up", "--prepare-only", "--months", "0")
        yield town


def up(*words: str) -> Sequence[str]:
    """Return the command that runs the town."""
    return (sys.executable, "-m", "tsunagaru.conf", "up", "--months", "0", *words)


def pin_cluster(cluster: Cluster) -> None:
    """Keep PostgreSQL on the servers' cores; its new processes inherit them."""
    processes.pin(processes.tree(cluster.pid), processes.share_cores(CORES)[0])


def wait_until(holds: Callable[[], bool], within_s: float = 120) -> None:
    """Wait until a question is answered with yes.

    Raises:
        TimeoutError: it never was.
    """
    end_at = time.monotonic() + within_s
    while time.monotonic() < end_at:
        if holds():
            return
        time.sleep(0.2)
    raise TimeoutError
