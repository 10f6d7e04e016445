"""A whole application: card sign-in, upload, signature, payment; PostgreSQL, two cores (全申請).

The form is the dog registration of ``applications``, so that the floor and the quoted figures of
Open Forms stand beside the same three pages; here it must be signed with the card and paid at once.
The card provider and the payment provider are stand-ins over loopback in processes of their own,
kept on the clients' cores: what they spend is not counted, what the town spends on asking them is.
CPU is counted until the last reaction is carried out.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from benchmarks import applications, full_phone, servers
from benchmarks.bars import Bar
from benchmarks.full_client import Outcome
from benchmarks.full_walker import CODE
from tests.walks.town import ROOT, Town
from tools import processes
from tools.mail import mail_server
from tools.postgres import Cluster, throw_away_cluster

# Three test cards share the work: each of their holders has a few drafts open at a time.
USERS, APPLICATIONS, WARM_UP, WEB = 16, 400, 20, 2
SIMULATED = ("card_provider", "payments.gateways.simulator")
KB = 1000
OPEN_FORMS = "quoted, not run here: Open Forms 4.0b, 3 steps, no card, signature or payment"
OPEN_FORMS_PHONE = "quoted, not run here: Open Forms 3.3.0, first step after a press, 3.6-5.4 s"
CHANGES = {
    "identity: none\n": "identity: card_signature\n",
    'payment: {when: after_review, due_days: 30, required: "false"}': "payment: {when: on_submit}",
}


def run() -> list[Bar]:
    """Measure the town, then the floor on the same cluster, then the steps on a phone."""
    with _folder() as folder:
        more = {
            "TSUNAGARU_TOWN": str(folder),
            "TSUNAGARU_TRIES_PER_ADDRESS": "10000000",
            "TSUNAGARU_TRIES_PER_ACCOUNT": "10000000",
        }
        with throw_away_cluster(durable=True) as cluster, mail_server() as mail:
            servers.pin_cluster(cluster)
            measured = _town(cluster, more | mail.environment)
            bare = Town(home=folder, database=cluster.create("floor"))
            floor = applications.measure_floor(cluster, bare)
        return [*_bars(*measured), *_beside(floor), *full_phone.run(more)]


@contextmanager
def _folder() -> Iterator[Path]:
    """Give the demo town's folder, in which the dog is registered with card, file and money."""
    with TemporaryDirectory(prefix="tsunagaru-bench-town-") as home:
        folder = Path(home) / "town"
        shutil.copytree(ROOT / "towns" / "oyama", folder)
        file = folder / "procedures" / f"{CODE}.yaml"
        text = file.read_text(encoding="utf-8")
        for old, new in CHANGES.items():
            before, found, after = text.partition(old)
            if not found:
                raise LookupError(f"{CODE}.yaml: {old}")
            text = f"{before}{new}{after}"
        file.write_text(text, encoding="utf-8")
        yield folder


def _town(cluster: Cluster, more: dict[str, str]) -> tuple[Outcome, dict[str, float]]:
    """Return what the clients saw, and the CPU seconds of web, worker and database."""
    with servers.new_town(cluster.create("full"), **more) as town:
        command = servers.up("--web", str(WEB))
        with servers.serving(town, *command) as process:
            _set_aside(process)
            _client(town, "link")
            warm_up = _client(town, "4", str(WARM_UP))
            servers.wait_until(lambda: applications.is_calm(town))
            before = _cpu(process, cluster)
            outcome = _client(town, str(USERS), str(_how_many()))
            servers.wait_until(lambda: applications.is_calm(town))
            after = _cpu(process, cluster)
    found = Outcome(**outcome)
    found.failures += warm_up["failures"]
    return found, {part: after[part] - before[part] for part in after}


def _how_many() -> int:
    """Return how many applications are handed in; fewer when somebody only wants to look."""
    return int(os.environ.get("TSUNAGARU_BENCH_APPLICATIONS", APPLICATIONS))


def _client(town: Town, *words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.full_client", town.address, *words]
    started = subprocess.Popen(command, cwd=ROOT, env=town.environment, stdout=subprocess.PIPE)
    processes.pin([psutil.Process(started.pid)], processes.share_cores(servers.CORES)[1])
    printed, _ = started.communicate()
    found: dict[str, Any] = json.loads(printed)
    return found


def _stand_ins(process: psutil.Process) -> list[psutil.Process]:
    own = processes.tree(process.pid)
    return [one for one in own if any(mark in " ".join(one.cmdline()) for mark in SIMULATED)]


def _set_aside(process: psutil.Process) -> None:
    """Keep the stand-ins off the servers' cores."""
    processes.pin(_stand_ins(process), processes.share_cores(servers.CORES)[1])


def _cpu(process: psutil.Process, cluster: Cluster) -> dict[str, float]:
    found = applications.cpu_by_part(process, cluster)
    found["web"] -= processes.cpu_seconds(_stand_ins(process))
    return found


def _bars(outcome: Outcome, cpu_s: dict[str, float]) -> list[Bar]:
    done = max(1, len(outcome.receipts))
    parts = ", ".join(f"{part} {spent / done:.4f}" for part, spent in cpu_s.items())
    note = f"{done} done, {USERS} users at once, {len(outcome.failures)} failures"
    why = f"; first failure: {outcome.failures[0][:120]}" if outcome.failures else ""
    return [
        Bar("CPU of a full application: card, upload, signature, payment",
            sum(cpu_s.values()) / done, "s", None,
            note=f"{parts}; {outcome.requests / done:.1f} requests; {note}{why}"),
        Bar("full applications completed per second", len(outcome.receipts) / outcome.wall_s,
            "/s", None, "higher",
            note=f"2 cores; median {median(outcome.times_s or [0]):.1f} s from sign-in to paid"),
        Bar("bytes received by a full application", outcome.received / done / KB, "KB", None,
            note="pages only, compressed; styles come once and are cached"),
        Bar("full applications that failed", len(outcome.failures), "", 0, note=note),
    ]  # fmt: skip


def _beside(floor: applications.Measured) -> list[Bar]:
    """Return what stands beside it: the floor of this run, and what Open Forms is quoted with."""
    bare, cpu_s = floor
    done = max(1, len(bare.receipts))
    return [
        Bar("floor form: CPU (no card, upload, signature, payment)", sum(cpu_s.values()) / done,
            "s", None, note=f"{done} done in this run"),
        Bar("floor form: completed per second", done / bare.wall_s, "/s", None, "higher"),
        Bar("Open Forms (quoted): CPU", 1.59, "s", None, note=OPEN_FORMS),
        Bar("Open Forms (quoted): completed per second", 0.71, "/s", None, "higher",
            note=OPEN_FORMS),
        Bar("Open Forms (quoted): step on a phone", 3.6, "s", None, note=OPEN_FORMS_PHONE),
    ]  # fmt: skip
