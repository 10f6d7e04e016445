"""Letting a broadcast go (配信の開始), and stopping it."""

from datetime import datetime, timedelta

from django.db import transaction

from tsunagaru.engines.messages.events import MessageSent
from tsunagaru.engines.messages.gateways import fanning, posting
from tsunagaru.engines.messages.gateways.fanning_compared import fan_out_compared
from tsunagaru.engines.messages.models import Broadcast, Comparison, Link
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane
from tsunagaru.engines.messages.queries.unreached import why_nobody
from tsunagaru.engines.messages.rules import audience as audiences
from tsunagaru.engines.messages.rules.tracking import links_in
from tsunagaru.engines.messages.services.closing import close_finished
from tsunagaru.ground.ledger.api import publish

# How long providers are tried; an alert that comes a day late would frighten people.
LIVES = {
    Lane.ALERT: timedelta(hours=6),
    Lane.SAFETY: timedelta(hours=24),
    Lane.PERSONAL: timedelta(hours=48),
    Lane.NEWS: timedelta(hours=24),
}


class CannotRelease(Exception):
    """The broadcast is not waiting to be sent (配信できません)."""


class CannotStop(Exception):
    """The broadcast is over (中止できません)."""


@transaction.atomic
def release(broadcast: int, *, at: datetime) -> int:
    """Write a broadcast's targets, so that dispatchers send it (配信を始める).

    Returns:
        How many targets there are; the officer is answered only when they are written.

    Raises:
        CannotRelease: it was not approved, or is being sent already.

    Publishes:
        MessageSent, and BroadcastFinished where nobody is to get it
    """
    row = Broadcast.objects.select_for_update(no_key=True).get(pk=broadcast)
    if row.state != BroadcastState.APPROVED:
        raise CannotRelease(row.state)
    row.state, row.released_at = BroadcastState.SENDING, at
    row.expires_at = at + LIVES[Lane(row.lane)]
    comparison = Comparison.objects.filter(pk=row.pk).first()
    if row.lane > Lane.SAFETY:  # an alert leads nowhere but to its own page
        _keep_links(row, comparison)
    targets = _fan_out(row, comparison, at)
    row.counts = {"targets": targets}
    if not targets:
        row.counts["nobody"] = why_nobody(row, at)
    row.save(update_fields=["state", "released_at", "expires_at", "counts"])
    segmented = audiences.read(row.audience).is_segmented
    publish(
        MessageSent(
            at=at,
            subject=row.key,
            segmented="yes" if segmented else "no",
            lane=Lane(row.lane).name.lower(),
            drill="yes" if row.drill else "no",
            targets=targets,
        )
    )
    if not targets:
        close_finished([row.pk], at=at)
    return targets


def _keep_links(row: Broadcast, comparison: Comparison | None) -> None:
    """Keep the addresses that may be led to: of both wordings, numbered through."""
    urls = links_in(row.texts) + (links_in(comparison.texts) if comparison else [])
    links = enumerate(dict.fromkeys(urls), 1)
    Link.objects.bulk_create(Link(broadcast=row, number=n, url=url) for n, url in links)


def _fan_out(row: Broadcast, comparison: Comparison | None, at: datetime) -> int:
    if comparison is None:
        return fanning.fan_out(row, at)
    targets = fan_out_compared(row, comparison, at)
    if not comparison.is_half:
        comparison.judged_at = at + timedelta(hours=comparison.hours)
        comparison.save(update_fields=["judged_at"])
        row.expires_at = (comparison.waits_until or at) + LIVES[Lane(row.lane)]
    return targets


def release_due(*, at: datetime) -> int:
    """Release what was scheduled for now (予約した配信を始める); return how many."""
    due = Broadcast.objects.filter(state=BroadcastState.APPROVED, send_at__lte=at)
    found = list(due.values_list("pk", flat=True))
    return sum(_released(pk, at) for pk in found)


def _released(broadcast: int, at: datetime) -> bool:
    try:
        release(broadcast, at=at)
    except CannotRelease:  # another dispatcher was first
        return False
    return True


@transaction.atomic
def stop(broadcast: int, *, at: datetime) -> None:
    """Stop a broadcast; what has left has left (配信を中止する).

    Raises:
        CannotStop: it is finished or stopped already.

    Publishes:
        BroadcastFinished, when nothing is under way any more
    """
    posting.keep_back(broadcast, at=at)  # chunks before their broadcast, as dispatchers lock them
    row = Broadcast.objects.select_for_update(no_key=True).get(pk=broadcast)
    if row.state in {BroadcastState.DONE, BroadcastState.STOPPED}:
        raise CannotStop(row.state)
    under_way = row.state == BroadcastState.SENDING
    row.state = BroadcastState.STOPPED
    row.save(update_fields=["state"])
    if under_way:
        posting.keep_back(broadcast, at=at)  # it may have been let go between the two
        close_finished([row.pk], at=at)
