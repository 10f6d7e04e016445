"""Who belongs to an association (会員世帯): written by its officers, or copied from what they have.

The town's register is never read out to the association. It only says, unseen, which household a
written one is, so that the household finds its own dues.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import MemberEntered, MemberLeft
from tsunagaru.services.community.models import Due, DuesYear, Member, PaperHome, RosterEntry, Setup
from tsunagaru.services.community.queries.addressees import household_like
from tsunagaru.services.community.queries.dues import Reach, reach_of
from tsunagaru.services.community.queries.setups import groups
from tsunagaru.services.community.queries.standings import group_of
from tsunagaru.services.community.rules.paper_homes import same_name, same_place
from tsunagaru.services.community.rules.rosters import Field, Viewer, visible


class CannotCollect(Exception):
    """This person collects no dues there (会費を扱えません)."""


class MemberBefore(Exception):
    """This household is in the list already (登録済みです)."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """A household as an officer writes it (会員世帯の記載)."""

    name: str
    place: str = ""
    group: str = ""


@transaction.atomic
def enter(district: str, named: Named, *, by: Actor, at: datetime) -> UUID:
    """Enter a household of the association (会員世帯を登録する); it owes this year's dues, too.

    A group's head enters households of the own group.

    Raises:
        CannotCollect, MemberBefore

    Publishes:
        MemberEntered
    """
    reach = need_reach(district, by, at)
    if not reach.takes_in(named.group):
        raise CannotCollect
    _one_after_another()
    home = household_like(district, named.name, named.place, day_of(at))
    row = Member(district=district, household=home)
    _write(row, named, by, at)
    _owe([row], district, at)
    audit(actor=by, action="member.entered", subject=row.pk, at=at)
    return row.pk


@transaction.atomic
def change(member: UUID, named: Named, *, by: Actor, at: datetime) -> None:
    """Correct how a household is written (直す).

    Raises:
        CannotCollect, MemberBefore
    """
    row = _locked(member, by, at)
    if not need_reach(row.district, by, at).takes_in(named.group):
        raise CannotCollect
    _one_after_another()
    if not same_name(row.name, named.name) or not row.household:
        row.household = household_like(row.district, named.name, named.place, day_of(at))
    _write(row, named, by, at, new=False)
    audit(actor=by, action="member.changed", subject=row.pk, at=at)


@transaction.atomic
def leave(member: UUID, *, by: Actor, at: datetime) -> None:
    """Note that a household does not belong any more (退会・転出); what it paid stays.

    Raises:
        CannotCollect

    Publishes:
        MemberLeft
    """
    row = _locked(member, by, at)
    _leave(row, "officer", at)
    audit(actor=by, action="member.left", subject=row.pk, at=at)


@transaction.atomic
def copy(district: str, *, by: Actor, at: datetime) -> int:
    """Copy what the association has already (名簿と紙の世帯から写す): only what its head may read.

    Returns:
        How many households are new.

    Raises:
        CannotCollect: does not lead the district.

    Publishes:
        MemberEntered for each
    """
    if not need_reach(district, by, at).leads:
        raise CannotCollect
    _one_after_another()
    made = []
    for named, household in [*_roster(district, at), *_paper(district)]:
        row = Member(district=district, household=household)
        try:
            _write(row, named, by, at)
        except MemberBefore:
            continue
        made.append(row)
    _owe(made, district, at)
    facts: dict[str, str | int] = {"district": district, "households": len(made)}
    audit(actor=by, action="member.copied", subject=district, at=at, facts=facts)
    return len(made)


@transaction.atomic
def leave_moved(living: Iterable[people.HouseholdView], *, at: datetime) -> int:
    """Note which households left their district, as the register says (転出など).

    Publishes:
        MemberLeft
    """
    where = {home.id: home.district for home in living}
    there = Member.objects.filter(left_on=None).exclude(household=None)
    gone = [row for row in there if row.household and where.get(row.household) != row.district]
    for row in gone:
        _leave(row, "moved", at)
    return len(gone)


def need_reach(district: str, by: Actor, at: datetime) -> Reach:
    """Return from whom somebody collects in a district.

    Raises:
        CannotCollect: from nobody.
    """
    found = reach_of(by.resident, district, day_of(at))
    if found is None:
        raise CannotCollect
    return found


def _one_after_another() -> None:
    Setup.objects.select_for_update(no_key=True).get()  # so that nobody is entered twice


def _locked(member: UUID, by: Actor, at: datetime) -> Member:
    row = rows.first(Member, lock=True, pk=member)
    if row is None or row.left_on is not None:
        raise CannotCollect
    if not need_reach(row.district, by, at).takes_in(row.group):
        raise CannotCollect
    return row


def _write(row: Member, named: Named, by: Actor, at: datetime, *, new: bool = True) -> None:
    others = Member.objects.filter(district=row.district, left_on=None).exclude(pk=row.pk)
    if any(_same(one, row.household, named) for one in others):
        raise MemberBefore
    known = {one.code for one in groups(row.district)}
    row.group = named.group if named.group in known else ""
    row.name, row.place = named.name, named.place or None
    if by.resident is None:
        raise CannotCollect
    row.changed_by, row.changed_at = by.resident, at
    row.save()
    if new:
        publish(MemberEntered(at=at, subject=row.pk))


def _same(one: Member, household: UUID | None, named: Named) -> bool:
    if household is not None and one.household == household:
        return True
    places = not one.place or not named.place or same_place(one.place, named.place)
    return same_name(one.name, named.name) and places


def _owe(made: Sequence[Member], district: str, at: datetime) -> None:
    """Let new members owe this fiscal year's dues, and the next one's where it is settled."""
    year = FiscalYear.of(day_of(at)).year
    for row in DuesYear.objects.filter(district=district, year__gte=year):
        lines = [Due(dues=row, member=one, amount_yen=row.amount_yen) for one in made]
        Due.objects.bulk_create(lines, batch_size=500)


def _leave(row: Member, by: str, at: datetime) -> None:
    row.left_on = day_of(at)
    row.save(update_fields=["left_on"])
    publish(MemberLeft(at=at, subject=row.pk, by=by))


def _roster(district: str, at: datetime) -> list[tuple[Named, UUID | None]]:
    """Return who let the head read the name in the roster (名簿)."""
    homes = people.households(day=day_of(at), districts=[district])
    living, group = {home.id for home in homes}, group_of(homes)
    return [
        (Named(name=row.name, group=group.get(row.household, "")), row.household)
        for row in RosterEntry.objects.filter(district=district)
        if row.household in living and row.name and Field.NAME in visible(row.shares, Viewer.LEADER)
    ]


def _paper(district: str) -> list[tuple[Named, UUID | None]]:
    """Return the households that a head entered (紙の世帯)."""
    return [
        (Named(name=row.name, place=row.place, group=row.group), row.household)
        for row in PaperHome.objects.filter(district=district)
    ]
