"""What the counter offers upwards (窓口の提供物)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.urls import reverse

from tsunagaru.engines.bookings import api as bookings
from tsunagaru.ground.places.api import calendar
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.kernel.desk import WorkItem, WorkQueue
from tsunagaru.kernel.events import Channel
from tsunagaru.kernel.offers import CardLine, Entrance, Offers, SimulatedAct, Stock, StockRow, World
from tsunagaru.services.counter import queries
from tsunagaru.services.counter.definitions import GroupDefinition
from tsunagaru.services.counter.models import Turn
from tsunagaru.services.counter.services.calling import call_next, close_day, finish, miss
from tsunagaru.services.counter.services.issuing import issue

VISITS_A_RESIDENT_AND_YEAR, ABSENT, PREFILLED = 0.17, 0.03, 0.2


def _items(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the queues of the actor's sections in which somebody waits."""
    found = []
    for one in queries.groups_of(actor):
        rows = queries.in_queue(one.code, day_of(at)).order_by("taken_at")
        first = rows.first()
        if first is not None:
            item = WorkItem(
                title=f"窓口 {one.name.ja}：{rows.count()}人お待ちです",
                url=reverse("counter:staff_list"),
                state="お待ち",
                received_at=first.taken_at,
                section=one.section,
                due_on=first.day,
                urgent=True,
            )
            found.append(item)
    return found


def _count(_at: datetime) -> Iterable[StockRow]:
    """Return how many counters there are by group (窓口の数)."""
    for one in queries.groups():
        yield StockRow({"group": one.code, "section": one.section}, len(one.windows))


def _ways_in(language: str) -> Sequence[CardLine]:
    """Return the way to numbers and waiting times (番号札・待ち時間)."""
    if not queries.groups():
        return ()
    text = say("番号札を取る・待ち時間を見る", language)
    return (CardLine(text, reverse("counter:counters")),)


def _live(world: World, day: date) -> int:
    """Let people come, wait, be called and served through one day."""
    if not calendar().is_open(day):
        return 0
    known = queries.groups()
    mean = world.residents * VISITS_A_RESIDENT_AND_YEAR / 365
    return sum(_queue(world, one, day, round(mean / len(known)) + 1) for one in known)


def _queue(world: World, one: GroupDefinition, day: date, visits: int) -> int:
    opens = datetime.combine(day, time.fromisoformat(one.opens), JST)
    now = opens
    for _ in range(visits):
        come = opens + timedelta(minutes=world.rng.randrange(5, 450))
        channel = Channel.ONLINE if world.rng.random() < PREFILLED else Channel.COUNTER
        issue(one.code, channel=channel, press=uuid4(), at=come)
    visits += _who_booked(world, one, day)
    for come in _arrivals(one.code, day):
        now = max(now, come + timedelta(minutes=world.rng.randrange(1, 9)))
        called = call_next(one.code, one.windows[0].code, at=now)
        if called is None:
            break
        now += timedelta(minutes=world.rng.randrange(2, 9))
        if world.rng.random() < ABSENT:
            miss(called, at=now)
        else:
            finish(called, at=now, prefilled=world.rng.random() < PREFILLED)
    close_day(day, at=datetime.combine(day + timedelta(days=1), time(0), JST))
    return visits


def _who_booked(world: World, one: GroupDefinition, day: date) -> int:
    """Let those who booked take their number shortly before their time; a few stay away."""
    came = 0
    for visit in bookings.visits_on(day, resources=one.resources):
        come = visit.starts_at - timedelta(minutes=world.rng.randrange(1, 10))
        if queries.is_open(one, come) and world.rng.random() >= ABSENT:
            issue(one.code, channel=Channel.ONLINE, press=uuid4(), at=come, number=visit.number)
            came += 1
    return came


def _arrivals(code: str, day: date) -> list[datetime]:
    """Return from when each person may be called, in order."""
    rows = Turn.objects.filter(queue=code, day=day).values_list("taken_at", "due_at")
    return sorted(max(taken, due or taken) for taken, due in rows)


OFFERS = Offers(
    package="services.counter",
    stocks=(Stock("counter", "窓口の数", ("group", "section"), _count),),
    work=(WorkQueue(name="counter", title="窓口", items=_items),),
    entrances=(Entrance("窓口の待ち時間", 25, _ways_in),),
    acts=(SimulatedAct(name="窓口", order=25, live=_live),),
)
