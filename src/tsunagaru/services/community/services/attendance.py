"""Who came to an event (出欠), whom the head still has to call, and when the names go."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import GatheringCounted
from tsunagaru.services.community.models import Gathering, SignUp
from tsunagaru.services.community.queries.gatherings import totals_of
from tsunagaru.services.community.rules.gatherings import LIFE, Act, Place, State
from tsunagaru.services.community.services.gatherings import hold, locked
from tsunagaru.services.community.services.lines import leave
from tsunagaru.services.community.services.sign_ups import SignUpsClosed, organised


@transaction.atomic
def count(
    gathering: UUID, came: Mapping[UUID, int | None], walk_ins: int, *, by: Actor, at: datetime
) -> None:
    """Note how many people came (出欠を記録する), from the day on; it can be corrected.

    Args:
        came: by sign-up; None for not noted.
        walk_ins: people who had not signed up.

    Raises:
        CannotOrganise, CannotMove
        SignUpsClosed: its day has not come, or its sign-ups are deleted.

    Publishes:
        GatheringCounted
    """
    row = locked(gathering, by, at)
    LIFE.move(State(row.state), Act.COUNT)
    if day_of(at) < row.on or row.emptied_at is not None:
        raise SignUpsClosed
    for one in row.sign_ups.filter(place=Place.IN):
        one.came = came.get(one.pk)
        one.save(update_fields=["came"])
    row.walk_ins = walk_ins
    row.came = sum(number or 0 for number in came.values()) + walk_ins
    row.save(update_fields=["walk_ins", "came"])
    publish(GatheringCounted(at=at, subject=row.pk, district=row.district, people=row.came))
    facts = {"district": row.district}
    audit(actor=by, action="gathering.counted", subject=row.pk, at=at, facts=facts)


@transaction.atomic
def note_told(sign_up: UUID, *, by: Actor, at: datetime) -> None:
    """Note that the head called the household (電話で伝えた).

    Raises:
        CannotOrganise
    """
    row, one = organised(sign_up, by, at)
    one.to_call = False
    one.save(update_fields=["to_call"])
    facts = {"district": row.district}
    audit(actor=by, action="gathering.told", subject=one.pk, at=at, facts=facts)


def leave_moved(living: Iterable[people.HouseholdView], *, at: datetime) -> int:
    """Withdraw households that left the district from what is to come (転出などの取消し).

    Publishes:
        SignUpWithdrawn, SignUpMoved
    """
    where = {home.id: home.district for home in living}
    there = SignUp.objects.filter(gathering__state=State.OPEN, household__isnull=False)
    found = there.exclude(place=Place.WITHDRAWN).select_related("gathering")
    gone = [one.pk for one in found if where.get(one.household) != one.gathering.district]  # type: ignore[arg-type]  # not None, as filtered
    for key in gone:
        with transaction.atomic():
            gathering = SignUp.objects.values_list("gathering", flat=True).get(pk=key)
            row = rows.get(Gathering, lock=True, pk=gathering)
            one = rows.get(SignUp, pk=key)
            if one.active:
                leave(row, one, "moved", at=at)
    return len(gone)


def end_gatherings(
    day: date, living: Iterable[people.HouseholdView], keep_days: int, *, at: datetime
) -> None:
    """Close what was held until this day, follow who moved, delete old sign-ups (日締め).

    Args:
        keep_days: so many days after an event its sign-ups are kept.

    Publishes:
        as ``hold`` and ``leave`` do
    """
    over = Gathering.objects.filter(state=State.OPEN, on__lte=day)
    for gathering in list(over.values_list("pk", flat=True)):
        hold(gathering, at=at)
    leave_moved(living, at=at)
    empty_old(day - timedelta(days=keep_days), at=at)


@transaction.atomic
def empty_old(last: date, *, at: datetime) -> int:
    """Delete the sign-ups of events before a day (申込みを消す); their totals stay."""
    found = Gathering.objects.filter(emptied_at=None, on__lt=last).exclude(state=State.OPEN)
    rows_ = list(found.select_for_update(no_key=True))
    for row in rows_:
        totals = totals_of(row)
        row.households, row.signed, row.emptied_at = totals.households, totals.taken, at
        row.save(update_fields=["households", "signed", "emptied_at"])
        row.sign_ups.all().delete()
    return len(rows_)
