"""A process of its own for the drills (訓練用の子プロセス): prepare, send, work or count.

Its reaction publishes one event per event; so a reaction run twice shows as two events.
"""

import json
import os
import signal
import sys
from dataclasses import dataclass
from datetime import timedelta
from threading import Event as Flag
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagaru.conf.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django is set up above
from django.db import transaction  # noqa: E402

from tsunagaru.ground.ledger.api import (  # noqa: E402
    Worker,
    publish,
    publish_many,
    queue_state,
    run_worker,
)
from tsunagaru.ground.ledger.models import EventRow  # noqa: E402
from tsunagaru.kernel import clock  # noqa: E402
from tsunagaru.kernel.events import Event, when  # noqa: E402


@dataclass(frozen=True, kw_only=True)
class Sent(Event, name="drill.sent"):
    """Something to react to (送信)."""


@dataclass(frozen=True, kw_only=True)
class Received(Event, name="drill.received"):
    """The effect of the reaction (受信)."""


def receive(event: Sent) -> None:
    """Leave a trace, then take a while before the transaction ends."""
    publish(Received(at=event.at, subject=event.subject))
    Flag().wait(0.005)


when(Sent, receive)


def prepare() -> None:
    """Create the tables."""
    call_command("migrate", verbosity=0)


def send(number: int) -> None:
    """Publish so many events in one transaction."""
    with transaction.atomic():
        publish_many([Sent(at=clock.now(), subject=uuid4()) for _ in range(number)])


def work(lease_s: float) -> None:
    """Work until SIGTERM."""
    over = Flag()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    worker = Worker(f"drill-{os.getpid()}", timedelta(seconds=lease_s))
    run_worker(stop=over.is_set, worker=worker)


def count() -> None:
    """Print what stands where, as JSON."""
    received = EventRow.objects.filter(name="drill.received")
    state = queue_state()
    print(  # noqa: T201 - read by the drill
        json.dumps(
            {
                "received": received.count(),
                "distinct": received.values("subject").distinct().count(),
                "ticks": EventRow.objects.filter(name__startswith="clock.").count(),
                "done": state.done,
                "open": state.queued + state.leased,
                "dead": state.dead,
                "lost": state.lost,
            }
        )
    )


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    {
        "prepare": prepare,
        "send": lambda: send(int(rest[0])),
        "work": lambda: work(float(rest[0])),
        "count": count,
    }[command]()
