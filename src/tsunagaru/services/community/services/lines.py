"""The line of those who sign up for an event (申込みの列): it moves up by itself.

The caller holds the event's row, so that of two for the last place exactly one gets it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from tsunagaru.ground.ledger.api import publish
from tsunagaru.services.community.events import (
    SignedUp,
    SignUpChanged,
    SignUpMoved,
    SignUpWithdrawn,
)
from tsunagaru.services.community.models import Gathering, SignUp
from tsunagaru.services.community.queries.gatherings import totals_of
from tsunagaru.services.community.rules.gatherings import Place, State, fits, moving_up


class NoRoom(Exception):
    """So many people do not fit (空きが足りません). ``free`` says how many would."""

    def __init__(self, free: int) -> None:
        super().__init__(str(free))
        self.free = free


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who comes of a household (参加する人)."""

    adults: int
    children: int = 0
    note: str = ""

    @property
    def people(self) -> int:
        """Return how many come."""
        return self.adults + self.children


def join(row: Gathering, one: SignUp, party: Party, *, at: datetime) -> None:
    """Put a household at the end of the line (申し込む); who fits, and passes nobody, has a place.

    Raises:
        NoRoom: more than fit into the whole event.

    Publishes:
        SignedUp
    """
    if not fits(row.capacity, 0, party.people):
        raise NoRoom(row.capacity or 0)
    totals = totals_of(row)
    waits = totals.full or not fits(row.capacity, totals.taken, party.people)
    one.place = Place.WAITING if waits else Place.IN
    one.line = (row.sign_ups.aggregate(n=Max("line"))["n"] or 0) + 1
    one.at = at
    _keep(one, party, at)
    publish(
        SignedUp(
            at=at,
            subject=one.pk,
            district=row.district,
            way=one.way,
            place=one.place,
            people=one.people,
        )
    )


def alter(row: Gathering, one: SignUp, party: Party, *, at: datetime) -> None:
    """Change how many come (人数を変える); more of them pass nobody who waits.

    Raises:
        NoRoom: ``free`` says how many of this household may come.

    Publishes:
        SignUpChanged, and SignUpMoved where places became free
    """
    totals, more = totals_of(row), party.people - one.people
    if one.place == Place.IN and more > 0 and totals.free is not None:
        room = 0 if totals.waiting_homes else totals.free
        if more > room:
            raise NoRoom(one.people + room)
    elif not fits(row.capacity, 0, party.people):
        raise NoRoom(row.capacity or 0)
    _keep(one, party, at)
    publish(SignUpChanged(at=at, subject=one.pk, district=row.district))
    move_up(row, at=at)


def leave(row: Gathering, one: SignUp, by: str, *, at: datetime) -> None:
    """Take a sign-up out of the line (取り消す).

    Publishes:
        SignUpWithdrawn, SignUpMoved
    """
    one.place, one.to_call, one.changed_at, one.note = Place.WITHDRAWN, False, at, None
    one.save(update_fields=["place", "to_call", "changed_at", "note"])
    publish(SignUpWithdrawn(at=at, subject=one.pk, district=row.district, by=by))
    move_up(row, at=at)


def move_up(row: Gathering, *, at: datetime) -> int:
    """Give free places to those who wait, first come first (繰り上げる).

    Returns:
        How many households got a place.

    Publishes:
        SignUpMoved for each
    """
    if row.state != State.OPEN:
        return 0
    waiting = list(row.sign_ups.filter(place=Place.WAITING))
    taken = totals_of(row).taken
    chosen = [waiting[n] for n in moving_up(row.capacity, taken, [one.people for one in waiting])]
    for one in chosen:
        one.place, one.to_call = Place.IN, one.household is None
        one.save(update_fields=["place", "to_call"])
        publish(SignUpMoved(at=at, subject=one.pk, district=row.district))
    return len(chosen)


def _keep(one: SignUp, party: Party, at: datetime) -> None:
    one.adults, one.children, one.note = party.adults, party.children, party.note or None
    one.changed_at = at
    one.save()
