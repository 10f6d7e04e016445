"""Outcomes written alone (結果の記録だけの測定), beside a bare batched insert."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from benchmarks.bars import Bar
from tsunagaru.engines.messages.gateways import posting
from tsunagaru.engines.messages.gateways.channels import Answer, Result
from tsunagaru.engines.messages.models import Outcome
from tsunagaru.kernel import clock

BARE = """
INSERT INTO messaging_outcome (broadcast, seq, stage, result, ref, code, at)
SELECT %s, s, 1, 'accepted', 'r', '', %s FROM unnest(%s::int[]) AS s
"""


def outcome_writes() -> Bar:
    """Write outcomes alone, 500 a commit, beside a bare batched insert."""
    count = 200_000
    own = rate(lambda n, lines: posting.add(n, lines, at=clock.now()), count)
    bare = rate(_bare, count)
    Outcome.objects.all().delete()
    bar = 100_000 if connection.vendor == "postgresql" else 200_000
    return Bar(
        f"outcomes written alone ({connection.vendor})", own, "/s", min(bar, bare / 2), "higher",
        floor=bare, note=f"500 a commit; floor: a bare batched insert; promised {bar:,}/s or half",
    )  # fmt: skip


def rate(write: Callable[[int, list[Answer]], Any], count: int) -> float:
    """Return how many outcomes a second are written."""
    lines = [Answer(seq, Result.ACCEPTED, ref="r") for seq in range(count)]
    broadcast = -int(time.time() * 1000)
    began = time.perf_counter()
    for first in range(0, count, 500):
        with transaction.atomic():
            write(broadcast, lines[first : first + 500])
    return count / (time.perf_counter() - began)


def _bare(broadcast: int, lines: list[Answer]) -> None:
    now = posting.time_of(clock.now())
    if connection.vendor == "postgresql":
        seqs = [one.seq for one in lines]
        with connection.cursor() as cursor:
            cursor.execute(BARE, [broadcast, now, seqs])
        return
    rows = [(broadcast, one.seq, 1, "accepted", "r", "", now) for one in lines]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO messaging_outcome (broadcast, seq, stage, result, ref, code, at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            rows,
        )


def fsync_ms() -> float:
    """Return how long a small commit takes on this machine."""
    began = time.perf_counter()
    for number in range(50):
        with transaction.atomic():
            posting.add(-1, [Answer(number, Result.ACCEPTED)], at=clock.now() + timedelta(0))
    Outcome.objects.filter(broadcast=-1).delete()
    return (time.perf_counter() - began) / 50 * 1000
