"""A simulated virus scanner (ウイルス検査の模擬): speaks clamd's protocol over loopback.

It finds the agreed test pattern of all scanners and can misbehave as real ones do.
"""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

# The agreed test pattern, in two halves: no scanner shall take this file for one.
TEST_PATTERN = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Mood(StrEnum):
    """How the simulator behaves (ふるまい)."""

    WELL = "well"
    SILENT = "silent"
    HANGS_UP = "hangs_up"
    BABBLES = "babbles"


class Simulator(socketserver.ThreadingTCPServer):
    """The server; its mood may be changed while it runs."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mood = Mood.WELL
        self.most_bytes = 25 * 1024 * 1024
        self.closing = threading.Event()
        self.heard = 0

    @property
    def address(self) -> str:
        """Return the address as a setting."""
        return f"127.0.0.1:{self.server_address[1]}"


class _Talk(socketserver.StreamRequestHandler):
    server: Simulator

    def handle(self) -> None:
        """Answer one command."""
        command = b""
        while not command.endswith(b"\0"):
            sign = self.rfile.read(1)
            if not sign:
                return
            command += sign
        self.server.heard += 1
        if self.server.mood is Mood.SILENT:
            self.server.closing.wait()
        elif self.server.mood is Mood.HANGS_UP:
            self.connection.close()
        elif command == b"zPING\0":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM\0":
            self.wfile.write(self._verdict() + b"\0")
        else:
            self.wfile.write(b"UNKNOWN COMMAND\0")

    def _verdict(self) -> bytes:
        content = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > self.server.most_bytes:
                return b"INSTREAM size limit exceeded. ERROR"
        if self.server.mood is Mood.BABBLES:
            return b"\xff\xfe?"
        found = TEST_PATTERN in content
        return b"stream: Eicar-Test-Signature FOUND" if found else b"stream: OK"


@contextmanager
def running() -> Iterator[Simulator]:
    """Run a simulated scanner (模擬の検査装置)."""
    with Simulator() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()
