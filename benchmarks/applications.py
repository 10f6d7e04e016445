"""A complete application over HTTP (申請1件の費用) on PostgreSQL and two cores, beside a floor.

CPU is counted over all server processes (web, worker, PostgreSQL) until the last reaction is
carried out; the clients run in a process of their own on the other cores. PDFs are deferred: they
are made when somebody first opens them.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from statistics import median

import psutil
import psycopg

from benchmarks import servers
from benchmarks.bars import Bar
from benchmarks.client import Outcome
from tests.walks.town import ROOT, Town
from tools import processes
from tools.mail import mail_server
from tools.postgres import Cluster, throw_away_cluster

USERS, APPLICATIONS, WARM_UP = 200, 1000, 100
WEB = 2
Measured = tuple[Outcome, dict[str, float]]  # what clients saw; CPU seconds by part


def run() -> list[Bar]:
    """Measure the town and the floor on the same cluster, one after the other."""
    with throw_away_cluster(durable=True) as cluster, mail_server() as mail:
        servers.pin_cluster(cluster)
        with servers.new_town(cluster.create("town"), **mail.environment) as town:
            command = servers.up("--web", str(WEB))
            with servers.serving(town, *command) as process:
                measured = _measure(cluster, town, process, lambda: is_calm(town))
            lost, doubled, unknown = _compare(town, measured[0])
            letters = len(mail.taken)
        floor = measure_floor(cluster, Town(home=town.home, database=cluster.create("floor")))
    return _bars(measured, floor, (lost, doubled, unknown), letters)


def _bars(
    measured: Measured,
    floor: Measured,
    compared: tuple[int, int, int],
    letters: int,
) -> list[Bar]:
    outcome, cpu_s = measured
    (bare, bare_cpu_s), of_floor = floor, len(floor[0].receipts)
    lost, doubled, unknown = compared
    done = len(outcome.receipts)
    parts = ", ".join(f"{part} {spent / done:.4f}" for part, spent in cpu_s.items())
    client = f"client {outcome.cpu_s / done:.4f} s, {outcome.requests / done:.1f} requests"
    note = f"{done} done, {USERS} users at once, {len(outcome.failures)} failures"
    return [
        Bar(
            "CPU of a 3-page application (PostgreSQL, 2 cores)", sum(cpu_s.values()) / done,
            "s", 0.07, floor=sum(bare_cpu_s.values()) / of_floor,
            note=f"{parts}; {client}; {note}",
        ),
        Bar(
            "completed applications per second", done / outcome.wall_s, "/s", 20, "higher",
            floor=of_floor / bare.wall_s,
            note=f"median {median(outcome.times_s):.1f} s from first page to receipt",
        ),
        Bar("applications lost", lost, "", 0, note=f"acknowledged but not stored; {note}"),
        Bar("applications doubled", doubled, "", 0, note=f"{unknown} stored, never acknowledged"),
        Bar("receipt e-mails missing", done - letters + WARM_UP, "", 0, note=f"{letters} letters"),
    ]  # fmt: skip


def _measure(
    cluster: Cluster, town: Town, process: psutil.Process, is_calm: Callable[[], bool]
) -> Measured:
    """Return what the clients saw and the CPU seconds of all servers."""
    warm_up = _clients(town, 20, WARM_UP)
    servers.wait_until(is_calm)
    before = cpu_by_part(process, cluster)
    outcome = _clients(town, USERS, APPLICATIONS)
    servers.wait_until(is_calm)
    after = cpu_by_part(process, cluster)
    outcome.failures += warm_up.failures
    return outcome, {part: after[part] - before[part] for part in after}


def cpu_by_part(process: psutil.Process, cluster: Cluster) -> dict[str, float]:
    """Return the CPU seconds spent so far by web (and its supervisor), worker and database."""
    own = processes.tree(process.pid)
    workers = [one for one in own if one.cmdline()[-1:] == ["worker"]]
    return {
        "web": processes.cpu_seconds(one for one in own if one not in workers),
        "worker": processes.cpu_seconds(workers),
        "database": processes.cpu_seconds(processes.tree(cluster.pid)),
    }


def _clients(town: Town, users: int, applications: int) -> Outcome:
    command = [sys.executable, "-m", "benchmarks.client", town.address, str(users)]
    started = subprocess.Popen(
        [*command, str(applications)], cwd=ROOT, env=town.environment, stdout=subprocess.PIPE
    )
    processes.pin([psutil.Process(started.pid)], processes.share_cores(servers.CORES)[1])
    printed, _ = started.communicate()
    return Outcome(**json.loads(printed))


def is_calm(town: Town) -> bool:
    """Tell whether every reaction has been carried out."""
    with psycopg.connect(town.database) as connection:
        query = "SELECT count(*) FROM ledger_delivery WHERE state IN ('queued', 'leased')"
        return connection.execute(query).fetchone() == (0,)


def _compare(town: Town, outcome: Outcome) -> tuple[int, int, int]:
    """Return how many were lost, doubled, and stored without the client knowing."""
    with psycopg.connect(town.database) as connection:
        rows = connection.execute("SELECT id::text, draft_id FROM applications_application")
        stored = rows.fetchall()
    ids = {row[0] for row in stored}
    acknowledged = [path.rstrip("/").split("/")[-1] for path in outcome.receipts]
    lost = len(set(acknowledged) - ids)
    doubled = len(stored) - len({row[1] for row in stored})
    doubled += len(acknowledged) - len(set(acknowledged))
    return lost, doubled, len(ids) - WARM_UP - len(set(acknowledged) & ids)


def measure_floor(cluster: Cluster, town: Town) -> Measured:
    """Measure the bare form in the same way."""
    made = [sys.executable, "-m", "benchmarks.floor"]
    subprocess.run(made, cwd=ROOT, env=town.environment, check=True)
    address = ["--host", "127.0.0.1", "--port", str(town.port), "--workers", str(WEB)]
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", *address]
    command = [*granian, "--blocking-threads", "8", "benchmarks.floor:application"]
    with servers.serving(town, *command) as process:
        return _measure(cluster, town, process, lambda: True)
