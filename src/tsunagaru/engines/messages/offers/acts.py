"""Simulated days with messages (模擬の配信): people sign up, and a newsletter leaves every week."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from tsunagaru.engines.messages.gateways.channels import Answer, Kind, Limits, Result
from tsunagaru.engines.messages.models.subscribers import ContactKind
from tsunagaru.engines.messages.queries.briefs import brief_of
from tsunagaru.engines.messages.queries.topics import topics
from tsunagaru.engines.messages.rules.audience import Audience
from tsunagaru.engines.messages.services import composing
from tsunagaru.engines.messages.services.carrying import (
    Desk,
    Report,
    Work,
    take_work,
    write_reports,
)
from tsunagaru.engines.messages.services.closing import close_all_finished
from tsunagaru.engines.messages.services.subscribing import Wishes, add_address, subscribe
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World

JOIN_A_RESIDENT_AND_YEAR = 0.06
REFUSED = 0.01
FRIDAY, DAYS_OF_A_WEEK = 4, 7
GENERAL = "町の広報"
OWNER = "simulated"


def live_with_messages(world: World, day: date) -> int:
    """Let people sign up on one day; on Fridays a newsletter is written, approved and sent.

    Returns:
        How many signed up, and how many messages left.
    """
    mean = world.residents * JOIN_A_RESIDENT_AND_YEAR / 365
    joining = max(0, round(world.rng.gauss(mean, mean**0.5)))
    done = sum(_join(world, day) for _ in range(joining))
    return done + (_newsletter(world, day) if day.weekday() == FRIDAY else 0)


def _join(world: World, day: date) -> bool:
    known = world.memory.get("residents") or ()
    codes = [one.code for one in topics()]
    if not known or not codes:
        return False
    resident = world.rng.choice(known)[0]
    at = datetime.combine(day, time(10), JST) + timedelta(minutes=world.rng.randrange(600))
    wanted = tuple(code for code in codes if world.rng.random() < 1 / 3)
    wishes = Wishes(topics=wanted, quiet=(21, 7) if world.rng.random() < 1 / 2 else None)
    row = subscribe(resident, wishes, way="online", at=at)
    if not row.contacts.exists():
        address = f"m{row.pk.hex[:12]}@example.jp"
        add_address(row, ContactKind.EMAIL, address, way="online", at=at, confirmed=True)
    return True


def _newsletter(world: World, day: date) -> int:
    """Send one newsletter of a section with two people: on its topic, or once a month to all."""
    chosen = world.rng.choice(topics()) if topics() else None
    sections = (chosen.sections or [one.code for one in people.sections()]) if chosen else []
    team = next((found for found in map(_team, sections) if found), None)
    if chosen is None or team is None:
        return 0
    section, author, approver = team
    at = datetime.combine(day, time(15), JST)
    to_all = day.day <= DAYS_OF_A_WEEK  # the first of a month goes to everybody who signed up
    name = GENERAL if to_all else chosen.name.ja
    text = f"{name}についてのお知らせです。\n\nくわしくは、町のページをご覧ください。"
    words = composing.Draft(
        texts={"ja": {"title": f"{name}のお知らせ（{day.month}月{day.day}日）", "body": text}},
        audience=Audience() if to_all else Audience(topics=(chosen.code,)),
        section=section,
        topic="" if to_all else chosen.code,
    )
    number = composing.draft(words, by=author, at=at)
    composing.ask(number, by=author, at=at + timedelta(minutes=20))
    composing.approve(number, by=approver, at=at + timedelta(minutes=50), even_to_nobody=True)
    _carry(world, at + timedelta(minutes=51))
    return 1


def _team(section: str) -> tuple[str, UUID, UUID] | None:
    found = people.staff_of(section)
    return (section, found[-1].id, found[0].id) if len(found) > 1 else None


def _carry(world: World, at: datetime) -> None:
    """Hand everything over as dispatchers would, to a mail server that does not exist."""
    desk = Desk(Kind.EMAIL.value, Limits(parcel=100, at_once=1), OWNER, brief_of)
    while work := take_work(desk, 20, at=at):
        write_reports([_report(world, one) for one in work], owner=OWNER, at=at)
    close_all_finished(at=at)


def _report(world: World, work: Work) -> Report:
    answers = [
        Answer(one.seq, Result.REFUSED if world.rng.random() < REFUSED else Result.ACCEPTED)
        for one in work.parcel.recipients
    ]
    return Report(work, answers)
