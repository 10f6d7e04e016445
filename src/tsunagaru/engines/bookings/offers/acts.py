"""A simulated day of bookings (模擬の予約): through the same services."""

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import uuid4

from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import on_day, rounds_to_draw
from tsunagaru.engines.bookings.queries.resources import Bookable, resources
from tsunagaru.engines.bookings.queries.slots import DayView, days, last_day
from tsunagaru.engines.bookings.rules.states import State
from tsunagaru.engines.bookings.services.changing import By, cancel
from tsunagaru.engines.bookings.services.closing import finish_day
from tsunagaru.engines.bookings.services.lotteries import draw
from tsunagaru.engines.bookings.services.making import Person, Wish, make
from tsunagaru.engines.bookings.services.marking import mark
from tsunagaru.engines.bookings.services.placing import CannotBook
from tsunagaru.engines.bookings.services.rounds import open_rounds
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.events import Channel
from tsunagaru.kernel.offers import World

BOOKINGS_A_RESIDENT_AND_YEAR = 0.08
ONLINE, PHONE, CANCELLED, MISSED = 0.55, 0.3, 0.06, 0.03
LOOK_AHEAD_DAYS = 30


def book_for_a_day(world: World, day: date) -> int:
    """Let people book, come, stay away and cancel on one day; then the day ends.

    Returns:
        How many bookings were made.
    """
    known = resources()
    if not known:
        return 0
    noon = datetime.combine(day, time(12), JST)
    open_rounds(at=noon)
    for row in rounds_to_draw(noon):
        draw(row.pk, at=noon)
    mean = world.residents * BOOKINGS_A_RESIDENT_AND_YEAR / 365
    wishes = max(0, round(world.rng.gauss(mean, mean**0.5)))
    made = sum(_book(world, world.rng.choice(known), day) for _ in range(wishes))
    for one in known:
        for booking in on_day(one.id, day).filter(state=State.CONFIRMED):
            _live(booking, world.rng)
    finish_day(day, at=datetime.combine(day + timedelta(days=1), time(0), JST))
    return made


def _book(world: World, one: Bookable, day: date) -> bool:
    at = datetime.combine(day, time(9), JST) + timedelta(minutes=world.rng.randrange(8 * 60))
    found = _free(world, one, day, at)
    if found is None:
        return False
    try:
        make(Wish(one.code, found), _person(world), press=uuid4(), at=at)
    except CannotBook:
        return False
    return True


def _free(world: World, one: Bookable, day: date, at: datetime) -> datetime | None:
    """Return the beginning of a slot that is free on some day to come."""
    ahead = min(one.plan.horizon_days, LOOK_AHEAD_DAYS, (last_day(one, at) - day).days)
    wanted = day + timedelta(days=world.rng.randrange(ahead + 1))
    (view,) = days(one, [wanted], at)
    return _pick(view, world.rng)


def _pick(view: DayView, rng: Random) -> datetime | None:
    free = [one.slot.start for one in view.slots if one.can_book or one.can_apply]
    return rng.choice(free) if free else None


def _person(world: World) -> Person:
    chance = world.rng.random()
    channel = Channel.COUNTER
    if chance < ONLINE + PHONE:
        channel = Channel.ONLINE if chance < ONLINE else Channel.PHONE
    people = world.memory.get("residents") or ()
    if people:
        return Person(channel=channel, resident=world.rng.choice(people)[0])
    phone = f"0550{world.rng.randrange(10**6):06d}"
    return Person(channel=channel, name="模擬 利用者", phone=phone)


def _live(row: Booking, rng: Random) -> None:
    chance = rng.random()
    if chance < CANCELLED:
        cancel(row.pk, by=By.CLERK, at=row.starts_at - timedelta(minutes=30))
    else:
        mark(row.pk, came=chance >= CANCELLED + MISSED, at=row.starts_at)
