"""Sending for a measurement (測定用の配信): dispatchers in processes of their own, and messages."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.request import Request, urlopen
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Max

from benchmarks.peers.people import BODY, TITLE
from tsunagaru.engines.messages.models import Broadcast, Outcome, Target
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane
from tsunagaru.engines.messages.rules.audience import Audience, written
from tsunagaru.engines.messages.services.releasing import release
from tsunagaru.kernel import clock

PATIENCE_S = 600
TEXTS = {"ja": {"title": TITLE, "body": BODY}}
Ports = dict[str, int]


@dataclass
class Dispatchers:
    """Dispatchers that run (送信係), and what they used once they have ended."""

    running: list[subprocess.Popen[str]]
    processor_s: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)


def order(ports: Ports, line_ms: float, **push: float) -> None:
    """Tell the simulated providers how to behave."""
    wanted = {"line": {"latency_ms": line_ms}, "webpush": {"verify_share": 0.001, **push}}
    body = json.dumps(wanted).encode()
    request = Request(f"http://127.0.0.1:{ports['http']}/control", body)
    with urlopen(request, timeout=10) as answer:  # noqa: S310 - this machine
        answer.read()


@contextmanager
def dispatchers(ports: Ports) -> Iterator[Dispatchers]:
    """Run the dispatchers: two on PostgreSQL, one on SQLite, which has one writer."""
    count = 2 if connection.vendor == "postgresql" else 1
    command = [sys.executable, "-m", "benchmarks.dispatching"]
    command += [str(ports["http"]), str(ports["smtp"])]
    them = Dispatchers(
        [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(count)
        ]
    )
    for one in them.running:
        if one.stdout:
            one.stdout.readline()
    try:
        yield them
    finally:
        for one in them.running:
            processor_s, memory_mb = one.communicate()[0].split()
            them.processor_s.append(float(processor_s))
            them.memory_mb.append(float(memory_mb))


def let_go(lane: Lane = Lane.ALERT, district: str = "") -> tuple[Broadcast, float]:
    """Write a message to everybody, or one district; return it with the moment before."""
    audience = Audience(districts=(district,) if district else ())
    began = time.time()
    with transaction.atomic():
        row = Broadcast.objects.create(
            lane=lane, title="測定", texts=TEXTS, audience=written(audience), section="bench",
            state=BroadcastState.APPROVED, made_by=uuid4(), made_at=clock.now(),
        )  # fmt: skip
        release(row.pk, at=clock.now())
    return row, began


def wait_for(row: Broadcast, began: float) -> float:
    """Return the seconds from the beginning to the last outcome, when all are there."""
    until(lambda: _is_finished(row))
    if Outcome.objects.filter(broadcast=row.pk, stage=1).count() != row.counts["targets"]:
        raise AssertionError(row.counts)
    return row.finished_at.timestamp() - began if row.finished_at else PATIENCE_S


def until(holds: Callable[[], bool]) -> None:
    """Look until something holds.

    Raises:
        TimeoutError: it never did.
    """
    end = time.time() + PATIENCE_S
    while not holds():
        if time.time() > end:
            raise TimeoutError
        time.sleep(0.02)


def _is_finished(row: Broadcast) -> bool:
    row.refresh_from_db()
    return row.finished_at is not None


def without(kind: str, row: Broadcast, began: float) -> float:
    """Return the seconds until everybody not reached by one channel has an outcome."""
    others = Target.objects.filter(broadcast=row.pk).exclude(kind=kind)
    wanted = list(others.values_list("seq", flat=True))
    low, high = min(wanted), max(wanted)
    known = Outcome.objects.filter(broadcast=row.pk, stage=1, seq__gte=low, seq__lte=high)
    until(lambda: known.count() >= len(wanted))
    last = known.aggregate(last=Max("at"))["last"]
    return float(last.timestamp() - began)
