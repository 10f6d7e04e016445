"""Writing circulars and letting them go (回覧の作成と承認)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import (
    CircularAsked,
    CircularDrafted,
    CircularDropped,
    CircularReturned,
    CircularWithdrawn,
)
from tsunagaru.services.community.models import Circular, Edition, Setup
from tsunagaru.services.community.queries.access import (
    approves,
    may_withdraw,
    writers_of,
    writes,
)
from tsunagaru.services.community.queries.offices import leads
from tsunagaru.services.community.queries.setups import need_rules
from tsunagaru.services.community.rules.printing import Form
from tsunagaru.services.community.rules.states import LIVES, Act, Origin, State
from tsunagaru.services.community.services.releasing import release

Words = Mapping[str, Mapping[str, str]]


class CannotWrite(Exception):
    """This person does not write, approve or withdraw this circular (できません)."""


class CannotApproveOwn(CannotWrite):
    """Who wrote a text may not approve it (書いた人は承認できません)."""


class DeadlinePassed(Exception):
    """Its deadline is over before it goes out (期限が過ぎています)."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is written of a circular (回覧の内容).

    Args:
        words: title and body by language (``ja``, ``easy``, ``en``); Japanese is always there.
        due_on: moves to the next day on which the office is open.
        districts: of all when none is named; of a district's circular only its own.
    """

    words: Words
    due_on: date
    section: str = ""
    districts: tuple[str, ...] = ()
    form: Form = Form.ROUND


@transaction.atomic
def draft(written: Draft, *, by: Actor, at: datetime, district: str = "") -> UUID:
    """Keep a new circular (下書きを作る); with ``district`` as the circular of its head.

    Raises:
        CannotWrite: not a clerk of the section, or not who leads the district.

    Publishes:
        CircularDrafted
    """
    author = _author(by, written.section, district, at)
    Setup.objects.select_for_update(no_key=True).first()  # one after the other: they are numbered
    number = (Circular.objects.aggregate(n=Max("number"))["n"] or 0) + 1
    origin = Origin.DISTRICT if district else Origin.TOWN
    row = Circular(number=number, origin=origin, district=district, made_by=author, made_at=at)
    _write(row, written)
    Edition.objects.create(circular=row, number=1, words=written.words, by=author, asked_at=at)
    publish(CircularDrafted(at=at, subject=row.pk, origin=origin, district=district))
    audit(actor=by, action="circular.drafted", subject=row.pk, at=at)
    return row.pk


@transaction.atomic
def change(circular: UUID, written: Draft, *, by: Actor, at: datetime) -> None:
    """Write a draft anew (下書きを直す).

    Raises:
        CannotMove: it is no draft any more.
        CannotWrite: as for ``draft``.
    """
    row = _locked(circular, by, at)
    _move(row, Act.EDIT)
    _write(row, written)
    author = by.staff or by.resident
    row.editions.update(words=written.words, by=author, asked_at=at)
    audit(actor=by, action="circular.changed", subject=row.pk, at=at)


@transaction.atomic
def ask(circular: UUID, *, by: Actor, at: datetime) -> None:
    """Ask another member of staff to approve it (承認を求める).

    Raises:
        CannotMove, CannotWrite

    Publishes:
        CircularAsked
    """
    row = _locked(circular, by, at)
    _move(row, Act.ASK)
    row.asked_by, row.asked_at, row.because = by.staff, at, ""
    row.save()
    publish(CircularAsked(at=at, subject=row.pk, correction="no"))
    audit(actor=by, action="circular.approval_asked", subject=row.pk, at=at)


@transaction.atomic
def give_back(circular: UUID, reason: str, *, by: Actor, at: datetime) -> None:
    """Give it back to its author with a reason (差し戻す).

    Raises:
        CannotMove
        CannotWrite: this person approves nothing here.

    Publishes:
        CircularReturned
    """
    row = _row(circular)
    if not approves(by, row, at):
        raise CannotWrite
    _move(row, Act.RETURN)
    row.because = reason
    row.save()
    publish(CircularReturned(at=at, subject=row.pk, correction="no"))
    audit(actor=by, action="circular.returned", subject=row.pk, at=at)


@transaction.atomic
def approve(circular: UUID, *, by: Actor, at: datetime) -> None:
    """Approve it; it goes out in the same moment (承認して回覧を始める).

    Raises:
        CannotMove
        CannotWrite: this person approves nothing here; CannotApproveOwn: wrote or asked.
        DeadlinePassed

    Publishes:
        CircularReleased
    """
    row = _row(circular)
    if not approves(by, row, at):
        raise CannotWrite
    if by.staff in writers_of(row, row.words):
        raise CannotApproveOwn
    _move(row, Act.APPROVE)
    row.approved_by = by.staff
    _go_out(row, by, at)


@transaction.atomic
def post(circular: UUID, *, by: Actor, at: datetime) -> None:
    """Let a district's circular go out to its own households (区の回覧を始める).

    Raises:
        CannotMove: it is not a draft, or is the town's.
        CannotWrite: not who leads the district.
        DeadlinePassed

    Publishes:
        CircularReleased
    """
    row = _locked(circular, by, at)
    _move(row, Act.POST)
    _go_out(row, by, at)


def _go_out(row: Circular, by: Actor, at: datetime) -> None:
    if row.due_on < day_of(at):
        raise DeadlinePassed
    row.editions.filter(number=row.edition).update(at=at, approved_by=row.approved_by)
    release(row, at=at)
    audit(actor=by, action="circular.released", subject=row.pk, at=at)


@transaction.atomic
def drop(circular: UUID, *, by: Actor, at: datetime) -> None:
    """Decide that it is not sent (取りやめる).

    Raises:
        CannotMove, CannotWrite

    Publishes:
        CircularDropped
    """
    row = _locked(circular, by, at)
    _end(row, Act.DROP, "", by, at)
    publish(CircularDropped(at=at, subject=row.pk, origin=row.origin))
    audit(actor=by, action="circular.dropped", subject=row.pk, at=at)


@transaction.atomic
def withdraw(circular: UUID, reason: str, *, by: Actor, at: datetime) -> None:
    """Take back what went out (取り下げる): its author, or the town a district's, with a reason.

    Raises:
        CannotMove, CannotWrite

    Publishes:
        CircularWithdrawn
    """
    row = _row(circular)
    if not may_withdraw(by, row, at):
        raise CannotWrite
    _end(row, Act.WITHDRAW, reason, by, at)
    who = "town" if by.is_staff else "district"
    publish(CircularWithdrawn(at=at, subject=row.pk, origin=row.origin, by=who))
    audit(actor=by, action="circular.withdrawn", subject=row.pk, at=at)


def _author(by: Actor, section: str, district: str, at: datetime) -> UUID:
    if district:
        if by.resident is None or not leads(by.resident, district, day_of(at)):
            raise CannotWrite
        return by.resident
    if by.staff is None or not by.works_in(section):
        raise CannotWrite
    return by.staff


def _write(row: Circular, written: Draft) -> None:
    own = row.origin == Origin.DISTRICT
    row.section = need_rules().section if own else written.section
    row.districts = [row.district] if own else list(written.districts)
    row.form = written.form
    row.due_on = places.calendar().next_open_day(written.due_on)
    row.save()


def _row(circular: UUID) -> Circular:
    return Circular.objects.select_for_update(no_key=True).get(pk=circular)


def _locked(circular: UUID, by: Actor, at: datetime) -> Circular:
    row = _row(circular)
    if not writes(by, row, at):
        raise CannotWrite
    return row


def _move(row: Circular, act: Act) -> None:
    row.state = LIVES[Origin(row.origin)].move(State(row.state), act)


def _end(row: Circular, act: Act, reason: str, by: Actor, at: datetime) -> None:
    _move(row, act)
    row.because, row.ended_by, row.ended_at = reason, by.staff or by.resident, at
    row.save()
