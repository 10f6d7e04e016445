"""Makers other packages' tests may use (テスト用の住民と職員)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.models import Account, Letter, Linked, Mandate, Section
from tsunagaru.ground.people.queries import ResidentView, StaffView
from tsunagaru.ground.people.rules import Purpose
from tsunagaru.ground.people.rules.mandates import Ground, MandateTerms
from tsunagaru.ground.people.testing.passkeys import a_passkey
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Role

MORNING = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)
HANAKO: dict[str, Any] = {
    "family": "小山",
    "given": "花子",
    "kana_family": "コヤマ",
    "kana_given": "ハナコ",
    "birth_on": date(1988, 4, 2),
    "sex": "female",
    "postal_code": "410-1395",
    "address": {
        "prefecture": "静岡県",
        "city": "駿東郡小山町",
        "town": "藤曲",
        "street": "57番地の2",
    },
    "phone": "0550761111",
}
PASSWORD = "a long password of mine"  # noqa: S105 - of people who do not exist
BACKEND = "tsunagaru.ground.people.gateways.signing.Backend"
_count = iter(range(1, 1_000_000))


def a_resident(
    *,
    account: bool = True,
    at: datetime = MORNING,
    source: str = "demo",
    **changes: Any,  # noqa: ANN401 - any field of Person
) -> ResidentView:
    """Create a resident with plausible values, changed as asked (住民).

    Args:
        account: whether the person also has an account (see ``account_of``).
        source: ``self`` for who typed a name and an address on the web.
        changes: any field of ``services.Person``.
    """
    number = next(_count)
    values = HANAKO | {"email": f"hanako{number}@example.jp"} | changes
    id_ = services.register_resident(services.Person(**values), source=source, at=at)
    if account:
        services.open_account(login=f"resident{number}", password=None, resident=id_, at=at)
    return queries.resident(id_, day=at.date())


def a_section(code: str = "jumin", name: str = "住民福祉課", *, phone: str = "") -> str:
    """Return the code of a section, created when it is not there yet (課)."""
    values = {"name": name, "phone": phone, "demo": True}
    Section.objects.get_or_create(code=code, defaults=values)
    return code


def a_clerk(
    *,
    section: str = "jumin",
    role: Role = Role.CLERK,
    name: str = "小山 太郎",
    kana: str = "コヤマ タロウ",
    at: datetime = MORNING,
) -> StaffView:
    """Create a member of staff with an account and one role (担当者). Town-wide roles need none.

    ``role`` may be any role; DX office, CIO and auditor are held for the whole town.
    """
    number = next(_count)
    id_ = services.join_staff(
        name=name,
        kana=kana,
        section=a_section(section, f"{section}課" if section != "jumin" else "住民福祉課"),
        titles=(services.Title(section=section, title="主事"),),
        at=at,
    )
    services.open_account(login=f"staff{number}", password=None, staff=id_, at=at)
    where = section if role in {Role.CLERK, Role.HEAD} else ""
    grant = services.NewGrant(staff=id_, role=role, section=where, from_on=date(2020, 4, 1))
    services.give_role(grant, by=None, at=at)
    return queries.staff(id_)


def a_head(section: str = "jumin", **changes: Any) -> StaffView:  # noqa: ANN401 - of a_clerk
    """Create the head of a section (課長)."""
    return a_clerk(section=section, role=Role.HEAD, **changes)


def account_of(person: ResidentView | StaffView | UUID) -> Account:
    """Return the account of a resident or a member of staff."""
    id_ = person if isinstance(person, UUID) else person.id
    return Account.objects.filter(resident=id_).first() or Account.objects.get(staff=id_)


def actor_of(person: ResidentView | StaffView | UUID, *, at: datetime = MORNING) -> Actor:
    """Return the actor that a person with an account is on a page (操作者)."""
    account = Account.objects.select_related("resident", "staff").get(pk=account_of(person).pk)
    return queries.actor_of(account, at)


def sign_in(client: Client, person: Account | ResidentView | StaffView | UUID) -> Client:
    """Sign a test client in as a person, without password (サインイン)."""
    account = person if isinstance(person, Account) else account_of(person)
    client.force_login(account, backend=BACKEND)
    return client


@dataclass(frozen=True)
class Cast:
    """Everybody who tries to open a page in the test of all addresses (登場人物).

    Objects are made for resident A and for the section of ``clerk`` and ``head`` (jumin);
    ``other_clerk`` works in another section (zeimu).
    """

    resident_a: ResidentView
    resident_b: ResidentView
    clerk: StaffView
    other_clerk: StaffView
    head: StaffView
    dx_office: StaffView
    cio: StaffView
    auditor: StaffView


def a_cast() -> Cast:
    """Create two residents and one member of staff of each role (登場人物)."""
    return Cast(
        resident_a=a_resident(),
        resident_b=a_resident(given="次郎", kana_given="ジロウ"),
        clerk=a_clerk(),
        other_clerk=a_clerk(section="zeimu"),
        head=a_head(),
        dx_office=a_clerk(section="kikaku", role=Role.DX_OFFICE),
        cio=a_clerk(section="kikaku", role=Role.CIO),
        auditor=a_clerk(section="kansa", role=Role.AUDITOR),
    )


Arguments = dict[str, Any]


def _section(_cast: Cast) -> tuple[Arguments, Arguments]:
    return {"code": "jumin"}, {"code": "nowhere"}


def _consent(_cast: Cast) -> tuple[Arguments, Arguments]:
    return {"code": "news"}, {"code": "nothing"}


def _grant(cast: Cast) -> tuple[Arguments, Arguments]:
    wanted = services.NewGrant(
        staff=cast.clerk.id, role=Role.CLERK, section="jumin", from_on=date(2020, 4, 1)
    )
    row = services.give_role(wanted, by=None, at=MORNING)
    return {"grant": row}, {"grant": uuid4()}


def _absence(cast: Cast) -> tuple[Arguments, Arguments]:
    day = date(2020, 4, 1)
    actor = actor_of(cast.clerk)
    row = services.enter_absence(cast.clerk.id, days=(day, day), why="trip", by=actor, at=MORNING)
    return {"absence": row}, {"absence": uuid4()}


def _resident(cast: Cast) -> tuple[Arguments, Arguments]:
    return {"resident": cast.resident_a.id}, {"resident": uuid4()}


def a_letter(
    purpose: Purpose = Purpose.SIGN_UP,
    *,
    address: str = "jiro@example.jp",
    account: Account | None = None,
    at: datetime | None = None,
) -> Letter:
    """Write a letter as its page does (確認のメール); a sign-up's password is ``PASSWORD``.

    Args:
        account: whose e-mail or password it changes.
        at: when it is asked for; now, so that its link works on a page.
    """
    at = at or clock.now()
    visit = services.Visit(origin="https://town.example")
    if purpose is Purpose.SIGN_UP:
        person = services.Person(**HANAKO | {"given": "次郎", "email": address})
        id_ = services.ask_sign_up(person, password=PASSWORD, visit=visit, at=at)
    elif purpose is Purpose.EMAIL:
        assert account
        id_ = services.ask_email(account, address, visit=visit, at=at)
    else:
        id_ = services.ask_reset(address, visit=visit, at=at)
    return Letter.objects.get(pk=id_)


def _link(purpose: Purpose) -> Callable[[Cast], tuple[Arguments, Arguments]]:
    def make(cast: Cast) -> tuple[Arguments, Arguments]:
        account = account_of(cast.resident_a) if purpose is Purpose.EMAIL else None
        token = queries.token_of(a_letter(purpose, account=account))
        return {"token": token}, {"token": f"{token}x"}

    return make


def link_a_card(person: ResidentView, *, at: datetime = MORNING) -> None:
    """Enter a card for a resident's account (カードの登録)."""
    services.link_card(account_of(person), "https://card.example", "z", how=Linked.ACCOUNT, at=at)


