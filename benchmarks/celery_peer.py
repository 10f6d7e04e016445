"""The peer of messages to many (配信の比較相手): Celery with one task per recipient, as is usual.

Its packages come from ``requirements/peer.lock`` into a folder that is thrown away; the broker is
Debian's redis-server. Where either is not to be had, nothing is measured and the reason is told.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.bars import Bar
from tools.postgres import free_port
from tsunagaru.engines.messages.gateways.simulators.demo import (
    LINE_TOKEN,
    SENDER,
    VAPID_KEY,
    VAPID_SUBJECT,
)
from tsunagaru.engines.messages.gateways.vapid import Vapid

ROOT = Path(__file__).resolve().parent.parent
MODULE = "benchmarks.peers.celery_per_recipient"
WORKERS, THREADS = 2, 32  # more of either was slower on two cores
PATIENCE_S = 900


def run(ports: Mapping[str, int], database: str, count: int, ours: float) -> list[Bar]:
    """Measure the peer against the same simulators and database.

    Args:
        database: address of a PostgreSQL database.
        ours: seconds that we took for the same recipients.
    """
    if not shutil.which("redis-server"):
        print("SKIPPED: Celery との比較（redis-server がありません） / no redis-server")
        return []
    with tempfile.TemporaryDirectory(prefix="tsunagaru-peer-") as folder:
        python = _installed(Path(folder))
        if python is None:
            print("SKIPPED: Celery との比較（導入できません） / Celery cannot be installed")
            return []
        with _redis(folder) as broker:
            seconds = _seconds(python, _environment(ports, database, broker), count)
    note = f"{WORKERS} workers of {THREADS} threads, Redis, a row updated each; ours {ours:.2f} s"
    return [
        Bar(f"one Celery task per recipient, {count:,}", seconds, "s", None, note=note),
        Bar("times as fast as Celery", seconds / ours, "×", 1, "higher", note=note),
    ]


def _installed(folder: Path) -> Path | None:
    """Return the Python of an environment with the peer's packages, or None."""
    uv, venv = str(Path(sys.executable).with_name("uv")), folder / "venv"
    python = venv / "bin" / "python"
    made = [uv, "venv", "--quiet", "--python", sys.executable, str(venv)]
    lock = str(ROOT / "requirements" / "peer.lock")
    fill = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        str(python),
        "--require-hashes",
        "-r",
        lock,
    ]
    for command in (made, fill):
        if subprocess.run(command, check=False).returncode:
            return None
    return python


@contextmanager
def _redis(folder: str) -> Iterator[str]:
    """Run a broker that keeps nothing on the disk; give its address."""
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    server = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def _environment(ports: Mapping[str, int], database: str, broker: str) -> dict[str, str]:
    origin = f"http://127.0.0.1:{ports['http']}"
    ours = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    return ours | {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
        "PEER_DATABASE": database,
        "PEER_BROKER": broker,
        "PEER_HTTP": str(ports["http"]),
        "PEER_SMTP": str(ports["smtp"]),
        "PEER_SENDER": SENDER,
        "PEER_LINE": f"Bearer {LINE_TOKEN}",
        "PEER_VAPID": Vapid(VAPID_KEY, VAPID_SUBJECT).header(origin),
    }


def _seconds(python: Path, environment: dict[str, str], count: int) -> float:
    work = [str(python), "-m", "celery", "-A", MODULE, "worker", "--pool", "threads"]
    work += ["--concurrency", str(THREADS), "--loglevel", "ERROR", "--without-mingle"]
    workers = [
        subprocess.Popen(
            [*work, "--hostname", f"peer{n}@%h"], env=environment, stdout=subprocess.DEVNULL
        )
        for n in range(WORKERS)
    ]
    try:
        drive = [str(python), "-m", MODULE, str(count)]
        warm = [str(python), "-m", MODULE, "500"]
        for command in (warm, drive):
            done = subprocess.run(
                command, env=environment, check=True, stdout=subprocess.PIPE, text=True,
                timeout=PATIENCE_S,
            )  # fmt: skip
        return float(done.stdout.splitlines()[-1])
    finally:
        for one in workers:
            one.terminate()
            one.wait()
