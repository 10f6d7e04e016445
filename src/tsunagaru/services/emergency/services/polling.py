"""One round over a feed (フィードの巡回)."""

from dataclasses import dataclass
from datetime import datetime

import aiohttp
from asgiref.sync import sync_to_async

from tsunagaru.services.emergency import queries
from tsunagaru.services.emergency.gateways.feed import CannotFetch, Entry, Feed
from tsunagaru.services.emergency.gateways.xml import CannotRead
from tsunagaru.services.emergency.services.ingesting import ingest


@dataclass
class Polled:
    """What came of it (巡回の結果).

    Args:
        taken: telegrams that had not come before.
        missed: entries that did not come whole; they are asked for again.
        reached: whether the feed itself came.
    """

    taken: int = 0
    missed: int = 0
    reached: bool = True


async def poll(feed: Feed, *, at: datetime) -> Polled:
    """Take in what is new in a feed (巡回する), the oldest first; each telegram stands alone.

    Raises:
        CannotJudge: the town has no rules.

    Publishes:
        as ``ingest`` does
    """
    polled = Polled()
    async with aiohttp.ClientSession() as session:
        try:
            entries = await feed.entries(session)
        except CannotFetch:
            polled.reached = False
            return polled
        links = [entry.link for entry in entries]
        known = await sync_to_async(queries.known_sources)(links)
        for entry in entries:
            if entry.link not in known:
                await _take(feed, session, entry, polled, at)
    if not polled.missed:
        feed.remember()
    return polled


async def _take(
    feed: Feed, session: aiohttp.ClientSession, entry: Entry, polled: Polled, at: datetime
) -> None:
    try:
        raw = await feed.telegram(session, entry)
        found = await sync_to_async(ingest)(raw, source=entry.link, at=at)
    except (CannotFetch, CannotRead):
        polled.missed += 1
        return
    polled.taken += not found.again
