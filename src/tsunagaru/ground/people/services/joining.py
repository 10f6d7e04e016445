"""New members of staff with their accounts (職員の登録)."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people.models import Section
from tsunagaru.ground.people.queries import grants_in
from tsunagaru.ground.people.services import accounts, staff
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Role

NO_SECTION = "この課は、町のフォルダにありません。"
LOGIN_TAKEN = "この利用者名は、すでに使われています。"
NOT_FIRST = "DX推進担当が、すでにいます。画面の「職員と課」で登録してください。"
NOT_ALLOWED = "職員を登録できるのは、DX推進担当だけです。"


class CannotEnterStaff(Exception):
    """The member of staff cannot be entered (登録できません); ``sentence`` tells why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody who begins to work for the town (新しい職員).

    Args:
        section: code of the main section.
        title: title of the post there, or empty.
    """

    login: str
    name: str
    kana: str = ""
    section: str
    title: str = ""


def new_password() -> str:
    """Return a password to begin with, which nobody can guess (はじめのパスワード)."""
    return secrets.token_urlsafe(12)


@transaction.atomic
def enter_first(newcomer: Newcomer, *, password: str, at: datetime) -> UUID:
    """Enter the first member of the DX office of a new town (最初の職員).

    Raises:
        CannotEnterStaff: there is a DX office already, no such section, or the name is taken.

    Publishes:
        StaffJoined, AccountOpened, GrantGiven
    """
    if any(grant.role == Role.DX_OFFICE for grant in grants_in("", at)):
        raise CannotEnterStaff(NOT_FIRST)
    person = _join(newcomer, password, at)
    today = clock.day_of(at)
    for role, section in ((Role.DX_OFFICE, ""), (Role.CLERK, newcomer.section)):
        grant = staff.NewGrant(staff=person, role=role, section=section, from_on=today)
        staff.give_role(grant, by=None, at=at)
    return person


@transaction.atomic
def enter_staff(newcomer: Newcomer, *, password: str, by: Actor, at: datetime) -> UUID:
    """Enter a member of staff with an account; roles are given afterwards (職員を登録する).

    Raises:
        CannotEnterStaff: not allowed, no such section, or the name is taken.

    Publishes:
        StaffJoined, AccountOpened
    """
    if not by.has(Role.DX_OFFICE):
        raise CannotEnterStaff(NOT_ALLOWED)
    person = _join(newcomer, password, at)
    facts = {"section": newcomer.section}
    audit(actor=by, action="staff.entered", subject=person, at=at, facts=facts)
    return person


def _join(newcomer: Newcomer, password: str, at: datetime) -> UUID:
    if not Section.objects.filter(pk=newcomer.section, closed=False).exists():
        raise CannotEnterStaff(NO_SECTION)
    titles = (staff.Title(section=newcomer.section, title=newcomer.title),)
    person = staff.join_staff(
        name=newcomer.name,
        kana=newcomer.kana,
        section=newcomer.section,
        titles=titles if newcomer.title else (),
        at=at,
    )
    try:
        accounts.open_account(login=newcomer.login, password=password, staff=person, at=at)
    except accounts.CannotOpenAccount as error:
        raise CannotEnterStaff(LOGIN_TAKEN) from error
    return person
