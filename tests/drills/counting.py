"""A worker whose only reaction counts what it does (数える処理者), to be killed.

``python -m tests.drills.counting publish NUMBER`` or ``work``: in a process of its own, since the
database is chosen by the environment. The reaction is not idempotent on purpose: what the worker
does twice stands twice in the table.
"""

import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - after the set-up

from tsunagaru.ground.ledger.api import Worker, publish_many, run_worker  # noqa: E402
from tsunagaru.kernel import clock  # noqa: E402
from tsunagaru.kernel.events import Event, when  # noqa: E402

LEASE = timedelta(seconds=3)
WORK_S = 0.01  # so that a kill hits the middle of a reaction


@dataclass(frozen=True, kw_only=True)
class Drilled(Event, name="drill.happened"):
    """Something happened that must be counted once (訓練)."""


def count_it(event: Drilled) -> None:
    """Write before and after some work, so that half an effect would show, too."""
    _write(event.id, "begun")
    time.sleep(WORK_S)
    _write(event.id, "done")


def _write(event: UUID, part: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO drill_effect (event, part) VALUES (%s, %s)", [event.hex, part])


def main(act: str, number: int) -> None:
    """Publish so many events, or work until killed."""
    when(Drilled, count_it)
    if act == "publish":
        with transaction.atomic():
            publish_many(Drilled(at=clock.now(), subject=uuid4()) for _ in range(number))
    else:
        run_worker(stop=lambda: False, worker=Worker(uuid4().hex, LEASE))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
