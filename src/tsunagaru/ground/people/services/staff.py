"""Writes about staff (職員・役割・不在)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import events
from tsunagaru.ground.people.models import Absence, Post, RoleGrant, Section, Staff
from tsunagaru.ground.people.models.indexes import email_index
from tsunagaru.ground.people.services import accounts
from tsunagaru.kernel.access import ANONYMOUS, Actor, Role

TOWN_WIDE = frozenset({Role.DX_OFFICE, Role.CIO, Role.AUDITOR})


class CannotGrant(Exception):
    """The actor may not give or take this role, or the role does not fit the section."""


class CannotEnterAbsence(Exception):
    """The actor may not enter an absence for this person."""


class CannotBeAwayTwice(CannotEnterAbsence):
    """Some of the days are entered already (重なる不在がある).

    Args:
        first: first day of what stands.
        last: last day of what stands.
    """

    def __init__(self, first: date, last: date) -> None:
        super().__init__()
        self.first, self.last = first, last


@dataclass(frozen=True, kw_only=True)
class Title:
    """A post to be held (職): title, seniority within the section, main or concurrent."""

    section: str
    title: str
    rank: int = 9
    main: bool = True


@transaction.atomic
def join_staff(
    *,
    name: str,
    kana: str,
    section: str,
    at: datetime,
    email: str = "",
    titles: tuple[Title, ...] = (),
) -> UUID:
    """Enter a member of staff with posts (職員を登録する).

    Publishes:
        StaffJoined
    """
    row = Staff.objects.create(
        name=name,
        kana=kana or None,
        email=email or None,
        email_index=email_index(email),
        section_id=section,
        joined_at=at,
    )
    for title in titles:
        Post.objects.create(
            staff=row,
            section_id=title.section,
            title=title.title,
            rank=title.rank,
            main=title.main,
            from_on=at.date(),
        )
    publish(events.StaffJoined(at=at, subject=uuid4(), section=section))
    return row.pk


def may_grant(actor: Actor, role: Role, section: str) -> bool:
    """Tell whether an actor may give or take a role (付与権限).

    The DX office may everywhere; a head may name the clerks of the own section. Nobody gives
    rights to themselves; that is checked where the person is known.
    """
    if actor.has(Role.DX_OFFICE):
        return True
    return role is Role.CLERK and section in actor.sections(Role.HEAD)


@dataclass(frozen=True, kw_only=True)
class NewGrant:
    """A role to be given (付与する役割); ``section`` is empty for town-wide roles."""

    staff: UUID
    role: Role
    section: str
    from_on: date
    to_on: date | None = None


@transaction.atomic
def give_role(grant: NewGrant, *, by: Actor | None, at: datetime) -> UUID:
    """Give a role for a period; the person's sessions end (役割を付与する).

    Args:
        by: who gives it; None while a town is being loaded.

    Raises:
        CannotGrant: not allowed, to oneself, or the role does not fit the section.

    Publishes:
        GrantGiven
    """
    town_wide = grant.role in TOWN_WIDE
    known = grant.section == "" or Section.objects.filter(pk=grant.section).exists()
    if town_wide != (grant.section == "") or not known:
        raise CannotGrant("role and section do not fit")
    if by is not None and (not may_grant(by, grant.role, grant.section) or by.staff == grant.staff):
        raise CannotGrant("not allowed")
    row = RoleGrant.objects.create(
        staff_id=grant.staff,
        role=grant.role,
        section=grant.section,
        from_on=grant.from_on,
        to_on=grant.to_on,
        given_by=by.staff if by else None,
        given_at=at,
    )
    accounts.end_sessions(grant.staff)
    _note(by or ANONYMOUS, "grant.given", row, at)
    publish(events.GrantGiven(at=at, subject=row.pk, role=grant.role, section=grant.section))
    return row.pk


@transaction.atomic
def revoke_role(grant: UUID, *, by: Actor, at: datetime) -> None:
    """Take a role back at once; the person's sessions end (役割を取り消す).

    Raises:
        RoleGrant.DoesNotExist: there is no such grant in force.
        CannotGrant: not allowed.

    Publishes:
        GrantRevoked
    """
    row = RoleGrant.objects.select_for_update(no_key=True).get(pk=grant, revoked_at=None)
    if not may_grant(by, Role(row.role), row.section) or by.staff == row.staff_id:
        raise CannotGrant("not allowed")
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    accounts.end_sessions(row.staff_id)
    _note(by, "grant.revoked", row, at)
    publish(events.GrantRevoked(at=at, subject=row.pk, role=row.role, section=row.section))


def _note(by: Actor, action: str, grant: RoleGrant, at: datetime) -> None:
    facts = {"role": str(grant.role), "section": grant.section, "grant": str(grant.pk)}
    audit(actor=by, action=action, subject=grant.staff_id, at=at, facts=facts)


def may_enter_absence(actor: Actor, person: Staff) -> bool:
    """Tell whether an actor may enter somebody's absence: the person, the head, the DX office."""
    return (
        actor.staff == person.pk
        or person.section_id in actor.sections(Role.HEAD)
        or actor.has(Role.DX_OFFICE)
    )


@transaction.atomic
def enter_absence(
    staff: UUID, *, days: tuple[date, date], why: str, by: Actor, at: datetime
) -> UUID:
    """Enter days on which somebody is away (不在を登録する).

    Args:
        days: first and last day, both included.

    Raises:
        CannotEnterAbsence: not allowed, or the last day lies before the first.
        CannotBeAwayTwice: the person is away on one of these days already.

    Publishes:
        AbsenceEntered
    """
    person = Staff.objects.select_for_update(no_key=True).get(
        pk=staff
    )  # two who enter at once take turns
    first, last = days
    if last < first or not may_enter_absence(by, person):
        raise CannotEnterAbsence
    standing = person.absences.filter(from_on__lte=last, to_on__gte=first).first()
    if standing:
        raise CannotBeAwayTwice(standing.from_on, standing.to_on)
    row = Absence.objects.create(
        staff=person, from_on=first, to_on=last, why=why, entered_by=by.staff, entered_at=at
    )
    length = (last - first).days + 1
    publish(
        events.AbsenceEntered(
            at=at, subject=row.pk, section=person.section_id, why=why, days=length
        )
    )
    stay = {"from": first.isoformat(), "to": last.isoformat(), "why": why}
    audit(actor=by, action="absence.entered", subject=person.pk, at=at, facts=stay)
    return row.pk


@transaction.atomic
def cancel_absence(absence: UUID, *, by: Actor, at: datetime) -> None:
    """Take an absence back (不在を取り消す).

    Raises:
        Absence.DoesNotExist: there is none.
        CannotEnterAbsence: not allowed.

    Publishes:
        AbsenceCancelled
    """
    row = Absence.objects.select_related("staff").get(pk=absence)
    if not may_enter_absence(by, row.staff):
        raise CannotEnterAbsence
    publish(events.AbsenceCancelled(at=at, subject=row.pk, section=row.staff.section_id))
    stay = {"from": row.from_on.isoformat(), "to": row.to_on.isoformat(), "why": row.why}
    audit(actor=by, action="absence.cancelled", subject=row.staff_id, at=at, facts=stay)
    row.delete()
