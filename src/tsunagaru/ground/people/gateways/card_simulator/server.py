"""Runs the stand-in (模擬サーバーの起動): as a process of its own, or in a thread of a test."""

import asyncio
import socket
import threading
from types import TracebackType

from aiohttp import web

from tsunagaru.ground.people.gateways.card_simulator.handlers import application
from tsunagaru.ground.people.gateways.card_simulator.realm import Realm

HOST = "127.0.0.1"


def serve(realm: Realm, port: int) -> None:
    """Answer on a port of this machine until told to stop; nobody else reaches it."""
    realm.base = f"http://{HOST}:{port}"
    web.run_app(application(realm), host=HOST, port=port, print=None, access_log=None)


class Running:
    """A stand-in that runs while a ``with`` lasts, on a free port."""

    def __init__(self, realm: Realm) -> None:
        self.realm = realm
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._socket = socket.create_server((HOST, 0))
        realm.base = f"http://{HOST}:{self._socket.getsockname()[1]}"
        self._ready = threading.Event()

    def __enter__(self) -> Realm:
        self._thread.start()
        self._ready.wait()
        return self.realm

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        runner = web.AppRunner(application(self.realm), access_log=None)
        self._loop.run_until_complete(runner.setup())
        self._loop.run_until_complete(web.SockSite(runner, self._socket).start())
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()
