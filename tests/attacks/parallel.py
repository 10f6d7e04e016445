"""Many at the same moment (同時の操作), each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

PARALLEL = 20


def together(*works: Callable[[], Any]) -> list[Any]:
    """Run works in threads that begin at the same moment; return what each gave."""
    ready = Barrier(len(works))

    def one(work: Callable[[], Any]) -> Any:
        ready.wait(timeout=60)
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))
