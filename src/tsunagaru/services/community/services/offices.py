"""Who leads districts and groups (区長・組長の登録)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import (
    HeadAppointed,
    HeadEnded,
    OfficePassed,
    OfficerAbsenceNoted,
)
from tsunagaru.services.community.models import Term
from tsunagaru.services.community.queries.access import minds_districts
from tsunagaru.services.community.queries.offices import leads, offices_in, terms_on
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.services.telling_officers import tell_begin, tell_end


class CannotAppoint(Exception):
    """This person enters no such office (役職を登録できません)."""


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """Who takes which office (就任)."""

    district: str
    duty: Duty
    resident: UUID
    from_on: date
    until_on: date | None = None
    group: str = ""


@transaction.atomic
def appoint(wanted: Appointment, *, by: Actor, at: datetime) -> UUID:
    """Enter who takes an office (役職に就ける): the town any, a district's head its groups' heads.

    There is one head a district and one a group: the one before ends the day before. Both are
    told.

    Raises:
        CannotAppoint: not for this person to say, or a group's head without a group.

    Publishes:
        HeadAppointed, and HeadEnded of the one before
    """
    may = minds_districts(by) or (
        wanted.duty is Duty.GROUP and leads(by.resident, wanted.district, day_of(at))
    )
    if not may or (wanted.duty is Duty.GROUP) != bool(wanted.group):
        raise CannotAppoint
    return _enter(wanted, by, at)


@transaction.atomic
def be_away(term: UUID, until: date | None, *, by: Actor, at: datetime) -> None:
    """Note until when an officer is absent (不在にする); the deputy takes the paper meanwhile.

    Args:
        until: the last day of the absence; None for back.

    Raises:
        CannotAppoint: neither the officer nor a member of staff who minds districts.

    Publishes:
        OfficerAbsenceNoted
    """
    row = Term.objects.select_for_update(no_key=True).get(pk=term)
    if not minds_districts(by) and (by.resident is None or by.resident != row.resident):
        raise CannotAppoint
    row.away_until = until
    row.save(update_fields=["away_until"])
    publish(OfficerAbsenceNoted(at=at, subject=row.pk, duty=row.duty, district=row.district))
    audit(actor=by, action="district.absence_noted", subject=row.pk, at=at)


@transaction.atomic
def hand_over(district: str, successor: UUID, *, by: Actor, at: datetime) -> date:
    """Hand over to the head of the next fiscal year (来年度の区長へ引き継ぐ).

    What goes round, drafts, receipts and the roster belong to the district: the next head finds
    them on the first of April, and the one before opens nothing any more. Handing over again
    names another.

    Args:
        successor: holds an office of the district now.

    Returns:
        From which day the successor leads.

    Raises:
        CannotAppoint: not who leads the district, or the successor holds no office there.

    Publishes:
        OfficePassed, HeadAppointed, HeadEnded
    """
    day = day_of(at)
    there = {one.resident for one in offices_in(district, day)}
    if by.resident is None or not leads(by.resident, district, day) or successor not in there:
        raise CannotAppoint
    first = date(FiscalYear.of(day).year + 1, 4, 1)
    wanted = Appointment(district=district, duty=Duty.HEAD, resident=successor, from_on=first)
    row = _enter(wanted, by, at)
    publish(OfficePassed(at=at, subject=row, district=district))
    audit(
        actor=by,
        action="district.office_passed",
        subject=row,
        at=at,
        facts={"district": district},
    )
    return first


def _enter(wanted: Appointment, by: Actor, at: datetime) -> UUID:
    before = terms_on(wanted.from_on).select_for_update(no_key=True)
    same = before.filter(district=wanted.district, duty=wanted.duty, group=wanted.group)
    for row in same:
        _end(row, wanted.from_on - timedelta(days=1), at)
    row = Term.objects.create(
        district=wanted.district,
        group=wanted.group,
        duty=wanted.duty,
        resident=wanted.resident,
        from_on=wanted.from_on,
        until_on=wanted.until_on,
        made_by=by.staff or by.resident,
    )
    event = HeadAppointed(at=at, subject=row.pk, duty=wanted.duty, district=wanted.district)
    publish(event)
    facts = {"duty": wanted.duty.value, "district": wanted.district}
    audit(actor=by, action="district.head_appointed", subject=row.pk, at=at, facts=facts)
    tell_begin(row, at=at)
    return row.pk


@transaction.atomic
def end_term(term: UUID, *, by: Actor, at: datetime) -> None:
    """End an office now (退任); from this moment on the person leads no more.

    Raises:
        CannotAppoint

    Publishes:
        HeadEnded
    """
    row = Term.objects.select_for_update(no_key=True).get(pk=term)
    if not minds_districts(by):
        raise CannotAppoint
    _end(row, day_of(at) - timedelta(days=1), at)
    audit(actor=by, action="district.head_ended", subject=row.pk, at=at)


def _end(row: Term, last: date, at: datetime) -> None:
    key = row.pk
    if last < row.from_on:
        row.delete()
    else:
        row.until_on = last
        row.save(update_fields=["until_on"])
    tell_end(row, key, last, at=at)
    publish(HeadEnded(at=at, subject=key, duty=row.duty, district=row.district))
