"""Households whom a district's head enters (紙の世帯の登録), and the person's rights over that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import (
    PaperHomeChanged,
    PaperHomeEntered,
    PaperHomeRemoved,
)
from tsunagaru.services.community.models import PaperHome, PaperHomeLook, Setup
from tsunagaru.services.community.queries.access import minds_districts
from tsunagaru.services.community.queries.addressees import household_like
from tsunagaru.services.community.queries.offices import leads
from tsunagaru.services.community.queries.setups import groups
from tsunagaru.services.community.rules.paper_homes import same_name, same_place
from tsunagaru.services.community.rules.rosters import Viewer


class CannotEnter(Exception):
    """This person enters no household there (登録できません)."""


class EnteredBefore(Exception):
    """This household is in the list already (登録済みです)."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What the head writes of a household (紙の世帯の記載).

    Args:
        phone: kept only with ``agreed_on``, the day the person agreed face to face.
    """

    name: str
    place: str
    people: int
    group: str = ""
    phone: str = ""
    agreed_on: date | None = None


@transaction.atomic
def enter(district: str, written: Written, *, by: Actor, at: datetime) -> UUID:
    """Enter a household that lives on paper (紙の世帯を登録する); one of the register counts once.

    Raises:
        CannotEnter: neither leads the district, nor minds districts for the town.
        EnteredBefore

    Publishes:
        PaperHomeEntered
    """
    _check(district, by, at)
    row = PaperHome(district=district)
    _write(row, written, by, at)
    matched = "yes" if row.household else "no"
    publish(PaperHomeEntered(at=at, subject=row.pk, matched=matched, district=district))
    _note("paper_home.entered", row, by, at)
    return row.pk


@transaction.atomic
def change(home: UUID, written: Written, *, by: Actor, at: datetime) -> None:
    """Correct an entry (直す), by who leads the district, or by the town as the person asked.

    Raises:
        CannotEnter, EnteredBefore

    Publishes:
        PaperHomeChanged
    """
    row = _locked(home, by, at)
    _write(row, written, by, at)
    publish(PaperHomeChanged(at=at, subject=row.pk, by=_who(by), district=row.district))
    _note("paper_home.changed", row, by, at)


@transaction.atomic
def remove(home: UUID, *, by: Actor, at: datetime) -> None:
    """Delete an entry with the record of who looked (消す).

    Raises:
        CannotEnter

    Publishes:
        PaperHomeRemoved
    """
    row = _locked(home, by, at)
    _note("paper_home.removed", row, by, at)
    _delete(row, _who(by), at)


@transaction.atomic
def link(home: UUID, household: UUID, *, by: Actor, at: datetime) -> None:
    """Say that an entry is a household of the register (住民記録の世帯と同じ): it counts once.

    Raises:
        CannotEnter: not a member of staff who minds districts.
        EnteredBefore: another entry is that household.

    Publishes:
        PaperHomeChanged
    """
    row = _locked(home, by, at)
    if not minds_districts(by):
        raise CannotEnter
    if PaperHome.objects.filter(household=household).exclude(pk=row.pk).exists():
        raise EnteredBefore
    row.household = household
    row.save(update_fields=["household"])
    publish(PaperHomeChanged(at=at, subject=row.pk, by="town", district=row.district))
    _note("paper_home.linked", row, by, at)


@transaction.atomic
def look(district: str, *, by: Actor, at: datetime, name: str | None = None) -> Sequence[PaperHome]:
    """Return entries of a district, and keep that they were looked at (見る).

    Args:
        name: exactly the name of the person who asks; the town sees nothing without.

    Raises:
        CannotEnter
    """
    _check(district, by, at)
    if name is None and minds_districts(by):
        raise CannotEnter
    rows = [
        row
        for row in PaperHome.objects.filter(district=district)
        if name is None or same_name(row.name, name)
    ]
    _note_looks(rows, by, at)
    facts: dict[str, str | int] = {"district": district, "households": len(rows)}
    audit(actor=by, action="paper_home.viewed", subject=district, at=at, facts=facts)
    return sorted(rows, key=lambda row: (row.group == "", row.group, row.place))


@transaction.atomic
def forget_moved(living: Iterable[people.HouseholdView], *, at: datetime) -> int:
    """Delete entries of households that left the district, as the register says (転出など).

    Publishes:
        PaperHomeRemoved
    """
    where = {home.id: home.district for home in living}
    rows = list(PaperHome.objects.exclude(household=None))
    gone = [row for row in rows if row.household and where.get(row.household) != row.district]
    for row in gone:
        _delete(row, "moved", at)
    return len(gone)


@transaction.atomic
def give_way(household: UUID, *, at: datetime) -> None:
    """Delete what the head wrote of a household that writes into the roster itself (本人が書いた).

    Publishes:
        PaperHomeRemoved
    """
    for row in PaperHome.objects.filter(household=household):
        _delete(row, "self", at)


def _check(district: str, by: Actor, at: datetime) -> None:
    if not minds_districts(by) and not leads(by.resident, district, day_of(at)):
        raise CannotEnter


def _locked(home: UUID, by: Actor, at: datetime) -> PaperHome:
    row = PaperHome.objects.select_for_update(no_key=True).filter(pk=home).first()
    if row is None:
        raise CannotEnter
    _check(row.district, by, at)
    return row


def _write(row: PaperHome, written: Written, by: Actor, at: datetime) -> None:
    Setup.objects.select_for_update(no_key=True).get()  # one after another: nobody twice
    others = list(PaperHome.objects.exclude(pk=row.pk))
    for one in others:
        same = same_name(one.name, written.name) and same_place(one.place, written.place)
        if same and one.district == row.district:
            raise EnteredBefore
    found = household_like(row.district, written.name, written.place, day_of(at))
    if any(one.household == found for one in others if found):
        raise EnteredBefore
    known = {one.code for one in groups(row.district)}
    kept = row.household if row.household and same_name(row.name, written.name) else None
    row.group = written.group if written.group in known else ""
    row.name, row.place, row.people = written.name, written.place, written.people
    row.phone = (written.phone or None) if written.agreed_on else None
    row.phone_agreed_on = written.agreed_on if row.phone else None
    row.household = found or kept
    row.changed_by, row.changed_at = _id(by), at
    row.save()


def _delete(row: PaperHome, by: str, at: datetime) -> None:
    key, district = row.pk, row.district
    row.delete()
    publish(PaperHomeRemoved(at=at, subject=key, by=by, district=district))


def _who(by: Actor) -> str:
    return "town" if by.is_staff else "head"


def _id(by: Actor) -> UUID:
    found = by.staff or by.resident
    if found is None:
        raise CannotEnter
    return found


def _note(action: str, row: PaperHome, by: Actor, at: datetime) -> None:
    facts = {"district": row.district}
    audit(actor=by, action=action, subject=row.pk, at=at, facts=facts)


def _note_looks(rows: Iterable[PaperHome], by: Actor, at: datetime) -> None:
    viewer = Viewer.TOWN if by.is_staff else Viewer.LEADER
    seer = _id(by)
    made = [PaperHomeLook(home=row, viewer=viewer, by=seer, at=at) for row in rows]
    PaperHomeLook.objects.bulk_create(made, batch_size=1000)
