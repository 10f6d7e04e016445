"""Watching feeds of telegrams (フィードの見張り): a thread beside every worker, one of which asks.

Which worker asks is decided by one row for each feed: whoever moves its next time on.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Event, Thread

from asgiref.sync import async_to_sync
from django.db import Error, connection, transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel import clock
from tsunagaru.services.emergency.events import FeedMissed, FeedRestored
from tsunagaru.services.emergency.gateways.feed import Feed, Seen
from tsunagaru.services.emergency.models import FeedState
from tsunagaru.services.emergency.rules.silence import SILENT_AFTER
from tsunagaru.services.emergency.services.ingesting import CannotJudge
from tsunagaru.services.emergency.services.polling import poll
from tsunagaru.services.emergency.services.rounds import press_on

LOOK_S = 1.0
ASK_EVERY_S = 5.0
LONGEST_TAG = 300
log = logging.getLogger(__name__)


def watch(urls: Sequence[str], *, every: timedelta, stop: Event) -> Thread | None:
    """Ask feeds at intervals, in a thread, until told to stop (フィードを見張る).

    Args:
        urls: the town's feeds; none starts nothing.
    """
    if not urls:
        return None
    thread = Thread(target=_watch, args=(urls, every, stop), name="feeds", daemon=True)
    thread.start()
    return thread


def keep_asking(*, stop: Event, every_s: float = ASK_EVERY_S) -> Thread:
    """Take the steps of open rounds in time, in a thread (安否確認の手順の見張り)."""
    thread = Thread(target=_keep_asking, args=(stop, every_s), name="safety", daemon=True)
    thread.start()
    return thread


def _keep_asking(stop: Event, every_s: float) -> None:
    while not stop.wait(every_s):
        try:
            press_on(at=clock.now())
        except Error as error:
            log.warning("database not available: %s", type(error).__name__)
            connection.close()
        except Exception as error:  # whatever goes wrong, the next step must be taken
            log.warning("a step of a safety round could not be taken", exc_info=error)
    connection.close()


def _watch(urls: Sequence[str], every: timedelta, stop: Event) -> None:
    while not stop.wait(LOOK_S):
        for url in urls:
            try:
                ask_if_due(url, every=every, at=clock.now())
            except Error as error:
                log.warning("database not available: %s", type(error).__name__)
                connection.close()
            except Exception as error:  # whatever one feed does, the next must be asked
                log.warning("a feed could not be taken in", exc_info=error)
    connection.close()


def ask_if_due(url: str, *, every: timedelta, at: datetime, timeout_s: float = 10.0) -> bool:
    """Ask a feed, unless another worker has just done so (必要なら巡回する).

    Returns:
        Whether it was asked.

    Publishes:
        FeedMissed or FeedRestored when that changes; and as ``poll`` does
    """
    row, _ = FeedState.objects.get_or_create(url=url, defaults={"next_at": at})
    mine = FeedState.objects.filter(pk=row.pk, next_at__lte=at).update(next_at=at + every)
    if not mine:
        return False
    feed = Feed(url, timeout_s=timeout_s, seen=Seen(row.etag, row.modified))
    try:
        polled = async_to_sync(poll)(feed, at=at)
    except CannotJudge:
        return True
    _note(row, feed, at, reached=polled.reached)
    return True


@transaction.atomic
def _note(row: FeedState, feed: Feed, at: datetime, *, reached: bool) -> None:
    before = row.failures
    row.failures = 0 if reached else before + 1
    if reached:
        row.reached_at = at
        row.etag, row.modified = feed.seen.etag[:LONGEST_TAG], feed.seen.modified[:100]
    row.save(update_fields=["failures", "reached_at", "etag", "modified"])
    if row.failures == SILENT_AFTER:
        publish(FeedMissed(at=at, subject=row.pk))
    if reached and before >= SILENT_AFTER:
        publish(FeedRestored(at=at, subject=row.pk))
