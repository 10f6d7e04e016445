"""Polling an Atom feed of telegrams (フィードの巡回), as JMA's PULL feeds are shaped.

What did not change costs one small request (ETag, If-Modified-Since). A feed that is broken gives
nothing; an entry that is broken is left for the next round.

Source:
    RFC 4287 (Atom); 気象庁防災情報XMLフォーマット PULL型 (regular, extra, eqvol).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import aiohttp

from tsunagaru.services.emergency.gateways.xml import MOST_BYTES, CannotRead, read_xml

ATOM = "{http://www.w3.org/2005/Atom}"
MOST_ENTRIES = 1000
PIECE = 65_536
UNCHANGED, FINE = 304, 200


class CannotFetch(Exception):
    """The feed or a telegram did not come whole (取得できません): nothing is known."""


@dataclass
class Seen:
    """What the server said last time (前回の印)."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry (項目), and where its telegram lies."""

    title: str
    updated: str
    link: str


@dataclass
class Feed:
    """One feed (フィード).

    Args:
        timeout_s: for a whole request, the body included.
    """

    url: str
    timeout_s: float = 10.0
    seen: Seen = field(default_factory=Seen)
    _told: Seen = field(default_factory=Seen)

    async def entries(self, session: aiohttp.ClientSession) -> list[Entry]:
        """Return the entries, the oldest first and each once; none where nothing changed.

        Raises:
            CannotFetch: it did not come whole, or is no Atom feed.
        """
        asked = {"If-None-Match": self.seen.etag, "If-Modified-Since": self.seen.modified}
        headers = {name: value for name, value in asked.items() if value}
        status, raw, told = await self._get(session, self.url, headers)
        if status == UNCHANGED:
            self._told = self.seen
            return []
        try:
            found = list(_read(raw, self.url))
        except CannotRead as error:
            raise CannotFetch(str(error)) from None
        self._told = told
        each = {entry.link: entry for entry in reversed(found[:MOST_ENTRIES])}
        return sorted(each.values(), key=lambda entry: (entry.updated, entry.link))

    async def telegram(self, session: aiohttp.ClientSession, entry: Entry) -> bytes:
        """Return what an entry leads to.

        Raises:
            CannotFetch: it did not come whole.
        """
        return (await self._get(session, entry.link, {}))[1]

    def remember(self) -> None:
        """Ask next time only for what is newer; called once all of this round was taken in."""
        self.seen = self._told

    async def _get(
        self, session: aiohttp.ClientSession, url: str, headers: dict[str, str]
    ) -> tuple[int, bytes, Seen]:
        limit = aiohttp.ClientTimeout(total=self.timeout_s)
        try:
            async with session.get(
                url, headers=headers, timeout=limit, allow_redirects=False
            ) as answer:
                if answer.status not in {FINE, UNCHANGED}:
                    raise CannotFetch(str(answer.status))
                raw = await _all(answer)
                told = Seen(answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
                return answer.status, raw, told
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise CannotFetch(type(error).__name__) from None


async def _all(answer: aiohttp.ClientResponse) -> bytes:
    """Return the body, or stop where it grows too large."""
    whole = bytearray()
    async for piece in answer.content.iter_chunked(PIECE):
        whole += piece
        if len(whole) > MOST_BYTES:
            raise CannotFetch("too large")
    return bytes(whole)


def _read(raw: bytes, base: str) -> Iterator[Entry]:
    """Yield the entries of a feed that lead to the same host; all others are nobody we know."""
    root = read_xml(raw)
    if root.tag != f"{ATOM}feed":
        raise CannotRead("Atomのフィードではありません。")
    for entry in root.iterfind(f"{ATOM}entry"):
        found = entry.find(f"{ATOM}link")
        link = urljoin(base, found.get("href", "")) if found is not None else ""
        if link and urlsplit(link)[:2] == urlsplit(base)[:2]:
            title = (entry.findtext(f"{ATOM}title") or "").strip()
            yield Entry(title, (entry.findtext(f"{ATOM}updated") or "").strip(), link)
