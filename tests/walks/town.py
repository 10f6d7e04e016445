"""A running town for a walk (通し試験の町): its own data folder, web and worker processes."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

from tools.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_S = 240


@dataclass
class Town:
    """A town that runs in processes of its own."""

    home: Path
    database: str = ""
    port: int = field(default_factory=free_port)
    more: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"  # as a new town prints it

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "TSUNAGARU_HOME": str(self.home),
            "TSUNAGARU_DATABASE": self.database,
            "PORT": str(self.port),
            "PYTHONPATH": str(ROOT / "src"),
            **self.more,
        }

    @property
    def log(self) -> Path:
        return self.home / "town.log"

    def words(self, *words: str) -> list[str]:
        """Return the words that run one of the town's commands."""
        return [sys.executable, "-m", "tsunagaru.conf", *words]

    def command(self, *words: str) -> str:
        """Run one of the town's commands and return what it printed."""
        done = subprocess.run(
            self.words(*words),
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a long-running command in a process group of its own."""
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tsunagaru.conf", *words],
                cwd=ROOT, env=self.environment, start_new_session=True, stdout=log, stderr=log,
            )  # fmt: skip

    def wait_until_up(self) -> None:
        """Wait until the town answers."""
        end = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=2):
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        raise TimeoutError(self.log.read_text(encoding="utf-8")[-3000:])


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process group that was started here."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def running(town: Town, *, months: int = 0) -> Iterator[Town]:
    """Prepare and run a town; it is gone afterwards."""
    process = town.start("up", "--months", str(months))
    try:
        town.wait_until_up()
        yield town
    finally:
        end(process)
