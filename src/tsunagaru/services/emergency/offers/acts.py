"""Simulated days with drills (模擬の訓練): twice a year everybody is asked, and most answer."""

from datetime import date, datetime, time, timedelta

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor, Grant, Kind, Role
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World
from tsunagaru.services.emergency import queries as town
from tsunagaru.services.emergency.models import Person
from tsunagaru.services.emergency.queries.safety import due_steps
from tsunagaru.services.emergency.rules.safety import Safety, StepKind, Way
from tsunagaru.services.emergency.services import rounds
from tsunagaru.services.emergency.services.answers import Said, Whose, answer

DRILLS = ((9, 1), (3, 11))
"""The day of disaster prevention, and the day of the great earthquake of 2011."""
ANSWERED, NEEDS_HELP, BY_PHONE = 0.62, 0.03, 0.12


def drill_for_a_day(world: World, day: date) -> int:
    """Hold a drill on the days of the year on which towns do (訓練の日).

    Returns:
        How many were asked, and answered.
    """
    team = people.staff_of(town.section()) if (day.month, day.day) in DRILLS else ()
    if not team:
        return 0
    at = datetime.combine(day, time(9), JST)
    grants = frozenset({Grant(Role.CLERK, town.section())})
    by = Actor(kind=Kind.STAFF, staff=team[-1].id, name=team[-1].name, grants=grants)
    opening = rounds.Opening(title=f"{day.year}年{day.month}月の安否確認訓練", drill=True)
    try:
        key = rounds.open_round(opening, by=by, at=at)
    except (rounds.CannotAsk, rounds.CannotDrillNow):
        return 0
    asked = list(Person.objects.filter(round=key).order_by("pk"))
    done = sum(_answers(world, one, by, at) for one in asked)
    for step in due_steps(at + timedelta(hours=1)).filter(round=key):
        automatic = step.kind == StepKind.EVERY_WAY
        rounds.take_step(step.pk, by=None if automatic else by, at=step.due_at)
    rounds.close_round(key, by=by, at=at + timedelta(hours=8))
    return len(asked) + done


def _answers(world: World, one: Person, by: Actor, at: datetime) -> bool:
    if world.rng.random() >= ANSWERED:
        return False
    minutes = min(420, round(world.rng.expovariate(1 / 25)))
    state = Safety.HELP if world.rng.random() < NEEDS_HELP else Safety.SAFE
    phone = world.rng.random() < BY_PHONE
    whose = Whose(subscriber=one.subscriber, resident=one.resident, district=one.district)
    said = Said(state=state, way=Way.PHONE if phone else Way.ONLINE)
    moment = at + timedelta(minutes=minutes)
    answer(one.round_id, whose, said, at=moment, by=by if phone else None)
    return True
