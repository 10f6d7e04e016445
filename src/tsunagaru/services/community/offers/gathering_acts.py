"""Simulated days with events of districts (模擬の行事): posted, signed up for, counted."""

from datetime import date, datetime, time, timedelta

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World
from tsunagaru.services.community.models import Gathering, Term
from tsunagaru.services.community.queries.gatherings import lines
from tsunagaru.services.community.queries.offices import terms_on
from tsunagaru.services.community.queries.setups import rules
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.rules.gatherings import Place, State, Way
from tsunagaru.services.community.services import attendance, gatherings, sign_ups
from tsunagaru.services.community.services.lines import Party
from tsunagaru.services.community.services.sign_ups import Told

ON_DAY, SUNDAY, AHEAD, LAST_DAYS = 12, 6, timedelta(days=24), timedelta(days=4)
DISTRICTS_AT_ONCE, ONLINE_A_SUNDAY, SHOWS_UP = 2, 0.08, 0.85
SUBJECTS = (
    ("一斉清掃", "公民館の前", "軍手、飲み物", None),
    ("防災訓練", "公民館の広場", "ヘルメット、飲み物", None),
    ("そば打ち教室", "公民館", "エプロン", 20),
    ("夏祭りの準備", "神社の境内", "軍手", 30),
)
CALLERS = ("見本 キヨ", "見本 トメ", "見本 サダ")


def live_with_gatherings(world: World, day: date) -> int:
    """Let districts live with events for one day.

    Returns:
        How many events were posted, households signed up, and events counted.
    """
    if rules() is None:
        return 0
    at = datetime.combine(day, time(19), JST)
    done = _post(world, at) if day.day == ON_DAY else 0
    if day.weekday() == SUNDAY:
        for row in Gathering.objects.filter(state=State.OPEN, due_on__gte=day):
            done += _sign_up(world, row, at)
    for row in Gathering.objects.filter(state=State.OPEN, on__lte=day):
        done += _count(world, row, at)
    return done


def _post(world: World, at: datetime) -> int:
    heads = sorted(terms_on(at.date()).filter(duty=Duty.HEAD), key=lambda one: one.district)
    chosen = world.rng.sample(heads, min(DISTRICTS_AT_ONCE, len(heads)))
    for head in chosen:
        title, place, bring, capacity = world.rng.choice(SUBJECTS)
        on = at.date() + AHEAD
        plan = gatherings.Plan(
            title=title,
            on=on,
            begins=time(9),
            ends=time(11),
            place=place,
            bring=bring,
            rain="雨のときは中止します。",
            capacity=capacity,
            due_on=on - LAST_DAYS,
        )
        made = gatherings.post(head.district, plan, by=_actor(head), at=at)
        told = Told(name=world.rng.choice(CALLERS), way=Way.PHONE)
        sign_ups.enter(made, told, Party(adults=1), by=_actor(head), at=at + timedelta(hours=1))
    return len(chosen)


def _sign_up(world: World, row: Gathering, at: datetime) -> int:
    signed = set(row.sign_ups.values_list("household", flat=True))
    homes = people.households(day=at.date(), districts=[row.district])
    coming = [
        home
        for home in homes
        if home.with_account and home.id not in signed and world.rng.random() < ONLINE_A_SUNDAY
    ]
    for home in coming:
        person = Actor(kind=Kind.RESIDENT, resident=home.with_account[0])
        party = Party(adults=1 + (len(home.members) > 1), children=world.rng.randint(0, 1))
        sign_ups.sign_up(row.pk, home, party, by=person, at=at)
    return len(coming)


def _count(world: World, row: Gathering, at: datetime) -> int:
    head = terms_on(at.date()).filter(duty=Duty.HEAD, district=row.district).first()
    if head is None:
        return 0
    found = [one.row for one in lines(row, at.date()) if one.row.place == Place.IN]
    came = {one.pk: one.people if world.rng.random() < SHOWS_UP else 0 for one in found}
    attendance.count(row.pk, came, world.rng.randint(0, 3), by=_actor(head), at=at)
    gatherings.hold(row.pk, at=at + timedelta(hours=5))
    return 1


def _actor(head: Term) -> Actor:
    return Actor(kind=Kind.RESIDENT, resident=head.resident)
