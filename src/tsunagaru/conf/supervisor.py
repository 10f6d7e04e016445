"""Keeps processes running (監視): starts them, restarts what dies, ends all together."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from types import FrameType

LONGEST_WAIT_S = 10.0
CALM_S = 30.0


class Supervisor:
    """Runs named commands until told to stop (プロセスの監視)."""

    def __init__(self, commands: Mapping[str, Sequence[str]]) -> None:
        self._commands = commands
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._started: dict[str, float] = {}
        self._waits: dict[str, float] = {}
        self._stopping = False

    def run(self) -> None:
        """Start everything and watch until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for name in self._commands:
            self._start(name)
        while not self._stopping:
            self._revive()
            time.sleep(0.3)
        self._end_all()

    def _start(self, name: str) -> None:
        self._started[name] = time.monotonic()
        self._running[name] = subprocess.Popen(self._commands[name], env=os.environ)  # noqa: S603 - our own commands

    def _revive(self) -> None:
        """Start again what has ended; wait longer each time it ends soon."""
        for name, process in list(self._running.items()):
            if process.poll() is None:
                continue
            calm = time.monotonic() - self._started[name] > CALM_S
            wait = 0.2 if calm else min(self._waits.get(name, 0.2) * 2, LONGEST_WAIT_S)
            self._waits[name] = wait
            time.sleep(wait)
            if not self._stopping:
                self._start(name)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _end_all(self) -> None:
        for process in self._running.values():
            if process.poll() is None:
                process.terminate()
        for process in self._running.values():
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
