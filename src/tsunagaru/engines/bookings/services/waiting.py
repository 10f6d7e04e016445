"""The waiting list (空き待ち): what becomes free is offered to the next one, for a while."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.bookings.events import BookingLapsed, BookingOffered
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.resources import Bookable, bookable
from tsunagaru.engines.bookings.queries.turns import IN_TURN
from tsunagaru.engines.bookings.rules.slots import Slot, answer_by
from tsunagaru.engines.bookings.rules.states import Act, State, move
from tsunagaru.engines.bookings.services.placing import (
    SlotTaken,
    codes_of,
    new_key,
    occupy,
    release,
)
from tsunagaru.ground.ledger.api import publish

BATCH = 200


def offer_next(one: Bookable, freed: Slot, *, at: datetime) -> None:
    """Offer a time that became free to those waiting, first come first (空きを案内する).

    What is too near to be booked any more is offered to nobody: no answer could come in time.

    Runs inside the transaction of whatever made the time free.

    Publishes:
        BookingOffered, for each that was offered its time
    """
    waiting = Booking.objects.filter(
        resource=one.id,
        state=State.WAITING,
        starts_at__lt=freed.end,
        ends_at__gt=freed.start,
        starts_at__gt=at + timedelta(minutes=one.plan.lead_min),
    )
    for id_ in waiting.order_by(*IN_TURN).values_list("pk", flat=True):
        row = Booking.objects.select_for_update(no_key=True).get(pk=id_)
        if row.state == State.WAITING:
            _offer(row, one, at)


def _offer(row: Booking, one: Bookable, at: datetime) -> None:
    """Hold the units for the person until the offer ends; too few free units change nothing."""
    try:
        occupy(row, one, at=at)
    except SlotTaken:
        return
    row.state = move(State(row.state), Act.OFFER)
    row.offered_until = answer_by(one.plan, row.starts_at, one.definition.offer_h, at)
    row.key_code = new_key(one)
    row.save(update_fields=["state", "offered_until", "key_code"])
    publish(BookingOffered(at=at, subject=row.pk, **codes_of(row, one)))


def lapse(*, at: datetime) -> int:
    """End the offers not taken in time and the waits whose time has come (期限切れ).

    Returns:
        How many ended.

    Publishes:
        BookingLapsed, and BookingOffered for those next in line
    """
    late = Booking.objects.filter(state=State.OFFERED, offered_until__lte=at)
    vain = Booking.objects.filter(state__in=(State.WAITING, State.APPLIED), starts_at__lte=at)
    ids = [*late.values_list("pk", flat=True)[:BATCH], *vain.values_list("pk", flat=True)[:BATCH]]
    return sum(_lapse(id_, at) for id_ in ids)


@transaction.atomic
def _lapse(id_: UUID, at: datetime) -> bool:
    row = (
        Booking.objects.select_for_update(no_key=True, of=("self",))
        .select_related("resource")
        .get(pk=id_)
    )
    offered = row.state == State.OFFERED
    still_open = offered and row.offered_until is not None and row.offered_until > at
    if still_open or row.state not in (State.OFFERED, State.WAITING, State.APPLIED):
        return False
    row.state = move(State(row.state), Act.LAPSE)
    row.ended_at, row.key_code = at, ""
    row.save(update_fields=["state", "ended_at", "key_code"])
    one = bookable(row.resource)
    release(row)
    was = "yes" if offered else "no"
    publish(BookingLapsed(at=at, subject=row.pk, offered=was, **codes_of(row, one)))
    if offered:
        offer_next(one, Slot(row.starts_at, row.ends_at), at=at)
    return True
