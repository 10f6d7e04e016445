"""Starting again (2回目の起動): from the command to the first answer, with Python's own start."""

import subprocess
from statistics import median
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks import servers
from benchmarks.bars import Bar
from tests.walks.town import ROOT, Town, end

ROUNDS = 3
WITHIN_S = 60


def run() -> list[Bar]:
    """Start a prepared town a few times."""
    with servers.new_town() as town:
        times = [_start(town) for _ in range(ROUNDS)]
    note = "slowest of " + ", ".join(f"{one:.2f}" for one in times)
    return [Bar("second start", max(times), "s", 5, note=f"{note}; median {median(times):.2f}")]


def _start(town: Town) -> float:
    begun = monotonic()
    process = subprocess.Popen(
        servers.up(), cwd=ROOT, env=town.environment, start_new_session=True,
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
    except (URLError, OSError):
        return False
