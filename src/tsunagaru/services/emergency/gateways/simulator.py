"""A feed over loopback that misbehaves on demand (模擬のフィード)."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape, quoteattr

from tsunagaru.services.emergency.gateways.xml import MOST_BYTES


@dataclass
class Faults:
    """How it misbehaves (不具合).

    Args:
        fails: paths that answer 500.
        cuts: paths whose body ends in the middle, though the length said more.
        broken: paths whose body is whole, and broken XML.
        huge: paths whose body is larger than anybody takes in.
        encoded: paths whose body is in another encoding than it says.
        hangs: paths that answer only when ``released`` is set.
        twice: the feed names each entry twice.
        shuffled: the feed names the newest last, and then the oldest.
    """

    fails: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    huge: tuple[str, ...] = ()
    encoded: tuple[str, ...] = ()
    hangs: tuple[str, ...] = ()
    twice: bool = False
    shuffled: bool = False
    released: threading.Event = field(default_factory=threading.Event)


@dataclass
class SimulatedFeed:
    """The publisher's side (配信側). ``telegrams`` are by path, each with its time."""

    faults: Faults = field(default_factory=Faults)
    telegrams: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    statuses: list[int] = field(default_factory=list)
    url: str = ""

    def add(self, name: str, updated: str, content: bytes) -> None:
        """Let a telegram be published."""
        self.telegrams[f"/data/{name}.xml"] = (updated, content)

    @property
    def etag(self) -> str:
        """Return the mark of the feed as it stands."""
        return f'"{len(self.telegrams)}"'

    def feed(self) -> bytes:
        """Return the feed, the newest first as JMA's."""
        entries = sorted(self.telegrams.items(), key=lambda one: one[1][0], reverse=True)
        if self.faults.shuffled:
            entries = [*entries[1:], *entries[:1]]
        if self.faults.twice:
            entries = [one for one in entries for _ in range(2)]
        rows = "".join(_entry(path, updated) for path, (updated, _) in entries)
        return f'<feed xmlns="http://www.w3.org/2005/Atom" lang="ja">{rows}</feed>'.encode()

    def body(self, path: str) -> bytes | None:
        """Return what lies at a path."""
        self.asked[path] += 1
        if path in self.faults.hangs:
            self.faults.released.wait(30)
        whole = self.feed() if path == "/extra.xml" else self.telegrams.get(path, ("", None))[1]
        return self._spoilt(path, whole) if whole else whole

    def _spoilt(self, path: str, whole: bytes) -> bytes:
        if path in self.faults.broken:
            return whole[: len(whole) // 2]
        if path in self.faults.huge:
            return whole + b" " * MOST_BYTES
        if path in self.faults.encoded:
            return whole.decode().encode("shift_jis", "replace")
        return whole


def _entry(path: str, updated: str) -> str:
    return (
        f"<entry><title>電文</title><id>{escape(path)}</id><updated>{updated}</updated>"
        f"<link type='application/xml' href={quoteattr(path)}/></entry>"
    )


@contextmanager
def running(feed: SimulatedFeed) -> Iterator[SimulatedFeed]:
    """Serve on a free port of this machine; ``feed.url`` is the feed's address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path in feed.faults.fails:
                self._say(500)
            elif self.path == "/extra.xml" and self.headers.get("If-None-Match") == feed.etag:
                self._say(304)
            elif (content := feed.body(self.path)) is None:
                self._say(404)
            else:
                self._say(200, content)

        def _say(self, status: int, content: bytes = b"") -> None:
            feed.statuses.append(status)
            self.send_response(status)
            self.send_header("ETag", feed.etag)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            cut = self.path in feed.faults.cuts
            with suppress(ConnectionError):  # whoever finds it too large hangs up
                self.wfile.write(content[: len(content) // 2] if cut else content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    feed.url = f"http://127.0.0.1:{server.server_address[1]}/extra.xml"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield feed
    finally:
        feed.faults.released.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
