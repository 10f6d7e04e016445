"""Simulated days with inquiries (模擬の広聴): about 150 a year for 18,000 residents."""

from datetime import date, datetime, time, timedelta

from tsunagaru.ground.people import api as people
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.offers.people import pair_of
from tsunagaru.services.hearing.queries.setups import need_rules, rules
from tsunagaru.services.hearing.rules.states import Kind as Matter
from tsunagaru.services.hearing.rules.states import Source, State
from tsunagaru.services.hearing.services import answering, triage
from tsunagaru.services.hearing.services.receiving import Asked, receive

A_YEAR, FOR = 150, 18_000
ANSWERED_AFTER, LATE_AFTER, LATE = 4, 13, 0.1
MOST_A_DAY = 50
SAID = {
    Matter.QUESTION: "くわしい日時と場所を教えてください。",
    Matter.REQUEST: "直していただけるとうれしいです。",
    Matter.OPINION: "使いやすくなったと思います。",
}
SOURCES = (Source.ONLINE,) * 6 + (Source.PHONE, Source.POST)
REPLY = "ご質問をありがとうございます。担当の課で確かめて、対応しました。"


def live_with_inquiries(world: World, day: date) -> int:
    """Let people write to the town, and the town answer, for one day.

    Returns:
        How many were received and answered.
    """
    if rules() is None or not people.staff_of(need_rules().section):
        return 0
    at = datetime.combine(day, time(10), JST)
    wanted = world.residents * A_YEAR / FOR / 365
    sent = min(int(wanted) + (world.rng.random() < wanted % 1), MOST_A_DAY)
    for _ in range(sent):
        _send(world, at)
    if not places.calendar().is_open(day):
        return sent
    rows = Inquiry.objects.filter(state__in=(State.RECEIVED, State.ASSIGNED)).order_by("number")
    return sent + sum(_work(world, row, at + timedelta(hours=4)) for row in rows)


def _send(world: World, at: datetime) -> None:
    kind, source = world.rng.choice(list(Matter)), world.rng.choice(SOURCES)
    asked = Asked(
        kind=kind,
        topic=world.rng.choice([one.code for one in need_rules().topics]),
        text=SAID[kind],
        source=source,
        phone="0550760000" if source is Source.PHONE else "",
        address="見本の住所" if source is Source.POST else "",
        name="" if source is Source.ONLINE else "見本 さくら",
        wants_reply=kind is not Matter.OPINION,
    )
    clerk = None if source is Source.ONLINE else pair_of(need_rules().section)[0]
    receive(asked, at=at, by=clerk)


def _work(world: World, row: Inquiry, at: datetime) -> int:
    """Give a new one to its section; answer an older one, a few of them too late."""
    if row.state == State.RECEIVED:
        shape = need_rules().topic(row.topic)
        section = shape.section if shape and people.staff_of(shape.section) else row.section
        triage.assign(row.pk, section, row.due_on, by=pair_of(row.section)[0], at=at)
        return 0
    slow = world.rng.random() < LATE
    if (at.date() - row.received_at.date()).days < ANSWERED_AFTER or (
        slow and (at.date() - row.received_at.date()).days < LATE_AFTER
    ):
        return 0
    clerk, head = pair_of(row.section)
    if not row.wants_reply:
        answering.finish(row.pk, by=clerk, at=at, text="担当の課で読みました。")
        return 1
    answering.draft(row.pk, REPLY, by=clerk, at=at)
    answering.ask(row.pk, by=clerk, at=at)
    answering.approve(row.pk, by=head, at=at + timedelta(minutes=30))
    row.refresh_from_db()
    if row.state == State.SENDING:
        answering.note_given(row.pk, by=clerk, at=at + timedelta(hours=1))
    return 1
