"""A family asks (家族の照会): yes, or 「分かりません」 for everything else."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.shelters.events import FamilyAsked
from tsunagaru.services.shelters.models import Evacuee
from tsunagaru.services.shelters.queries.people import HERE
from tsunagaru.services.shelters.queries.sites import running

MOST, WINDOW = 20, timedelta(hours=1)
NOBODY = UUID(int=0)
"""The subject of an event that leads to no person."""


class CannotAsk(Exception):
    """Not of the household, or asked too often (照会できません)."""


@transaction.atomic
def is_here(member: UUID, *, by: Actor, at: datetime) -> bool:
    """Tell a resident that one of the household is at a shelter, if that person agreed (照会).

    Who is not there, who did not agree and who asked not to be found are answered alike; at which
    shelter somebody is, is never told.

    Raises:
        CannotAsk

    Publishes:
        FamilyAsked
    """
    if by.resident is None or member == by.resident:
        raise CannotAsk
    household = people.household_of(by.resident, day=day_of(at))
    if member not in {one.id for one in household}:
        raise CannotAsk
    if not people.admit(f"shelters|ask|{by.resident}", limit=MOST, window=WINDOW, at=at):
        raise CannotAsk
    runs = running().filter(run__drill=False).values("run")
    agreed = Evacuee.objects.filter(resident=member, findable=True, hidden=False)
    found = agreed.filter(run__in=runs, merged_into=None, state__in=HERE).exists()
    told = "yes" if found else "unknown"
    publish(FamilyAsked(at=at, subject=NOBODY, told=told))
    audit(actor=by, action="shelter.family_asked", subject=member, at=at, facts={"found": told})
    return found
