"""Simulated providers in a thread, or in a process of their own (模擬事業者の起動)."""

import asyncio
import contextlib
import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from tsunagaru.engines.messages.gateways.simulators.providers import Providers

MODULE = "tsunagaru.engines.messages.gateways.simulators"
PATIENCE_S = 10


@contextmanager
def in_a_thread(
    *, chunking: bool = True, relay_tls: ssl.SSLContext | None = None
) -> Iterator[Providers]:
    """Run the providers in a thread; their counters can be looked at directly."""
    providers, loop = Providers(chunking=chunking, relay_tls=relay_tls), asyncio.new_event_loop()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_forever()

    thread = Thread(target=run, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(providers.listen(), loop).result(PATIENCE_S)
    try:
        yield providers
    finally:
        asyncio.run_coroutine_threadsafe(providers.stop(), loop).result(PATIENCE_S)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE_S)
        loop.close()


@contextmanager
def apart() -> Iterator[dict[str, int]]:
    """Run the providers in a process of their own; yields their ports."""
    command = [sys.executable, "-m", MODULE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own module
        try:
            line = process.stdout.readline() if process.stdout else ""
            yield json.loads(line)
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE_S)
