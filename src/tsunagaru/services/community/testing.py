"""Makers other packages' tests may use (テスト用の区・世帯・回覧)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tsunagaru.engines.messages.testing import a_template
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.testing import Cast, a_clerk, a_resident, actor_of
from tsunagaru.ground.places.testing import districts_named
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.services.community.definitions import CircularsFile, GroupRow
from tsunagaru.services.community.models import Circular, Setup, Term
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.rules.paper import Wish
from tsunagaru.services.community.services import households, offices, paper_homes, writing
from tsunagaru.services.community.services.loading import Read, apply
from tsunagaru.services.community.services.telling import AGAIN, CORRECTED, OUT, WITHDRAWN
from tsunagaru.services.community.services.telling_officers import BEGINS, DROPPED, ENDS

Arguments = tuple[dict[str, Any], dict[str, Any]]
NOON = datetime(2026, 6, 1, 12, tzinfo=JST)
RULES: dict[str, Any] = {
    "section": "jumin",
    "approvers": ["head"],
    "due_days": 14,
    "reached_days": 7,
    "paper": {"missed": 2, "opened": 2},
    "copies": {"households_a_board": 15, "spare_a_group": 1, "spare_a_district": 2},
}
WORDS = {"ja": {"title": "一斉清掃のお知らせ", "body": "清掃を行います。\n\n雨天中止です。"}}


def a_town_with_districts(at: datetime = NOON, **changes: Any) -> None:  # noqa: ANN401 - of the rules
    """Make two districts with two groups each, and the rules (区と組と決まり)."""
    if Setup.objects.exists():
        return
    districts_named(k1="見本第1区", k2="見本第2区")
    found = [
        GroupRow(code=f"{district}-{n}", district=district, name=f"第{n}組")
        for district in ("k1", "k2")
        for n in (1, 2)
    ]
    rules = CircularsFile.model_validate_json(CircularsFile(**(RULES | changes)).model_dump_json())
    apply(Read(rules, tuple(found)), at)
    for template in (OUT, CORRECTED, WITHDRAWN, AGAIN):
        a_template(at, template, "{title}{due}{reason}" if template != AGAIN else "紙")
    for template in (BEGINS, ENDS, DROPPED):
        a_template(at, template, "{district}{duty}{day}")


def a_home(
    district: str = "k1",
    *,
    group: str = "",
    members: int = 1,
    at: datetime = NOON,
    **changes: Any,  # noqa: ANN401 - of Person
) -> people.HouseholdView:
    """Create a household of people with accounts (世帯)."""
    id_ = uuid4()
    given: dict[str, Any] = {"household": id_, "district": district, "relation": "head"} | changes
    a_resident(at=at, **given)
    for n in range(1, members):
        a_resident(at=at, **given | {"relation": "child", "given": f"子{n}"})
    if group:
        households.set_group(id_, group, by=None, at=at)
    return people.households(day=day_of(at), ids=[id_])[0]


def a_digital_home(
    district: str = "k1",
    *,
    at: datetime = NOON,
    **more: Any,  # noqa: ANN401 - of a_home
) -> people.HouseholdView:
    """Create a household that reads without paper (紙の止まった世帯)."""
    home = a_home(district, at=at, **more)
    person = actor_of(home.members[0], at=at)
    households.choose(home.id, Wish.DIGITAL, by=person, at=at)
    households.confirm_trial(home.id, home.members[0], at=at)
    return home


def a_pair(section: str = "jumin") -> tuple[Actor, Actor]:
    """Return a clerk who writes, and the head of the section who approves."""
    return actor_of(a_clerk(section=section)), actor_of(a_clerk(section=section, role=Role.HEAD))


def a_written(**changes: Any) -> writing.Draft:  # noqa: ANN401 - of the draft
    """Return what is written of a circular; due a fortnight after ``NOON``."""
    given: dict[str, Any] = {"words": WORDS, "due_on": date(2026, 6, 15), "section": "jumin"}
    return writing.Draft(**given | changes)


def a_draft(by: Actor, *, at: datetime = NOON, **changes: Any) -> Circular:  # noqa: ANN401 - of the draft
    """Return a circular that somebody began to write (下書き)."""
    a_town_with_districts(at)
    return Circular.objects.get(pk=writing.draft(a_written(**changes), by=by, at=at))


def a_circular(*, at: datetime = NOON, **changes: Any) -> Circular:  # noqa: ANN401 - of the draft
    """Return a circular of the town that is out (回覧中)."""
    clerk, head = a_pair()
    row = a_draft(clerk, at=at, **changes)
    writing.ask(row.pk, by=clerk, at=at)
    writing.approve(row.pk, by=head, at=at)
    row.refresh_from_db()
    return row


def a_leader(
    resident: UUID,
    district: str = "k1",
    *,
    duty: Duty = Duty.HEAD,
    group: str = "",
    at: datetime = NOON,
) -> Actor:
    """Let a resident lead a district, or a group of it (区長・組長)."""
    a_town_with_districts(at)
    wanted = offices.Appointment(
        district=district, duty=duty, group=group, resident=resident, from_on=day_of(at)
    )
    offices.appoint(wanted, by=actor_of(a_clerk(), at=at), at=at)
    return actor_of(resident, at=at)


def a_paper_home(by: Actor, district: str = "k1", *, at: datetime = NOON, **changes: Any) -> UUID:  # noqa: ANN401 - of Written
    """Let who leads a district enter a household that lives on paper (紙の世帯)."""
    given: dict[str, Any] = {"name": "見本 ウメ", "place": "柳島77-7", "people": 1}
    written = paper_homes.Written(**given | changes)
    return paper_homes.enter(district, written, by=by, at=at)


def _now(cast: Cast) -> Circular:
    at = clock.now()
    a_town_with_districts(at)
    clerk = actor_of(cast.clerk, at=at)
    asked = a_written(due_on=day_of(at) + timedelta(days=14))
    row = writing.draft(asked, by=clerk, at=at)
    return Circular.objects.get(pk=row)


def _out(cast: Cast) -> Circular:
    at = clock.now()
    home = a_home(at=at)
    row = _now(cast)
    writing.ask(row.pk, by=actor_of(cast.clerk, at=at), at=at)
    writing.approve(row.pk, by=actor_of(a_clerk(role=Role.HEAD), at=at), at=at)
    assert row.deliveries.filter(household=home.id).exists()
    return row


def _draft(cast: Cast) -> Arguments:
    return {"circular": _now(cast).pk}, {"circular": uuid4()}


def _circular(cast: Cast) -> Arguments:
    return {"circular": _out(cast).pk}, {"circular": uuid4()}


def _place(cast: Cast) -> Arguments:
    row = _out(cast).pk
    return {"circular": row, "district": "k1"}, {"circular": uuid4(), "district": "k1"}


def _district(_cast: Cast) -> Arguments:
    a_town_with_districts(clock.now())
    return {"district": "k1"}, {"district": "nowhere"}


def _term(cast: Cast) -> Arguments:
    at = clock.now()
    a_leader(cast.resident_b.id, at=at)
    row = Term.objects.get()
    return {"term": row.pk}, {"term": uuid4()}


def _led(cast: Cast) -> Arguments:
    a_leader(cast.resident_a.id, at=clock.now())
    return {"district": "k1"}, {"district": "nowhere"}


def _entered(cast: Cast) -> Arguments:
    at = clock.now()
    head = a_leader(cast.resident_a.id, at=at)
    return {"home": a_paper_home(head, at=at)}, {"home": uuid4()}


def _led_draft(cast: Cast) -> Arguments:
    at = clock.now()
    head = a_leader(cast.resident_a.id, at=at)
    asked = a_written(due_on=day_of(at) + timedelta(days=14))
    made = writing.draft(asked, by=head, at=at, district="k1")
    return {"circular": made}, {"circular": uuid4()}


def _led_paper(cast: Cast) -> Arguments:
    a_leader(cast.resident_a.id, at=clock.now())
    return _place(cast)


def _rules(_cast: Cast) -> Arguments:
    a_town_with_districts(clock.now())
    return {}, {}


def _readable(cast: Cast) -> Arguments:
    at = clock.now()
    a_town_with_districts(at)
    return _circular(cast)


SPECIMENS: dict[str, Callable[[Cast], Arguments]] = {
    "community:edit": _draft,
    **{f"community:{page}": _circular for page in ("staff_circular", "correct", "act")},
    **{f"community:{page}": _place for page in ("receipts", "paper", "round")},
    **{f"community:{page}": _district for page in ("staff_district", "appoint", "group")},
    "community:staff_roster": _district,
    "community:roster": _led,
    "community:paper_homes": _led,
    "community:asked_homes": _district,
    **{
        f"community:{page}": _entered
        for page in ("paper_home", "remove_home", "staff_paper_home", "home_act")
    },
    "community:hand_over": _led,
    "community:away": _led,
    "community:end_term": _term,
    "community:term_away": _term,
    **{f"community:{page}": _led for page in ("district", "head_write")},
    **{f"community:{page}": _led_draft for page in ("head_circular", "head_change", "head_act")},
    **{f"community:{page}": _led_paper for page in ("head_paper", "head_round")},
    "community:read": _readable,
}