def _card(cast: Cast) -> tuple[Arguments, Arguments]:
    account = account_of(cast.resident_a)
    services.link_card(account, "https://card.example", "x", how=Linked.ACCOUNT, at=MORNING)
    spare = ("https://card.example", "y")
    services.link_card(account, *spare, how=Linked.ACCOUNT, at=MORNING)
    return {"credential": services.cards_of(account.pk)[0].pk}, {"credential": uuid4()}


def _id(one: ResidentView | UUID) -> UUID:
    return one if isinstance(one, UUID) else one.id


def end_mandate(mandate: UUID, by: ResidentView) -> None:
    """Let one of both sides take a mandate back now (代理の取消し)."""
    services.end_mandate(mandate, by=actor_of(by), at=clock.now())


def a_mandate(
    principal: ResidentView | UUID, proxy: ResidentView | UUID, *, at: datetime = MORNING
) -> UUID:
    """Let one resident act for another in every procedure for a year (代理)."""
    terms = MandateTerms(clock.day_of(at), clock.day_of(at) + timedelta(days=365))
    told = services.CounterMandate(_id(principal), _id(proxy), Ground.MANDATE, "ininjo", terms)
    return services.record_mandate(told, by=actor_of(a_clerk(), at=at), at=at)


def a_mandate_nobody_confirmed(principal: ResidentView, *, at: datetime) -> None:
    """Ask for a proxy, and let the time to confirm it pass (確認されなかった代理)."""
    terms = MandateTerms(clock.day_of(at), clock.day_of(at) + timedelta(days=30))
    services.ask_mandate(actor_of(principal, at=at), "principal", terms, at=at)
    services.end_over(at=at + timedelta(days=8))


def _mandate(cast: Cast) -> tuple[Arguments, Arguments]:
    terms = MandateTerms(clock.day_of(clock.now()), date(2027, 12, 31))
    services.ask_mandate(actor_of(cast.resident_a), "principal", terms, at=clock.now())
    return {"mandate": Mandate.objects.latest("made_at").pk}, {"mandate": uuid4()}


def _passkey(cast: Cast) -> tuple[Arguments, Arguments]:
    id_, _ = a_passkey(account_of(cast.resident_a), at=MORNING)
    return {"passkey": id_}, {"passkey": uuid4()}


def _member(cast: Cast) -> tuple[Arguments, Arguments]:
    return {"person": cast.clerk.id}, {"person": uuid4()}


SPECIMENS = {
    "people:my_passkey": _passkey,
    "people:remove_passkey": _passkey,
    "people:resident_factors": _resident,
    "people:staff_factors": _member,
    "people:remove_card": _card,
    "people:end_mandate": _mandate,
    "people:end_resident_mandate": _mandate,
    "people:resident_mandates": _resident,
    "people:confirm_sign_up": _link(Purpose.SIGN_UP),
    "people:new_password": _link(Purpose.RESET),
    "people:confirm_email": _link(Purpose.EMAIL),
    "people:resident": _resident,
    "people:deputies": _section,
    "people:consent": _consent,
    "people:section": _section,
    "people:give": _section,
    "people:enter_absence": _section,
    "people:revoke": _grant,
    "people:cancel_absence": _absence,
}


def reads_in(resident: UUID, language: str, at: datetime = MORNING) -> None:
    """Let a resident choose the language of letters (お知らせの言葉)."""
    services.change_profile(resident, {"language": language}, at=at)
