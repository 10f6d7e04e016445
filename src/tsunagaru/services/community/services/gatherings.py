"""Events of a district (行事): whoever leads it posts, changes and cancels them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import (
    GatheringCancelled,
    GatheringChanged,
    GatheringEnded,
    GatheringPosted,
)
from tsunagaru.services.community.models import Gathering, SignUp
from tsunagaru.services.community.queries.gatherings import totals_of
from tsunagaru.services.community.queries.offices import leads
from tsunagaru.services.community.rules.gatherings import LIFE, Act, Place, State
from tsunagaru.services.community.services.lines import move_up


class CannotOrganise(Exception):
    """This person leads no district with this event (行事を扱えません)."""


class TooSmall(Exception):
    """More people have a place already than would fit (定員が申込みより少ない)."""

    def __init__(self, taken: int) -> None:
        super().__init__(str(taken))
        self.taken = taken


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the head writes of an event (行事の内容), as ``Gathering`` describes it."""

    title: str
    on: date
    begins: time
    place: str
    due_on: date
    ends: time | None = None
    bring: str = ""
    rain: str = ""
    words: str = ""
    capacity: int | None = None


@transaction.atomic
def post(district: str, plan: Plan, *, by: Actor, at: datetime) -> UUID:
    """Post an event to a district (行事を載せる).

    Raises:
        CannotOrganise

    Publishes:
        GatheringPosted
    """
    if by.resident is None or not leads(by.resident, district, day_of(at)):
        raise CannotOrganise
    row = Gathering(district=district, made_by=by.resident, made_at=at)
    _write(row, plan)
    publish(GatheringPosted(at=at, subject=row.pk, district=district))
    _note("gathering.posted", row, by, at)
    return row.pk


@transaction.atomic
def change(gathering: UUID, plan: Plan, note: str, *, by: Actor, at: datetime) -> None:
    """Change an event; everybody signed up is told what is different (行事を変える).

    Raises:
        CannotOrganise, CannotMove
        TooSmall: more have a place already.

    Publishes:
        GatheringChanged, and SignUpMoved for whoever gets a place now
    """
    row = locked(gathering, by, at)
    LIFE.move(State(row.state), Act.CHANGE)
    taken = totals_of(row).taken
    if plan.capacity is not None and plan.capacity < taken:
        raise TooSmall(taken)
    row.edition, row.note = row.edition + 1, note
    _write(row, plan)
    _ask_to_call(row, at)
    move_up(row, at=at)
    publish(GatheringChanged(at=at, subject=row.pk, district=row.district))
    _note("gathering.changed", row, by, at)


@transaction.atomic
def cancel(gathering: UUID, reason: str, *, by: Actor, at: datetime) -> None:
    """Cancel an event; everybody signed up is told why (中止する).

    Raises:
        CannotOrganise, CannotMove

    Publishes:
        GatheringCancelled
    """
    row = locked(gathering, by, at)
    row.state, row.because = LIFE.move(State(row.state), Act.CANCEL), reason
    row.closed_at = at
    row.save(update_fields=["state", "because", "closed_at"])
    _ask_to_call(row, at)
    publish(GatheringCancelled(at=at, subject=row.pk, district=row.district))
    _note("gathering.cancelled", row, by, at)


@transaction.atomic
def hold(gathering: UUID, *, at: datetime) -> None:
    """Close an event whose day is over (終わった行事を閉じる); done before, it stays as it is.

    Publishes:
        GatheringEnded
    """
    row = rows.first(Gathering, lock=True, pk=gathering)
    if row is None or row.state != State.OPEN:
        return
    row.state, row.closed_at = LIFE.move(State.OPEN, Act.CLOSE), at
    row.save(update_fields=["state", "closed_at"])
    found = totals_of(row)
    publish(
        GatheringEnded(
            at=at,
            subject=row.pk,
            district=row.district,
            households=found.households,
            people=found.taken,
        )
    )


def locked(gathering: UUID, by: Actor, at: datetime) -> Gathering:
    """Return an event for who leads its district, and let nobody else write it meanwhile.

    Raises:
        CannotOrganise
    """
    row = rows.first(Gathering, lock=True, pk=gathering)
    if row is None or not leads(by.resident, row.district, day_of(at)):
        raise CannotOrganise
    return row


def _write(row: Gathering, plan: Plan) -> None:
    for name, value in vars(plan).items():
        setattr(row, name, value)
    row.save()


def _ask_to_call(row: Gathering, at: datetime) -> None:
    """Mark the sign-ups that no notice reaches: the head calls these."""
    there = list(row.sign_ups.exclude(place=Place.WITHDRAWN))
    ids = [one.household for one in there if one.household]
    homes = people.households(day=day_of(at), ids=ids)
    reached = {home.id for home in homes if home.with_account}
    deaf = [one.pk for one in there if one.household not in reached]
    SignUp.objects.filter(pk__in=deaf).update(to_call=True)


def _note(action: str, row: Gathering, by: Actor, at: datetime) -> None:
    audit(actor=by, action=action, subject=row.pk, at=at, facts={"district": row.district})
