"""Simulated days at shelters (模擬の避難): one drill a year, and one night of heavy rain."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor, Grant, Kind, Role
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World
from tsunagaru.services.shelters.models import Opening
from tsunagaru.services.shelters.queries import sites
from tsunagaru.services.shelters.rules.payloads import NEEDS, Payload
from tsunagaru.services.shelters.rules.states import How, OpeningAct
from tsunagaru.services.shelters.rules.states import Kind as Told
from tsunagaru.services.shelters.rules.supplies import MoveKind
from tsunagaru.services.shelters.services import desk, opening, passes, reporting, supplies

DRILL, RAIN = (9, 1), (7, 15)
A_THOUSAND, OPEN_HOURS, NEEDING, CODED = 6, 5, 0.15, 0.4


def live_at_shelters(world: World, day: date) -> int:
    """Let a shelter be open on two days a year: people come, it reports, it closes.

    Returns:
        How many came.
    """
    if (day.month, day.day) not in {DRILL, RAIN} or not world.memory.get("residents"):
        return 0
    by, known = _clerk(), sites.setup()
    if by is None or known is None:
        return 0
    at = datetime.combine(day, time(9), JST)
    drill = (day.month, day.day) == DRILL
    row = opening.open_shelter(known.shelters[0].code, drill=drill, by=by, at=at)
    came = _come(world, row, by, at)
    if known.supplies:
        got = supplies.Moving(known.supplies[0].code, MoveKind.IN, 200, uuid4())
        supplies.move_supply(row.pk, got, by=by, at=at)
    for hour in range(1, OPEN_HOURS):
        due = at + timedelta(hours=hour, minutes=5)
        reporting.report(row.pk, counted=None, note="", by=by, at=due)
    opening.change(row.pk, OpeningAct.CLOSE, by=by, at=at + timedelta(hours=OPEN_HOURS))
    return came


def _clerk() -> Actor | None:
    """Return somebody of the section in charge."""
    known = sites.setup()
    team = people.staff_of(known.section) if known else []
    if known is None or not team:
        return None
    grants = frozenset({Grant(Role.CLERK, known.section)})
    return Actor(kind=Kind.STAFF, staff=team[-1].id, grants=grants)


def _come(world: World, row: Opening, by: Actor, at: datetime) -> int:
    many = max(3, round(world.residents * A_THOUSAND / 1000))
    chosen = world.rng.sample(world.memory["residents"], min(many, len(world.memory["residents"])))
    for number, (resident, *_) in enumerate(chosen):
        when = at + timedelta(minutes=world.rng.randrange(10, 240))
        coded = world.rng.random() < CODED
        code = passes.make_pass(resident, at=at) if coded else ""
        needs = (world.rng.choice(list(NEEDS)),) if world.rng.random() < NEEDING else ()
        told = Payload(
            kind=Told.ARRIVE,
            told_at=when,
            how=How.QR if coded else How.LIST,
            code=code,
            needs=needs,
            findable=number % 2 == 0,
        )
        desk.enter(row.pk, told, key=uuid4(), by=by, at=when, resident=resident)
    return len(chosen)
