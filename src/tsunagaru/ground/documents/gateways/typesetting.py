"""Typesetting (組版): asks a process of its own, started when there is something to set.

A page takes about 0.01 s, the first one 0.4 s (fonts are opened then). A text that keeps typst
busy for ever, or makes it fall over, costs that one paper, not the web or the worker.
"""

import json
import os
import select
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import IO, Any

from tsunagaru.ground.documents.gateways import fonts

TEMPLATES = Path(__file__).parent.parent / "data"
COMMAND = (sys.executable, "-m", "tsunagaru.ground.documents.gateways.typesetter")
LONGEST_S = 60.0
# Fonts and parsed templates take some 80 MB, which nobody needs between two papers.
IDLE_S = 10.0


class CannotSet(Exception):
    """The typesetter failed (組版に失敗): it fell over, took too long, or the template is wrong."""


class _Gone(Exception):
    """The process ended before it answered."""


def set_pdf(template: str, data: Any, *, at: datetime) -> bytes:  # noqa: ANN401 - any JSON value
    """Set a template as PDF/UA-1 and PDF/A-2a; same data and time give the same bytes.

    Raises:
        CannotSet: see there.
    """
    wanted = _wanted(template, data, at) | {"format": "pdf", "pdf_standards": ["ua-1", "a-2a"]}
    return b"".join(_typesetter.set(wanted))


def set_pictures(template: str, data: Any, *, at: datetime, ppi: float) -> list[bytes]:  # noqa: ANN401 - any JSON value
    """Set a template as one PNG a page (見本).

    Raises:
        CannotSet: see there.
    """
    return _typesetter.set(_wanted(template, data, at) | {"format": "png", "ppi": ppi})


def _wanted(template: str, data: Any, at: datetime) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    families = json.dumps(fonts.fonts().families)
    inputs = {"data": json.dumps(data, ensure_ascii=False), "fonts": families}
    return {"template": template, "sys_inputs": inputs, "timestamp": int(at.timestamp())}


class _Typesetter:
    """The one typesetter of this process; it sets one paper at a time."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def set(self, wanted: dict[str, Any]) -> list[bytes]:
        """Return the pages, or the one file, that was asked for."""
        line = json.dumps(wanted).encode() + b"\n"
        with self._one_at_a_time:
            try:
                return self._ask(line)
            except _Gone:  # most likely it had just ended, because nothing was asked of it
                try:
                    return self._ask(line)
                except _Gone:
                    raise CannotSet("組版のプロセスが終わりました。") from None

    def _ask(self, line: bytes) -> list[bytes]:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise _Gone
        try:
            process.stdin.write(line)
            process.stdin.flush()
        except OSError:
            self._end()
            raise _Gone from None
        try:
            return _read_pages(_Answer(process.stdout, monotonic() + LONGEST_S))
        except (_Gone, TimeoutError) as failure:
            self._end()
            if isinstance(failure, TimeoutError):
                raise CannotSet(f"組版が {LONGEST_S:.0f} 秒で終わりませんでした。") from None
            raise

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            folders = map(str, fonts.fonts().folders)
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [*COMMAND, str(IDLE_S), str(TEMPLATES), *folders],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            # Somebody has to take note of its end, or its name would stay on the list.
            threading.Thread(target=self._process.wait, daemon=True).start()
        return self._process

    def _end(self) -> None:
        if self._process is None:
            return
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):  # it held a request that nobody will read
                    pipe.close()
        self._process.kill()
        self._process = None


class _Answer:
    """What comes out of the pipe, until a deadline."""

    def __init__(self, pipe: IO[bytes], until: float) -> None:
        self._number, self._until, self._held = pipe.fileno(), until, bytearray()
        self._look = select.poll()
        self._look.register(self._number, select.POLLIN)

    def line(self) -> bytes:
        while b"\n" not in self._held:
            self._more()
        return self.take(self._held.index(b"\n") + 1)

    def take(self, size: int) -> bytes:
        while len(self._held) < size:
            self._more()
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken

    def _more(self) -> None:
        left = max(self._until - monotonic(), 0)
        if not self._look.poll(left * 1000):
            raise TimeoutError
        found = os.read(self._number, 1 << 20)
        if not found:
            raise _Gone
        self._held += found


def _read_pages(answer: _Answer) -> list[bytes]:
    told = json.loads(answer.line())
    if "error" in told:
        raise CannotSet(told["error"])
    return [answer.take(size) for size in told["sizes"]]


_typesetter = _Typesetter()
