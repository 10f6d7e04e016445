"""What ``benchmarks.messages`` measures, in a process with an empty database (配信の測定)."""

import json
import os
import time
from dataclasses import asdict
from statistics import median

from django.core.management import call_command
from django.db import connection

from benchmarks import celery_peer
from benchmarks.bars import Bar
from benchmarks.outcome_writes import fsync_ms, outcome_writes
from benchmarks.recipients import settle
from benchmarks.sending import Ports, dispatchers, let_go, order, wait_for, without
from tsunagaru.engines.messages.gateways.simulators.running import apart
from tsunagaru.engines.messages.models import Outcome
from tsunagaru.engines.messages.models.broadcasts import Lane
from tsunagaru.engines.messages.services.releasing import stop
from tsunagaru.kernel import clock

TOWN, MANY = 18_000, int(os.environ.get("TSUNAGARU_BENCH_MESSAGES", "1000000"))
LINE_MS = 50
MIX = "65 % LINE (answers in 50 ms), 15 % push (encrypted), 20 % mail"
HERE, ELSEWHERE = "here", "elsewhere"
TROUBLES: dict[str, dict[str, float]] = {
    "hangs 30 s": {"hang_share": 1, "hang_s": 30},
    "answers half with 5xx": {"error_share": 0.5},
}


def main() -> None:
    """Measure, and print the bars as JSON on the last line."""
    call_command("migrate", verbosity=0)
    bars = [outcome_writes()]
    with apart() as ports:
        order(ports, LINE_MS)
        settle(TOWN, _origin(ports), clock.now(), district=HERE)
        bars += [town_at_once(ports), first_hand_off(ports)]
        if connection.vendor == "postgresql":
            bars += celery_peer.run(ports, os.environ["TSUNAGARU_DATABASE"], TOWN, bars[1].value)
            bars += troubled(ports)
            bars += a_million(ports)
    print(json.dumps([asdict(bar) for bar in bars]))


def _origin(ports: Ports) -> str:
    return f"http://127.0.0.1:{ports['http']}"


def town_at_once(ports: Ports) -> Bar:
    """Send to the whole town, the median of a few after a first one."""
    with dispatchers(ports) as them:
        wait_for(*let_go())
        found = median(wait_for(*let_go()) for _ in range(3))
    used = sum(them.processor_s) / 4
    bar = 2.0 if connection.vendor == "postgresql" else 6.0
    return Bar(
        f"message to {TOWN:,} on three channels ({connection.vendor})", found, "s", bar,
        note=f"creation to last outcome durable; {MIX}; median of 3; dispatchers {used:.1f} s CPU"
        f" each time; commit {fsync_ms():.2f} ms",
    )  # fmt: skip


def first_hand_off(ports: Ports) -> Bar:
    """Measure how long the first chunk of a message takes to be handed off."""
    waits = []
    with dispatchers(ports):
        for _ in range(20):
            row, began = let_go()
            wait_for(row, began)
            first = Outcome.objects.filter(broadcast=row.pk).order_by("at").first()
            waits.append(first.at.timestamp() - began if first else float("inf"))
            time.sleep(0.3)
    waits.sort()
    return Bar(
        f"first hand-off of a message to {TOWN:,}, p95 ({connection.vendor})", waits[18], "s", 0.3,
        note="creation to first outcome durable, 20 messages",
    )  # fmt: skip


def troubled(ports: Ports) -> list[Bar]:
    """Measure how much later the others are done while the push service is in trouble."""
    with dispatchers(ports):
        calm = _others(ports, {})
        slower = {name: _others(ports, knobs) / calm for name, knobs in TROUBLES.items()}
    order(ports, LINE_MS, hang_share=0, error_share=0)
    return [
        Bar(
            f"finish of the other channels while push {name}", ratio, "×", 1.1,
            note=f"against {calm:.2f} s in calm; median of 3",
        )
        for name, ratio in slower.items()
    ]  # fmt: skip


def _others(ports: Ports, knobs: dict[str, float]) -> float:
    calm = {name: 0.0 for trouble in TROUBLES.values() for name in trouble if name != "hang_s"}
    order(ports, LINE_MS, **{**calm, **knobs})
    found = []
    for _ in range(3):
        row, began = let_go()
        found.append(without("webpush", row, began))
        if knobs:
            stop(row.pk, at=clock.now())
        else:
            wait_for(row, began)
    return median(found)


def a_million(ports: Ports) -> list[Bar]:
    """Send a newsletter to a million; then one more, and an alert to the town amid it."""
    settle(MANY - TOWN, _origin(ports), clock.now(), first=TOWN, district=ELSEWHERE)
    with dispatchers(ports) as them:
        seconds = wait_for(*let_go(Lane.NEWS))
        news = let_go(Lane.NEWS)
        time.sleep(3)
        alert = wait_for(*let_go(district=HERE))
        stop(news[0].pk, at=clock.now())
        wait_for(*news)
    memory = max(them.memory_mb)
    return [
        Bar(
            f"message to {MANY:,} on three channels (postgresql)", seconds, "s",
            45 * MANY / 1_000_000, note=f"{MIX}; two dispatchers",
        ),
        Bar("memory of a dispatcher", memory, "MB", 600, note=f"after {MANY:,}"),
        Bar(f"alert to {TOWN:,} amid a newsletter to {MANY:,}", alert, "s", 3),
    ]  # fmt: skip
