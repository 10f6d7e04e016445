"""Turns on the waiting list (空き待ちの順番)."""

from dataclasses import dataclass
from datetime import datetime

from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.resources import Bookable, bookable
from tsunagaru.engines.bookings.rules.slots import answer_by, last_moment
from tsunagaru.engines.bookings.rules.states import State

IN_TURN = ("queued_at", "place", "number")


@dataclass(frozen=True)
class Answering:
    """How long somebody may think about an offer (案内に答える期限).

    Args:
        hours: so many hours after the offer.
        last: and at the latest then.
        hurried: whether the latest moment comes before the hours are over, even if offered now.
    """

    hours: int
    last: datetime
    hurried: bool


def answering(one: Bookable, start: datetime, at: datetime) -> Answering:
    """Return how long an offer of a time would be good (案内に答える期限)."""
    hours, last = one.definition.offer_h, last_moment(one.plan, start)
    return Answering(hours, last, hurried=answer_by(one.plan, start, hours, at) == last)


def turn_of(row: Booking) -> int | None:
    """Return the place of somebody who waits among those who wait for the same time (順番).

    Returns:
        1 for who is asked next; None for who does not wait.
    """
    if row.state != State.WAITING:
        return None
    rivals = Booking.objects.filter(resource=row.resource_id, state=State.WAITING)
    rivals = rivals.filter(starts_at__lt=row.ends_at, ends_at__gt=row.starts_at)
    order = list(rivals.order_by(*IN_TURN).values_list("pk", flat=True))
    return order.index(row.pk) + 1 if row.pk in order else None


def answering_of(row: Booking, at: datetime) -> Answering:
    """Return how long an offer to somebody who waits would be good."""
    return answering(bookable(row.resource), row.starts_at, at)
