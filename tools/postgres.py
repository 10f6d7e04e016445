"""A throw-away PostgreSQL cluster (使い捨てのPostgreSQL) for tests, drills and benchmarks."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.debian import find_postgresql


@dataclass(frozen=True)
class Cluster:
    """A running cluster on a port of the loopback address."""

    binaries: Path
    data: Path
    port: int

    def address(self, database: str) -> str:
        """Return the address of a database, for ``TSUNAGARU_DATABASE``."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    @property
    def pid(self) -> int:
        """Return the process id of the server."""
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def start(self) -> None:
        """Start the server and wait until it answers."""
        log = str(self.data / "server.log")
        options = f"-p {self.port} -k {self.data} -c listen_addresses=127.0.0.1"
        start = [str(self.binaries / "pg_ctl"), "-D", str(self.data), "-o", options]
        _as_owner([*start, "-l", log, "-w", "-t", "60", "start"])

    def stop(self) -> None:
        """Stop the server at once."""
        stop = [str(self.binaries / "pg_ctl"), "-D", str(self.data), "-m", "immediate", "stop"]
        _as_owner(stop, check=False)

    def create(self, database: str, *, like: str = "template1") -> str:
        """Create a database, as a copy of another nobody is connected to; return its address."""
        connect = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]
        _as_owner([str(self.binaries / "createdb"), *connect, "--template", like, database])
        return self.address(database)


def _owner() -> str | None:
    """Return the user who must own the cluster; PostgreSQL refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else None


def _as_owner(command: list[str], *, check: bool = True) -> None:
    owner = _owner()
    full = ["runuser", "-u", owner, "--", *command] if owner else command
    subprocess.run(full, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def throw_away_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Run a cluster of its own, gone afterwards.

    Args:
        durable: keep fsync on, as in earnest; tests go without.

    Raises:
        FileNotFoundError: PostgreSQL's server is not installed.
    """
    binaries = find_postgresql()
    if binaries is None:
        raise FileNotFoundError("postgresql")
    data = Path(tempfile.mkdtemp(prefix="tsunagaru-pg-"))
    if owner := _owner():
        os.chown(data, pwd.getpwnam(owner).pw_uid, pwd.getpwnam(owner).pw_gid)
    init = ["-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    _as_owner([str(binaries / "initdb"), *init])
    with (data / "postgresql.conf").open("a") as config:
        config.write("max_connections = 260\nshared_buffers = 128MB\n")
        if not durable:
            config.write("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
    cluster = Cluster(binaries=binaries, data=data, port=free_port())
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(data, ignore_errors=True)
