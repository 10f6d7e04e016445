"""The worker's loop (ワーカー): clock, deliveries, wait; as many processes as one likes."""

import logging
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from threading import Event, Thread
from uuid import uuid4

from django.db import Error, connection

from tsunagaru.ground.ledger.gateways import leases, waking
from tsunagaru.ground.ledger.services.delivering import LEASE, Worker, deliver, take_due
from tsunagaru.ground.ledger.services.ticking import tick
from tsunagaru.kernel import clock as clocks

Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


def run_worker(
    *,
    stop: Callable[[], bool],
    once: bool = False,
    at: Clock = clocks.now,
    worker: Worker | None = None,
) -> int:
    """Deliver until told to stop (ワーカーを動かす).

    A reaction that has begun is finished; what is only taken is given back. After a kill the
    leases run out and another worker takes over.

    Args:
        stop: asked between deliveries; True ends the loop.
        once: work off what is due now and return.
        at: the clock.
        worker: its name and lease; by default the host, process and a random part.

    Returns:
        How many deliveries ran to their end.
    """
    me = worker or Worker(f"{socket.gethostname()[:20]}:{os.getpid()}:{uuid4().hex[:8]}", LEASE)
    if once:
        return _work_off(me, stop, at)
    done, torn = 0, False
    with closing(waking.waker()) as waker, _heartbeat(me, at):
        while not stop():
            finished = _survive(partial(_round, me, stop, at, torn=torn))
            torn = finished is None
            done += finished or 0
            if not stop():
                waker.wait()
    return done


def _round(worker: Worker, stop: Callable[[], bool], at: Clock, *, torn: bool) -> int:
    """Work off what is due; after a round torn by an outage its leases come first.

    The heartbeat would prolong them for ever, and nobody else could take them.
    """
    if torn:
        leases.put_back(owner=worker.name)
    return _work_off(worker, stop, at)


def _work_off(worker: Worker, stop: Callable[[], bool], at: Clock) -> int:
    tick(at())
    done = 0
    while not stop() and (batch := take_due(worker, at=at())):
        for number, delivery in enumerate(batch):
            if stop():
                leases.give_back([one.id for one in batch[number:]], owner=worker.name)
                break
            done += deliver(delivery, worker, at=at())
    return done


def _survive(work: Callable[[], int]) -> int | None:
    """Keep the worker alive through an outage of the database: reconnect at the next round.

    Returns:
        What the work returned, or None when the outage tore it.
    """
    try:
        return work()
    except Error as error:
        log.warning("database not available: %s", type(error).__name__)
        connection.close()
        return None


@contextmanager
def _heartbeat(worker: Worker, at: Clock) -> Iterator[None]:
    """Prolong the worker's leases while a slow reaction runs (心拍)."""
    over = Event()

    def beat() -> None:
        while not over.wait(worker.lease.total_seconds() / 3):
            _survive(lambda: leases.keep(owner=worker.name, until=at() + worker.lease))
        connection.close()

    thread = Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=5)
