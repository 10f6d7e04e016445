"""Who stands in the lists of tablets (名簿に載るかどうか): everybody, until they say otherwise.

A resident says so on the own page, or tells the town at the counter, by telephone or by letter.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.events import Channel
from tsunagaru.services.shelters.events import ListingChanged
from tsunagaru.services.shelters.models import Unlisted

NOBODY = UUID(int=0)
"""The subject of an event that leads to no person."""
UNDER_WAY = timedelta(minutes=10)
"""A refusal may be written after a list that does not know it: longer than any write takes."""


@transaction.atomic
def choose_listing(resident: UUID, *, listed: bool, at: datetime) -> None:
    """Note what a resident chose on the own page (名簿に載るかどうか).

    Publishes:
        ListingChanged, when it changes
    """
    _change(resident, listed=listed, channel=Channel.ONLINE, at=at)


@transaction.atomic
def note_listing(
    residents: Collection[UUID], *, listed: bool, channel: Channel, by: Actor, at: datetime
) -> int:
    """Note what residents told a clerk (名簿に載るかどうかを聞き取る); each is audited.

    Args:
        channel: the way by which they told it.

    Returns:
        For how many of them it changed.

    Publishes:
        ListingChanged, for each for whom it changes
    """
    told = "yes" if listed else "no"
    facts = {"listed": told, "channel": channel.value}
    changed = 0
    for resident in sorted(residents):
        if _change(resident, listed=listed, channel=channel, at=at):
            audit(actor=by, action="shelter.listing_noted", subject=resident, at=at, facts=facts)
            changed += 1
    return changed


def _change(resident: UUID, *, listed: bool, channel: Channel, at: datetime) -> bool:
    if listed:
        changed = Unlisted.objects.filter(resident=resident).delete()[0] > 0
    else:
        told = {"made_at": at, "channel": channel.value}
        changed = Unlisted.objects.get_or_create(resident=resident, defaults=told)[1]
    if changed:
        told_now = "yes" if listed else "no"
        publish(ListingChanged(at=at, subject=NOBODY, channel=channel.value, listed=told_now))
    return changed


@transaction.atomic
def look_at_listing(resident: UUID, *, by: Actor, at: datetime) -> None:
    """Audit that a clerk looked whether somebody stands in the lists (名簿に載るかを見た)."""
    audit(actor=by, action="shelter.listing_read", subject=resident, at=at)


def is_listed(resident: UUID) -> bool:
    """Tell whether a resident stands in the lists (名簿に載るか)."""
    return not Unlisted.objects.filter(resident=resident).exists()


def refusals(residents: Collection[UUID]) -> dict[UUID, Unlisted]:
    """Return who of these does not want to stand in the lists (名簿に載せない希望)."""
    rows = Unlisted.objects.filter(resident__in=residents)
    return {one.resident: one for one in rows}


def refused_since(moment: datetime) -> list[UUID]:
    """Return who does not want to stand any more in a list that was made then (名簿から消す人)."""
    rows = Unlisted.objects.filter(made_at__gte=moment - UNDER_WAY)
    return list(rows.order_by("pk").values_list("resident", flat=True))
