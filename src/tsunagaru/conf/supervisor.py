"""Keeps processes running (監視): starts them, restarts what dies, ends all together."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import tsunagaru

FIRST_WAIT_S, LONGEST_WAIT_S = 0.2, 5.0
CALM_S = 5.0
LOOK_S = 0.1
END_WITHIN_S = 10.0
# Each thread's own heap holds freed memory. With two heaps threads wait for one another: an eighth
# more of the processor for an application. Eight cost nothing there and hold no more after a walk.
FEW_ARENAS = {"MALLOC_ARENA_MAX": "8"}


@dataclass
class _Kept:
    """One command that is kept running."""

    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    wait: float = 0.0


class Supervisor:
    """Runs named commands until told to stop (プロセスの監視).

    Each command leads a process group of its own: when the leader dies, what it left behind would
    hold its port or go on working, so the group is ended before it is started again.
    """

    def __init__(self, commands: Mapping[str, Sequence[str]]) -> None:
        self._kept = [_Kept(command) for command in commands.values()]
        self._stopping = False

    def start(self) -> None:
        """Start everything; from here on SIGTERM and SIGINT end it."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._look_after_all()

    def run(self) -> None:
        """Watch until told to stop, then end all together."""
        while not self._stopping:
            self._look_after_all()
            time.sleep(LOOK_S)
        self._end_all()

    def _look_after_all(self) -> None:
        for one in self._kept:
            self._look_after(one, time.monotonic())

    def _look_after(self, one: _Kept, now: float) -> None:
        """Start again what has ended; wait longer each time it ends soon."""
        if one.process is not None and one.process.poll() is not None:
            _signal(one.process, signal.SIGKILL)
            one.process = None
            calm = now - one.started > CALM_S
            one.wait = FIRST_WAIT_S if calm else min(one.wait * 2 or FIRST_WAIT_S, LONGEST_WAIT_S)
            one.due = now + one.wait
        if one.process is None and now >= one.due:
            one.started = now
            one.process = subprocess.Popen(  # noqa: S603 - our own commands
                one.command, env=_environment(), start_new_session=True
            )

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _end_all(self) -> None:
        running = [one.process for one in self._kept if one.process is not None]
        for process in running:
            if process.poll() is None:
                process.terminate()
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=END_WITHIN_S)
            _signal(process, signal.SIGKILL)


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to a process and all it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _environment() -> dict[str, str]:
    """Return this process's environment; the package is found from a bare checkout, too."""
    source = str(Path(tsunagaru.__file__).parent.parent)
    paths = [source, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return FEW_ARENAS | os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
