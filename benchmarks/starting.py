"""Starting again (2回目の起動): from the command to the first answer, with Python's own start."""

import os
import subprocess
import sys
from collections.abc import Sequence
from statistics import median
from time import monotonic, sleep
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from benchmarks import servers
from benchmarks.bars import Bar
from tests.walks.town import ROOT, Town, end

ROUNDS = 3
WITHIN_S = 60


def run() -> list[Bar]:
    """Start a prepared town a few times."""
    with servers.new_town() as town:
        times = [_start(town, servers.up()) for _ in range(ROUNDS)]
        bare = [_start(town, _bare_server(town)) for _ in range(ROUNDS)]
    note = "slowest of " + ", ".join(f"{one:.2f}" for one in times)
    note += f"; median {median(times):.2f}; floor: the bare form"
    return [Bar("second start", max(times), "s", 5, floor=max(bare), note=note)]


def _bare_server(town: Town) -> Sequence[str]:
    """Return the command that serves the bare form with the same server."""
    address = ("--host", "127.0.0.1", "--port", str(town.port))
    granian = (sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", *address)
    return (*granian, "benchmarks.floor:application")


def _start(town: Town, command: Sequence[str]) -> float:
    begun = monotonic()
    environment = town.environment | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while monotonic() - begun < WITHIN_S:
            if _answers(town):
                return monotonic() - begun
            sleep(0.02)
    finally:
        end(process)
    raise TimeoutError


def _answers(town: Town) -> bool:
    try:
        with urlopen(f"{town.address}/healthz", timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except HTTPError:
        return True  # the bare form knows no such address; it answers all the same
    except (URLError, OSError):
        return False
