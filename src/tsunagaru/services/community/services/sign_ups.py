"""Households sign up for an event (参加申込): themselves, or through the head on the telephone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Gathering, SignUp
from tsunagaru.services.community.queries.gatherings import lines, open_to
from tsunagaru.services.community.queries.standings import group_of
from tsunagaru.services.community.rules.gatherings import Place, State, Way
from tsunagaru.services.community.rules.paper_homes import same_name
from tsunagaru.services.community.services.gatherings import CannotOrganise, locked
from tsunagaru.services.community.services.lines import Party, alter, join, leave


class CannotSignUp(Exception):
    """This household does not sign up there (この世帯は申し込めません)."""


class SignUpsClosed(Exception):
    """The deadline passed, or the event does not take place (受付は終わりました)."""


class SignedBefore(Exception):
    """A household of this name is in the line already (申込み済みです)."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """Which household told the head that it comes, and how (電話・紙の申込み)."""

    name: str
    way: Way = Way.PHONE
    group: str = ""


@transaction.atomic
def sign_up(
    gathering: UUID, home: people.HouseholdView, party: Party, *, by: Actor, at: datetime
) -> Place:
    """Sign the own household up, or change how many come (申し込む・変える).

    Who finds it full waits in a line; nobody passes those who wait already.

    Returns:
        Whether there is a place.

    Raises:
        CannotSignUp: not a member of a household of the district.
        SignUpsClosed
        NoRoom: more than fit into the whole event, or more than are free now.

    Publishes:
        SignedUp or SignUpChanged, and SignUpMoved where places became free
    """
    row = _row(gathering)
    if by.resident not in home.members or home.district != row.district:
        raise CannotSignUp
    if not open_to(row, day_of(at)):
        raise SignUpsClosed
    one = row.sign_ups.filter(household=home.id).first()
    if one is not None and one.active:
        alter(row, one, party, at=at)
    else:
        one = one or SignUp(gathering=row, household=home.id)
        one.way, one.by, one.group = Way.ONLINE, by.resident, group_of([home]).get(home.id, "")
        join(row, one, party, at=at)
    audit(actor=by, action="gathering.signed_up", subject=one.pk, at=at)
    return Place(one.place)


@transaction.atomic
def enter(gathering: UUID, told: Told, party: Party, *, by: Actor, at: datetime) -> UUID:
    """Enter a household that told the head on the telephone or on paper (代わりに申し込む).

    The head may do so until the day is over, also after the deadline.

    Raises:
        CannotOrganise, SignUpsClosed, NoRoom
        SignedBefore: somebody of this name is in the line.

    Publishes:
        SignedUp
    """
    row = locked(gathering, by, at)
    need_coming(row, at)
    if any(same_name(one.name, told.name) for one in lines(row, day_of(at))):
        raise SignedBefore
    one = SignUp(gathering=row, by=by.resident, **vars(told))
    join(row, one, party, at=at)
    _note("gathering.entered", one, row, by, at)
    return one.pk


@transaction.atomic
def change_for(sign_up: UUID, party: Party, *, by: Actor, at: datetime) -> None:
    """Change how many come, as the household told the head (代わりに変える).

    Raises:
        CannotOrganise, SignUpsClosed, NoRoom

    Publishes:
        SignUpChanged, and SignUpMoved where places became free
    """
    row, one = organised(sign_up, by, at)
    need_coming(row, at)
    alter(row, one, party, at=at)
    _note("gathering.sign_up_changed", one, row, by, at)


@transaction.atomic
def withdraw(gathering: UUID, home: people.HouseholdView, *, by: Actor, at: datetime) -> None:
    """Take the own household's sign-up back (取り消す); the next in line moves up.

    Raises:
        CannotSignUp: it has none.
        SignUpsClosed

    Publishes:
        SignUpWithdrawn, SignUpMoved
    """
    row = _row(gathering)
    one = row.sign_ups.filter(household=home.id).first()
    if by.resident not in home.members or one is None or not one.active:
        raise CannotSignUp
    if not open_to(row, day_of(at)):
        raise SignUpsClosed
    leave(row, one, "household", at=at)
    audit(actor=by, action="gathering.withdrawn", subject=one.pk, at=at)


@transaction.atomic
def withdraw_for(sign_up: UUID, *, by: Actor, at: datetime) -> None:
    """Take a sign-up back as the household told the head (代わりに取り消す).

    Raises:
        CannotOrganise, SignUpsClosed

    Publishes:
        SignUpWithdrawn, SignUpMoved
    """
    row, one = organised(sign_up, by, at)
    need_coming(row, at)
    leave(row, one, "head", at=at)
    _note("gathering.withdrawn", one, row, by, at)


def _row(gathering: UUID) -> Gathering:
    found = rows.first(Gathering, lock=True, pk=gathering)
    if found is None:
        raise CannotSignUp
    return found


def organised(sign_up: UUID, by: Actor, at: datetime) -> tuple[Gathering, SignUp]:
    """Return a sign-up that did not withdraw, with its event, for who leads the district.

    Raises:
        CannotOrganise
    """
    known = SignUp.objects.filter(pk=sign_up).values_list("gathering", flat=True).first()
    if known is None:
        raise CannotOrganise
    row = locked(known, by, at)
    one = rows.get(SignUp, pk=sign_up)
    if not one.active:
        raise CannotOrganise
    return row, one


def need_coming(row: Gathering, at: datetime) -> None:
    """Refuse what comes after the day of an event, or its cancellation.

    Raises:
        SignUpsClosed
    """
    if row.state != State.OPEN or day_of(at) > row.on:
        raise SignUpsClosed


def _note(action: str, one: SignUp, row: Gathering, by: Actor, at: datetime) -> None:
    audit(actor=by, action=action, subject=one.pk, at=at, facts={"district": row.district})
