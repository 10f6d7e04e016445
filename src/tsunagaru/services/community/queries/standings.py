"""How households stand (受取り方の参照)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from tsunagaru.ground.people import api as people
from tsunagaru.services.community.models import Standing
from tsunagaru.services.community.rules import paper
from tsunagaru.services.community.rules.paper import Reading, Wish

NOTHING = Reading()


def reading_of(row: Standing) -> Reading:
    """Return a stored standing as the rules read it."""
    known = list(row.people.all())
    return Reading(
        wish=Wish(row.wish),
        readers=frozenset(one.resident for one in known if one.confirmed_at),
        opened={one.resident: one.opened for one in known if one.confirmed_at is None},
        missed=row.missed,
    )


def readings(homes: Collection[people.HouseholdView]) -> Mapping[UUID, Reading]:
    """Return how these households stand with those who live there now (受取り方)."""
    living = {home.id: home.members for home in homes}
    ids, kept = list(living), Standing.objects.prefetch_related("people")
    parts = (kept.filter(household__in=ids[at : at + MANY]) for at in range(0, len(ids), MANY))
    found = {row.household: reading_of(row) for part in parts for row in part}
    return {
        id_: paper.stay(found[id_], members) if id_ in found else NOTHING
        for id_, members in living.items()
    }


MANY = 500  # values in one statement


def group_of(homes: Collection[people.HouseholdView]) -> Mapping[UUID, str]:
    """Return the group of each household that has one (組)."""
    rows = Standing.objects.exclude(group="")
    if len(homes) < MANY:
        rows = rows.filter(household__in=[home.id for home in homes])
    return dict(rows.values_list("household", "group"))


def home_of(resident: UUID, day: date) -> people.HouseholdView | None:
    """Return the household of a resident, or None where the register knows none (世帯)."""
    try:
        person = people.resident(resident, day=day)
    except people.NoSuchResident:
        return None
    if person.household is None:
        return None
    return next(iter(people.households(day=day, ids=[person.household])), None)


def standing(household: UUID) -> Standing:
    """Return how a household stands, without keeping anything new."""
    row = Standing.objects.prefetch_related("people").filter(pk=household).first()
    return row or Standing(household=household)


def digital_districts(day: date) -> Sequence[str]:
    """Return the districts in which a household reads without paper (電子回覧に対応した区)."""
    rows = Standing.objects.filter(wish=Wish.DIGITAL, people__confirmed_at__isnull=False)
    ids = list(rows.values_list("household", flat=True).distinct())
    homes = people.households(day=day, ids=ids)
    found = readings(homes)
    return sorted({home.district for home in homes if not found[home.id].on_paper})
