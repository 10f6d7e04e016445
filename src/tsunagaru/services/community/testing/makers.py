"""Makers of districts, households, circulars and events (テスト用の区・世帯・回覧・行事)."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from tsunagaru.engines.messages.testing import a_template
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of
from tsunagaru.ground.places.testing import districts_named
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.services.community.definitions import CircularsFile, GroupRow
from tsunagaru.services.community.models import Circular, Due, DuesYear, Gathering, Setup
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.rules.paper import Wish
from tsunagaru.services.community.services import (
    dues,
    gatherings,
    households,
    members,
    minutes,
    offices,
    paper_homes,
    sign_ups,
    telling_surveys,
    writing,
)
from tsunagaru.services.community.services.lines import Party
from tsunagaru.services.community.services.loading import Read, apply
from tsunagaru.services.community.services.telling import AGAIN, CORRECTED, OUT, WITHDRAWN
from tsunagaru.services.community.services.telling_gatherings import CANCELLED, CHANGED, PLACE
from tsunagaru.services.community.services.telling_officers import BEGINS, DROPPED, ENDS

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
    for template in (CHANGED, CANCELLED, PLACE):
        a_template(at, template, "{district}{title}{day}{reason}")
    for template in (telling_surveys.OUT, telling_surveys.AGAIN, telling_surveys.WITHDRAWN):
        a_template(at, template, "{district}{title}{due}{reason}")


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


def a_plan(**changes: Any) -> gatherings.Plan:  # noqa: ANN401 - of the plan
    """Return what is written of an event (行事の内容): three weeks after ``NOON``."""
    given: dict[str, Any] = {
        "title": "一斉清掃",
        "on": date(2026, 6, 21),
        "begins": time(9),
        "place": "公民館の前",
        "due_on": date(2026, 6, 15),
    }
    return gatherings.Plan(**given | changes)


def a_gathering(
    by: Actor,
    district: str = "k1",
    *,
    at: datetime = NOON,
    **changes: Any,  # noqa: ANN401 - of the plan
) -> Gathering:
    """Let who leads a district post an event (行事)."""
    made = gatherings.post(district, a_plan(**changes), by=by, at=at)
    return Gathering.objects.get(pk=made)


def a_sign_up(
    row: Gathering, home: people.HouseholdView, adults: int = 1, *, at: datetime = NOON
) -> str:
    """Let a household sign up for an event (参加申込); tell whether it has a place."""
    person = actor_of(home.members[0], at=at)
    return sign_ups.sign_up(row.pk, home, Party(adults=adults), by=person, at=at)


def a_due(
    by: Actor, name: str = "見本 ツネ", *, at: datetime = NOON, yen: int = 3600, group: str = ""
) -> Due:
    """Enter a household of the association that owes this year's dues (世帯の会費)."""
    named = members.Named(name=name, place="柳島88-8", group=group)
    member, year = members.enter("k1", named, by=by, at=at), FiscalYear.of(day_of(at))
    if not DuesYear.objects.filter(district="k1", year=year.year).exists():
        dues.settle("k1", year, yen, by=by, at=at)
    return Due.objects.select_related("dues", "member").get(member=member)


def a_record(**changes: Any) -> minutes.Record:  # noqa: ANN401 - of the record
    """Return what is written of a meeting (会議の記録の内容)."""
    given: dict[str, Any] = {
        "held_on": date(2026, 5, 31),
        "title": "五月の役員会",
        "place": "公民館",
        "present": "区長、副区長、組長4人",
        "decisions": "清掃は六月二十一日に行う。\n会費は据え置く。",
    }
    return minutes.Record(**given | changes)
