"""Child processes (子プロセス) that open what strangers sent, with little memory and time."""

import subprocess
import sys
from pathlib import Path
from threading import Timer
from typing import IO

SECONDS = 15
_CHUNK_BYTES = 64 * 1024


def ask(script: Path, file: IO[bytes]) -> bytes:
    """Return what a script of ours says about a file; nothing when it hit its limits."""
    file.seek(0)
    with subprocess.Popen(  # noqa: S603 - our own script, no argument of a user's
        [sys.executable, "-I", str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        alarm = Timer(SECONDS, child.kill)
        alarm.start()
        try:
            return _feed(child, file)
        finally:
            alarm.cancel()


def _feed(child: "subprocess.Popen[bytes]", file: IO[bytes]) -> bytes:
    if child.stdin is None or child.stdout is None:
        return b""
    try:
        while piece := file.read(_CHUNK_BYTES):
            child.stdin.write(piece)
        child.stdin.close()
    except BrokenPipeError:
        pass
    said = child.stdout.read()
    return said if child.wait() == 0 else b""
