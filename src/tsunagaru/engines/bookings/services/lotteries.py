"""Drawing a lottery (抽選), so that anyone can check it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.bookings.events import BookingQueued, LotterySettled
from tsunagaru.engines.bookings.models import Booking, Round
from tsunagaru.engines.bookings.queries.bookings import is_ripe
from tsunagaru.engines.bookings.queries.resources import Bookable, bookable
from tsunagaru.engines.bookings.rules import lottery
from tsunagaru.engines.bookings.rules.states import Act, State, move
from tsunagaru.engines.bookings.services.making import finish_making
from tsunagaru.engines.bookings.services.placing import (
    CannotBook,
    SlotTaken,
    codes_of,
    new_key,
    occupy,
)
from tsunagaru.ground.ledger.api import publish


class CannotDraw(CannotBook):
    """The lottery was drawn already, or people still apply (抽選できません)."""


@transaction.atomic
def draw(round_: UUID, *, at: datetime) -> None:
    """Draw a lottery (抽選する): who loses stands on the waiting list in the drawn order.

    Raises:
        Round.DoesNotExist: there is no such lottery.
        CannotDraw: it was drawn already, or people still apply.

    Publishes:
        LotterySettled, and BookingMade or BookingQueued for each application
    """
    rows = Round.objects.select_for_update(no_key=True, of=("self",)).select_related("resource")
    row = rows.get(pk=round_)
    if row.drawn_at is not None or not is_ripe(row, at):
        raise CannotDraw
    one = bookable(row.resource)
    entries = Booking.objects.select_for_update(no_key=True).filter(round=row, state=State.APPLIED)
    applied = {entry.number: entry for entry in entries}
    row.drawn_at, row.list_hash = at, lottery.list_hash(applied)
    row.save(update_fields=["drawn_at", "list_hash"])
    served = enumerate(lottery.order(row.seed, applied), start=1)
    won = sum(_serve(applied[number], one, place, at) for place, number in served)
    publish(LotterySettled(at=at, subject=row.pk, resource=one.code, applied=len(applied), won=won))


def _serve(row: Booking, one: Bookable, place: int, at: datetime) -> bool:
    """Give an application its time if it is still free, else a place on the waiting list."""
    row.place, row.key_code = place, new_key(one)
    try:
        occupy(row, one, at=at)
    except SlotTaken:
        row.state, row.key_code, row.queued_at = move(State.APPLIED, Act.LOSE), "", at
        row.save(update_fields=["state", "place", "key_code", "queued_at"])
        publish(BookingQueued(at=at, subject=row.pk, lost="yes", **codes_of(row, one)))
        return False
    row.state = move(State.APPLIED, Act.WIN)
    row.save(update_fields=["state", "place", "key_code"])
    finish_making(row, one, at=at)
    return True
