"""Simulated days with circulars (模擬の回覧): groups, heads, readers, one every month."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from tsunagaru.ground.people import api as people
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.access import Actor, Grant, Kind, Role
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World
from tsunagaru.services.community.models import Circular, Term
from tsunagaru.services.community.queries.setups import groups, need_rules, rules
from tsunagaru.services.community.queries.standings import readings
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.rules.paper import Wish
from tsunagaru.services.community.rules.states import State
from tsunagaru.services.community.services import households, offices, paper, writing
from tsunagaru.services.community.services.closing import end_day
from tsunagaru.services.community.services.reading import note_read

DIGITAL_HOMES, READ_A_DAY = 0.06, 0.25
DISTRICTS_AT_ONCE = 3
ON_DAYS = (15,)
ROUND_AFTER = timedelta(days=4)
SUBJECTS = ("一斉清掃", "防災訓練", "敬老会", "資源回収", "健診の案内")


def live_with_circulars(world: World, day: date) -> int:
    """Let a town live with circulars for one day.

    Returns:
        How many circulars went out, and households read.
    """
    team = _team()
    if rules() is None or team is None:
        return 0
    at = datetime.combine(day, time(10), JST)
    if "circulars" not in world.memory:
        world.memory["circulars"] = True
        _settle(world, team[0], at)
    done = _write(world, team, at) if day.day in ON_DAYS else 0
    out = Circular.objects.filter(state=State.OUT)
    for row in out:
        done += _live(world, row, team[0], at + timedelta(hours=8))
    # Nobody moves house in a simulated town: bringing it up to date each night changes nothing.
    if out.filter(due_on__lte=day).exists():
        end_day(day, at=datetime.combine(day + timedelta(days=1), time(0), JST))
    return done


def _team() -> tuple[Actor, Actor] | None:
    """Return a clerk and the head of the section that minds districts."""
    found = people.staff_of(need_rules().section) if rules() else []
    if len(found) < 2:  # noqa: PLR2004 - a pair
        return None
    return _actor(found[-1].id, Role.CLERK), _actor(found[0].id, Role.HEAD)


def _actor(staff: UUID, role: Role) -> Actor:
    grants = frozenset({Grant(role, need_rules().section)})
    return Actor(kind=Kind.STAFF, staff=staff, grants=grants)


def _settle(world: World, clerk: Actor, at: datetime) -> None:
    """Give households their groups, districts their heads, and some households their phone."""
    for district in places.districts():
        homes = people.households(day=at.date(), districts=[district.code])
        codes = [one.code for one in groups(district.code)]
        if not homes:
            continue
        if codes:
            spread = {home.id: codes[n % len(codes)] for n, home in enumerate(homes)}
            households.set_groups(spread, by=clerk, at=at)
        if not Term.objects.filter(district=district.code, duty=Duty.HEAD).exists():
            wanted = offices.Appointment(
                district=district.code,
                duty=Duty.HEAD,
                resident=homes[0].members[0],
                from_on=at.date(),
            )
            offices.appoint(wanted, by=clerk, at=at)
        for home in homes:
            if home.with_account and world.rng.random() < DIGITAL_HOMES:
                person = Actor(kind=Kind.RESIDENT, resident=home.with_account[0])
                households.choose(home.id, Wish.DIGITAL, by=person, at=at)
                households.confirm_trial(home.id, home.with_account[0], at=at)


def _write(world: World, team: tuple[Actor, Actor], at: datetime) -> int:
    known = [one.code for one in places.districts()]
    subject = world.rng.choice(SUBJECTS)
    body = f"{subject}を行います。\n\nくわしくは、役場までお問い合わせください。"
    words = {"ja": {"title": f"{subject}のお知らせ（{at.month}月）", "body": body}}
    written = writing.Draft(
        words=words,
        due_on=at.date() + timedelta(days=need_rules().due_days),
        section=need_rules().section,
        districts=tuple(sorted(world.rng.sample(known, min(DISTRICTS_AT_ONCE, len(known))))),
    )
    clerk, head = team
    made = writing.draft(written, by=clerk, at=at)
    writing.ask(made, by=clerk, at=at + timedelta(minutes=10))
    writing.approve(made, by=head, at=at + timedelta(minutes=30))
    paper.record_print(made, by=clerk, at=at + timedelta(minutes=60))
    return 1


def _live(world: World, row: Circular, clerk: Actor, at: datetime) -> int:
    """Let some households read, and on the fourth day let the paper have gone round."""
    waiting = row.deliveries.filter(on_paper=False, opened_at=None, left_at=None)
    ids = list(waiting.order_by("household").values_list("household", flat=True))
    reading = [one for one in ids if world.rng.random() < READ_A_DAY]
    homes = people.households(day=at.date(), ids=reading)
    found = readings(homes)
    for home in homes:
        reader = min(found[home.id].readers, default=home.members[0])
        note_read(row.pk, home.id, reader, at=at, confirmed=True)
    if row.released_at and at - row.released_at >= ROUND_AFTER:
        still = row.deliveries.filter(on_paper=True, paper_at=None, left_at=None)
        for district, group in (
            still.order_by("district", "group").values_list("district", "group").distinct()
        ):
            paper.note_round(row.pk, district, group, by=clerk, at=at)
    return len(homes)
