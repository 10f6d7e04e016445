"""The roster of a district (名簿): written by its households, read as far as they agreed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import RosterViewed, RosterWritten
from tsunagaru.services.community.models import RosterEntry, RosterLook
from tsunagaru.services.community.queries.access import minds_districts
from tsunagaru.services.community.queries.offices import offices_of
from tsunagaru.services.community.queries.setups import group_names
from tsunagaru.services.community.queries.standings import group_of
from tsunagaru.services.community.rules.duties import Duty, Office, may_lead
from tsunagaru.services.community.rules.rosters import Field, Share, Viewer, visible
from tsunagaru.services.community.services.paper_homes import give_way


class CannotLook(Exception):
    """This person has no business with this roster (名簿を見られません)."""


@dataclass(frozen=True)
class Line:
    """One household of a roster, as far as it may be read (名簿の1行)."""

    group: str
    values: Mapping[Field, str]


@transaction.atomic
def write_entry(
    home: people.HouseholdView,
    values: Mapping[Field, str],
    shares: Mapping[Field, Share],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Keep what a household writes of itself, and how far each field may be read (名簿に書く).

    With nothing in any field the entry is deleted, and the record of who looked with it.

    Raises:
        CannotLook: not a member of the household.

    What the district's head wrote of the household gives way.

    Publishes:
        RosterWritten
    """
    if by.resident is None or by.resident not in home.members:
        raise CannotLook
    give_way(home.id, at=at)
    if not any(values.values()):
        RosterEntry.objects.filter(household=home.id).delete()
    else:
        given = {one.value: values.get(one) or None for one in Field}
        RosterEntry.objects.update_or_create(
            household=home.id,
            defaults=given
            | {
                "district": home.district,
                "shares": {one.value: int(shares.get(one, Share.NOBODY)) for one in Field},
                "changed_by": by.resident,
                "changed_at": at,
            },
        )
    publish(RosterWritten(at=at, subject=uuid4(), district=home.district))
    audit(actor=by, action="roster.written", subject=home.id, at=at)


@transaction.atomic
def look(district: str, *, by: Actor, at: datetime) -> Sequence[Line]:
    """Return a district's roster as far as this person may read it; each household sees that.

    Raises:
        CannotLook: no office there, and not of the section that minds districts.

    Publishes:
        RosterViewed
    """
    offices = [one for one in offices_of(by.resident, day_of(at)) if one.district == district]
    viewer, who = _viewer(by, offices, district)
    homes = people.households(day=day_of(at), districts=[district])
    living, groups = {home.id for home in homes}, group_of(homes)
    own = {one.group for one in offices if one.duty is Duty.GROUP}
    rows = [
        row
        for row in RosterEntry.objects.filter(district=district)
        if row.household in living
        and (viewer is not Viewer.GROUP or groups.get(row.household, "") in own)
    ]
    names, lines = group_names(), []
    for row in rows:
        values = _readable(row, viewer)
        if not values:
            continue
        shown = [one.value for one in values]
        RosterLook.objects.create(entry=row, viewer=viewer, by=who, fields=shown, at=at)
        lines.append(Line(names.get(groups.get(row.household, ""), ""), values))
    publish(
        RosterViewed(at=at, subject=uuid4(), viewer=viewer, district=district, entries=len(lines))
    )
    facts: dict[str, str | int] = {"district": district, "households": len(lines)}
    audit(actor=by, action="roster.viewed", subject=district, at=at, facts=facts)
    return sorted(lines, key=lambda line: (line.group == "", line.group))


def forget_gone(living: Iterable[people.HouseholdView]) -> int:
    """Delete the entries of households that moved out of the district (名簿から消す)."""
    where = {home.id: home.district for home in living}
    gone = [
        household
        for household, district in RosterEntry.objects.values_list("household", "district")
        if where.get(household) != district
    ]
    return RosterEntry.objects.filter(household__in=gone).delete()[0]


def _viewer(by: Actor, offices: Sequence[Office], district: str) -> tuple[Viewer, UUID]:
    if by.resident is not None and offices:
        leads = may_lead(offices, district)
        return (Viewer.LEADER if leads else Viewer.GROUP), by.resident
    if by.staff is not None and minds_districts(by):
        return Viewer.TOWN, by.staff
    raise CannotLook


def _readable(row: RosterEntry, viewer: Viewer) -> dict[Field, str]:
    return {
        one: text
        for one in Field
        if one in visible(row.shares, viewer) and (text := getattr(row, one.value) or "")
    }
