"""Reading circulars (回覧を読む): the receipt of a household."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tsunagaru.ground.ledger.api import publish_many
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import Channel
from tsunagaru.services.community.events import HouseholdReached
from tsunagaru.services.community.models import Circular, Delivery
from tsunagaru.services.community.queries.setups import UNKNOWN, need_rules
from tsunagaru.services.community.rules.states import State
from tsunagaru.services.community.services.households import note_opened

ONLINE, PAPER, NONE = "online", "paper", "none"


@transaction.atomic
def note_read(
    circular: UUID, household: UUID, reader: UUID, *, at: datetime, confirmed: bool = False
) -> bool:
    """Note that somebody of a household opened a circular, or says to have read it (受領の記録).

    Only the first time counts for the household; opening a corrected one is kept as well. What is
    opened after its deadline is kept, but comes too late for the paper rule.

    Args:
        confirmed: the person pressed the button.

    Returns:
        Whether the household had not opened it before.

    Publishes:
        HouseholdReached, the first time
    """
    row = Circular.objects.get(pk=circular)
    mine = Delivery.objects.filter(circular=row, household=household)
    first = bool(mine.filter(opened_at=None).update(opened_at=at, opened_by=reader))
    mine.filter(edition__lt=row.edition).update(edition=row.edition)
    if confirmed:
        mine.filter(confirmed_at=None).update(confirmed_at=at)
    if first and row.state == State.OUT:
        settle(mine, row, ONLINE, at=at)
        note_opened(household, reader, at=at)
    return first


def settle(rows: QuerySet[Delivery], circular: Circular, way: str, *, at: datetime) -> int:
    """Settle how these deliveries reached their households, where that is open yet (到達の確定).

    Publishes:
        HouseholdReached, for each
    """
    found = list(rows.select_for_update(no_key=True).filter(way="", left_at=None))
    Delivery.objects.filter(pk__in=[one.pk for one in found]).update(way=way)
    publish_many(_reached(one, circular, way, at) for one in found)
    return len(found)


def _reached(one: Delivery, circular: Circular, way: str, at: datetime) -> HouseholdReached:
    began = circular.released_at or at
    in_time = way != NONE and _days(day_of(began), day_of(at)) <= need_rules().reached_days
    return HouseholdReached(
        at=at,
        subject=one.pk,
        reached7="yes" if in_time else "no",
        way=way,
        district="" if one.district == UNKNOWN else one.district,
        channel=Channel.ONLINE if way == ONLINE else "",
    )


def _days(first: date, last: date) -> int:
    return (last - first).days
