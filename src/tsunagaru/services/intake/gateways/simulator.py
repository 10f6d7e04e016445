"""A portal over loopback that misbehaves on demand (模擬ポータル), in the demo's layout."""

import io
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

USER, PASSWORD, TOKEN = "town", "simulated", "simulated-token"
PAGE_SIZE = 3


@dataclass
class Faults:
    """How it misbehaves (不具合).

    Args:
        silent: paths (their starts) that answer only after ``silence_s``.
        breaks_page: this page of the list answers 500.
        twice: the list names each application twice.
        cut: how often each package comes cut short, and ``bad_xml`` with broken XML.
        forgets: acknowledgements are heard but answered with 500.
        resends: what was acknowledged is listed again.
    """

    silent: tuple[str, ...] = ()
    silence_s: float = 1.0
    breaks_page: int = 0
    twice: bool = False
    cut: int = 0
    bad_xml: int = 0
    forgets: bool = False
    resends: bool = False


@dataclass
class SimulatedPortal:
    """The portal's side (ポータル側). ``waiting`` holds packages by receipt number."""

    faults: Faults = field(default_factory=Faults)
    waiting: dict[str, bytes] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    fetched: Counter[str] = field(default_factory=Counter)
    url: str = ""

    def add(self, number: str, package: bytes) -> None:
        """Let an application be filed there."""
        self.waiting[number] = package

    def listed(self) -> list[str]:
        """Return what its list names."""
        gone = set() if self.faults.resends else set(self.acknowledged)
        open_ones = [number for number in self.waiting if number not in gone]
        return [n for n in open_ones for _ in range(2 if self.faults.twice else 1)]

    def answer(self, method: str, address: str, body: bytes, token: str) -> tuple[int, bytes]:
        """Return status and body of the answer to a request."""
        where = urlsplit(address)
        if any(where.path.startswith(start) for start in self.faults.silent):
            time.sleep(self.faults.silence_s)
        if (method, where.path) == ("POST", "/login"):
            right = json.loads(body) == {"user": USER, "password": PASSWORD}
            return (200, json.dumps({"token": TOKEN}).encode()) if right else (401, b"{}")
        if token != f"Bearer {TOKEN}":
            return 401, b"{}"
        if where.path == "/applications":
            return self._page(int(parse_qs(where.query).get("page", ["1"])[0]))
        number = where.path.split("/")[2]
        return self._hear(number) if method == "POST" else self._give(number)

    def _page(self, page: int) -> tuple[int, bytes]:
        if page == self.faults.breaks_page:
            return 500, b""
        listed, start = self.listed(), (page - 1) * PAGE_SIZE
        items = [{"number": one} for one in listed[start : start + PAGE_SIZE]]
        more = len(listed) > start + PAGE_SIZE
        return 200, json.dumps({"items": items, "more": more}).encode()

    def _give(self, number: str) -> tuple[int, bytes]:
        self.fetched[number] += 1
        whole = self.waiting.get(number, b"")
        if self.fetched[number] <= self.faults.cut:
            return 200, whole[: len(whole) // 2]
        if self.fetched[number] <= self.faults.cut + self.faults.bad_xml:
            return 200, packed({"application.xml": b"<application><item>"})
        return (200, whole) if whole else (404, b"")

    def _hear(self, number: str) -> tuple[int, bytes]:
        self.acknowledged.append(number)
        return (500, b"") if self.faults.forgets else (200, b"{}")


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of some files."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def a_package(
    procedure: str, items: Mapping[str, str], files: Mapping[str, bytes] | None = None
) -> bytes:
    """Return an application as the demo's portal packs it (申請データ)."""
    rows = "".join(f"<item name={quoteattr(n)}>{escape(v)}</item>" for n, v in items.items())
    text = f"<application><procedure>{escape(procedure)}</procedure>{rows}</application>"
    return packed({"application.xml": text.encode(), **(files or {})})


@contextmanager
def running(portal: SimulatedPortal) -> Iterator[SimulatedPortal]:
    """Serve on a free port of this machine; ``portal.url`` is its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            token = self.headers.get("Authorization", "")
            status, content = portal.answer(self.command, self.path, body, token)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    portal.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
