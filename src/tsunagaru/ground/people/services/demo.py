"""The people of a demo town (デモの住民と職員)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Q

from tsunagaru.ground.people.models import Account, Body, Resident, Section
from tsunagaru.ground.people.models.indexes import login_key
from tsunagaru.ground.people.queries.demo import demo_people
from tsunagaru.ground.people.rules import demo
from tsunagaru.ground.people.services import accounts, residents, staff
from tsunagaru.ground.people.services.population import quarters
from tsunagaru.kernel.access import Role

DEMO_PASSWORD = "tsunagaru-demo"  # noqa: S105 - printed on purpose; refused outside a demo
SINCE = date(2020, 4, 1)
STREETS = {demo.HOUSE: "12番地の3", demo.OTHER_HOUSE: "45番地の6"}


class CannotMakeDemo(Exception):
    """This is not a demo town."""


def create_demo_people(*, at: datetime) -> None:
    """Enter the demo's residents and staff, once (デモの登録).

    Every section gets a clerk and a head; the section of the plan's DX office, the CIO and an
    auditor get their town-wide roles.

    Raises:
        CannotMakeDemo: outside a demo.

    Publishes:
        ResidentRegistered, StaffJoined, GrantGiven, AccountOpened
    """
    if not settings.TSUNAGARU_DEMO:
        raise CannotMakeDemo("デモではない町には、デモの住民と職員を登録できません。")
    with transaction.atomic():
        _make_residents(at)
        _make_staff(at)
        _set_passwords()


def _exists(login: str) -> bool:
    return Account.objects.filter(login=login_key(login)).exists()


def _make_residents(at: datetime) -> None:
    there = quarters()
    homes = {demo.HOUSE: there[0], demo.OTHER_HOUSE: there[-1]}
    there_already = set(Resident.objects.filter(source="demo").values_list("pk", flat=True))
    for person in (*demo.RESIDENTS.values(), *demo.CHILDREN):
        if person.id in there_already or person.household is None:
            continue
        home = homes[person.household]
        address = {
            "prefecture": home.prefecture,
            "city": home.city,
            "town": home.town,
            "street": STREETS[person.household],
        }
        living = replace(person, postal_code=home.postal_code, address=address, district=home.code)
        residents.register_resident(living, source="demo", at=at)
    for login, person in demo.RESIDENTS.items():
        if not _exists(login):
            accounts.open_account(login=login, password=None, resident=person.id, at=at)


@dataclass(frozen=True)
class Work:
    """What a demo's member of staff does (デモの職員の職と役割)."""

    section: str
    title: str
    rank: int
    role: Role


def _make_staff(at: datetime) -> None:
    sections = list(Section.objects.filter(closed=False))
    for number, section in enumerate(sections):
        titles = [t["title"] for t in sorted(section.titles, key=lambda t: t["rank"])]
        head, clerk = (titles[0], titles[-1]) if titles else ("課長", "主事")
        pairs = len(demo.FAMILY_NAMES) // 2
        first, second = demo.FAMILY_NAMES[2 * (number % pairs) :][:2]
        turn, code = number // pairs % len(demo.HEADS), section.code
        _make_one(f"{code}-head", (first, demo.HEADS[turn]), Work(code, head, 1, Role.HEAD), at)
        _make_one(code, (second, demo.CLERKS[turn]), Work(code, clerk, 9, Role.CLERK), at)
    if not sections:
        return
    codes = [section.code for section in sections]
    body = Body.objects.filter(section__in=codes).order_by("order").first()
    office = body.section if body else codes[0]
    _make_one("dx-office", demo.OFFICE, Work(office, "DX推進担当", 3, Role.DX_OFFICE), at)
    _make_one("cio", demo.CIO, Work(office, "副町長", 1, Role.CIO), at)
    _make_one("auditor", demo.AUDITOR, Work(codes[-1], "監査担当", 5, Role.AUDITOR), at)


Name = tuple[tuple[str, str], tuple[str, str]]


def _make_one(login: str, name: Name, work: Work, at: datetime) -> None:
    """Enter one member of staff; ``name`` is family and given name, each with its reading."""
    if _exists(login):
        return
    (family, family_kana), (given, given_kana) = name
    id_ = staff.join_staff(
        name=f"{family} {given}",
        kana=f"{family_kana} {given_kana}",
        section=work.section,
        titles=(staff.Title(section=work.section, title=work.title, rank=work.rank),),
        at=at,
    )
    accounts.open_account(login=login, password=None, staff=id_, at=at)
    roles = [(work.role, "" if work.role in staff.TOWN_WIDE else work.section)]
    if work.role is Role.DX_OFFICE:
        roles.append((Role.CLERK, work.section))
    for role, where in roles:
        grant = staff.NewGrant(staff=id_, role=role, section=where, from_on=SINCE)
        staff.give_role(grant, by=None, at=at)


def _set_passwords() -> None:
    """Give all demo accounts the printed password; it is hashed once, since that is slow."""
    unusable = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    rows = Account.objects.filter(unusable, login__in=demo_logins())
    if rows.exists():
        sample = Account()
        sample.set_password(DEMO_PASSWORD)
        rows.update(password=sample.password)


def demo_logins() -> list[str]:
    """Return the sign-in names of the demo, residents first (デモのサインイン名)."""
    names = list(demo.RESIDENTS)
    for code in Section.objects.filter(closed=False).values_list("code", flat=True):
        names += [code, f"{code}-head"]
    return [*names, "dx-office", "cio", "auditor"]


def demo_accounts(*, at: datetime) -> list[dict[str, str]]:
    """Return the demo's sign-ins, to be printed (デモのアカウント).

    Args:
        at: moment whose roles are told.

    Raises:
        CannotMakeDemo: outside a demo.
    """
    if not settings.TSUNAGARU_DEMO:
        raise CannotMakeDemo("デモではない町には、デモのアカウントがありません。")
    return [
        {
            "kind": person.kind,
            "login": person.login,
            "password": DEMO_PASSWORD,
            "name": person.name,
            "about": person.about,
        }
        for person in demo_people(demo_logins(), at=at)
    ]
