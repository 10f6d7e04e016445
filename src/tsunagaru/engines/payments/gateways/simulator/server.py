"""Runs the simulated provider (模擬事業者の起動): as a process, or in a thread of a test."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from aiohttp import web

from tsunagaru.engines.payments.gateways.simulator import pages, payjp, paypay
from tsunagaru.engines.payments.gateways.simulator.desk import DESK, Desk

HOST = "127.0.0.1"


def application(desk: Desk) -> web.Application:
    """Return the provider's pages and calls."""
    app = web.Application()
    app[DESK] = desk
    app.add_routes([*paypay.ROUTES, *payjp.ROUTES, *pages.ROUTES])
    return app


def run(desk: Desk, port: int) -> None:
    """Serve until told to stop."""
    desk.base = f"http://{HOST}:{port}"
    web.run_app(application(desk), host=HOST, port=port, print=None, access_log=None)


async def _serve(desk: Desk) -> web.AppRunner:
    runner = web.AppRunner(application(desk), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0).start()
    desk.base = f"http://{HOST}:{runner.addresses[0][1]}"
    return runner


def _live(desk: Desk, loop: asyncio.AbstractEventLoop, ready: Event) -> None:
    asyncio.set_event_loop(loop)
    runner = loop.run_until_complete(_serve(desk))
    ready.set()
    loop.run_forever()
    for errand in list(desk.errands):
        errand.cancel()
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(errand)
    loop.run_until_complete(runner.cleanup())


@contextmanager
def running(desk: Desk) -> Iterator[Desk]:
    """Serve on a free port from a thread; ``desk.base`` is its address."""
    loop, ready = asyncio.new_event_loop(), Event()
    thread = Thread(target=_live, args=(desk, loop, ready), daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield desk
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
