"""The people of a demo town (デモの住民と職員). Every name is made up of the town's own."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Q

from tsunagaru.ground.people.models import Account, Body, Section
from tsunagaru.ground.people.models.indexes import login_key
from tsunagaru.ground.people.queries.demo import demo_people
from tsunagaru.ground.people.rules import Person
from tsunagaru.ground.people.services import accounts, residents, staff
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role

DEMO_PASSWORD = "tsunagaru-demo"  # noqa: S105 - printed on purpose; refused outside a demo
SINCE = date(2020, 4, 1)
ADDRESS = {"prefecture": "静岡県", "city": "駿東郡小山町"}


class CannotMakeDemo(Exception):
    """This is not a demo town."""


@dataclass(frozen=True)
class DemoResident:
    """One of the residents with whom a demo is tried."""

    login: str
    family: str
    given: str
    kana_family: str
    kana_given: str
    birth_on: date
    sex: str
    town: str
    phone: str
    household: UUID


HOUSE = UUID("7d3c1f5e-0000-4000-8000-000000000001")
OTHER_HOUSE = UUID("7d3c1f5e-0000-4000-8000-000000000002")
RESIDENTS = (
    DemoResident(
        "hanako", "小山", "花子", "コヤマ", "ハナコ", date(1989, 5, 14), "female", "藤曲",
        "0550000001", HOUSE,
    ),
    DemoResident(
        "taro", "小山", "太郎", "コヤマ", "タロウ", date(1987, 11, 3), "male", "藤曲",
        "0550000001", HOUSE,
    ),
    DemoResident(
        "ume", "富士見", "うめ", "フジミ", "ウメ", date(1946, 2, 20), "female", "須走",
        "0550000002", OTHER_HOUSE,
    ),
)  # fmt: skip
FAMILY_NAMES = (
    ("金時", "キントキ"), ("足柄", "アシガラ"), ("須走", "スバシリ"), ("駿河", "スルガ"),
    ("明神", "ミョウジン"), ("三国", "ミクニ"), ("不老", "フロウ"), ("籠坂", "カゴサカ"),
    ("湯船", "ユブネ"), ("桑木", "クワキ"), ("竹之下", "タケノシタ"), ("用沢", "ヨウサワ"),
    ("阿多野", "アダノ"), ("大御神", "オオミカ"), ("中日向", "ナカヒナタ"), ("上野", "ウエノ"),
)  # fmt: skip


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
        for person in RESIDENTS:
            if not _exists(person.login):
                _make_resident(person, at)
        _make_staff(at)
        _set_passwords()


def _exists(login: str) -> bool:
    return Account.objects.filter(login=login_key(login)).exists()


def _make_resident(person: DemoResident, at: datetime) -> None:
    id_ = residents.register_resident(
        Person(
            family=person.family,
            given=person.given,
            kana_family=person.kana_family,
            kana_given=person.kana_given,
            birth_on=person.birth_on,
            sex=person.sex,
            postal_code="410-1395",
            address={**ADDRESS, "town": person.town, "street": "0番地"},
            phone=person.phone,
            email=f"{person.login}@resident.example.jp",
            household=person.household,
            relation="spouse" if person.login == "hanako" else "head",
        ),
        source="demo",
        at=at,
    )
    accounts.open_account(login=person.login, password=None, resident=id_, at=at)


def _make_staff(at: datetime) -> None:
    names = iter(FAMILY_NAMES * 9)
    sections = list(Section.objects.filter(closed=False))
    for section in sections:
        titles = [t["title"] for t in sorted(section.titles, key=lambda t: t["rank"])]
        head, clerk = (titles[0], titles[-1]) if titles else ("課長", "主事")
        _make_one(f"{section.code}-head", next(names), "一郎", (section, head, 1, Role.HEAD), at)
        _make_one(section.code, next(names), "さくら", (section, clerk, 9, Role.CLERK), at)
    if not sections:
        return
    body = Body.objects.filter(section__in=[s.code for s in sections]).order_by("order").first()
    office = next((s for s in sections if body and s.code == body.section), sections[0])
    _make_one("dx-office", ("金太", "キンタ"), "郎", (office, "DX推進担当", 3, Role.DX_OFFICE), at)
    _make_one("cio", ("峰", "ミネ"), "治", (office, "副町長", 1, Role.CIO), at)
    _make_one("auditor", ("清水", "シミズ"), "司", (sections[-1], "監査担当", 5, Role.AUDITOR), at)


def _make_one(
    login: str,
    family: tuple[str, str],
    given: str,
    work: tuple[Section, str, int, Role],
    at: datetime,
) -> None:
    section, title, rank, role = work
    if _exists(login):
        return
    kana = {"一郎": "イチロウ", "さくら": "サクラ", "郎": "ロウ", "治": "オサム", "司": "ツカサ"}
    id_ = staff.join_staff(
        name=f"{family[0]} {given}",
        kana=f"{family[1]} {kana[given]}",
        section=section.code,
        titles=(staff.Title(section=section.code, title=title, rank=rank),),
        at=at,
    )
    accounts.open_account(login=login, password=None, staff=id_, at=at)
    roles = [(role, "" if role in staff.TOWN_WIDE else section.code)]
    if role is Role.DX_OFFICE:
        roles.append((Role.CLERK, section.code))
    for one, where in roles:
        grant = staff.NewGrant(staff=id_, role=one, section=where, from_on=SINCE)
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
    names = [person.login for person in RESIDENTS]
    for code in Section.objects.filter(closed=False).values_list("code", flat=True):
        names += [code, f"{code}-head"]
    return [*names, "dx-office", "cio", "auditor"]


def demo_accounts(at: datetime | None = None) -> list[dict[str, str]]:
    """Return the demo's sign-ins, to be printed (デモのアカウント).

    Args:
        at: moment whose roles are told; now, unless told otherwise.

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
        for person in demo_people(demo_logins(), at=at or clock.now())
    ]
