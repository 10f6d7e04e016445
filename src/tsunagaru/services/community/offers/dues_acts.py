"""Simulated days with dues of associations (模擬の会費): settled in spring, then collected."""

from datetime import date, datetime, time, timedelta

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World
from tsunagaru.services.community.models import DuesYear, Member, Term
from tsunagaru.services.community.queries.addressees import addressees
from tsunagaru.services.community.queries.dues import Reach, book
from tsunagaru.services.community.queries.offices import terms_on
from tsunagaru.services.community.queries.setups import rules
from tsunagaru.services.community.queries.standings import group_of
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.services import dues, members

DISTRICTS, HOMES, PAY_A_WEEK, YEARLY_YEN, HALF = 2, 12, 0.2, 3600, 0.15
EVENING, SUNDAY = time(18), 6
ALL = Reach(leads=True, groups=frozenset())


def live_with_dues(world: World, day: date) -> int:
    """Let two associations live with their dues for one day.

    Returns:
        How many years were settled, and how often money was collected.
    """
    if rules() is None:
        return 0
    at = datetime.combine(day, EVENING, JST)
    heads = sorted(terms_on(day).filter(duty=Duty.HEAD), key=lambda one: one.district)[:DISTRICTS]
    return sum(_settle(head, at) + _collect(world, head, at) for head in heads)


def _settle(head: Term, at: datetime) -> int:
    year = FiscalYear.of(at.date())
    if DuesYear.objects.filter(district=head.district, year=year.year).exists():
        return 0
    by = _actor(head)
    if not Member.objects.filter(district=head.district).exists():
        _enter(head, by, at)
    made = dues.settle(head.district, year, YEARLY_YEN, by=by, at=at)
    first = DuesYear.objects.get(pk=made).lines.order_by("member__changed_at", "pk").first()
    if first is not None:
        later = at + timedelta(minutes=30)
        dues.relieve(first.pk, 0, "長く入院しているため", by=by, at=later)
    return 1


def _enter(head: Term, by: Actor, at: datetime) -> None:
    """Let the head write down some households, as a neighbour knows them."""
    homes = people.households(day=at.date(), districts=[head.district])[:HOMES]
    named, groups = addressees([home.id for home in homes], at.date()), group_of(homes)
    for home in homes:
        known = named[home.id]
        written = members.Named(name=known.name, place=known.place, group=groups.get(home.id, ""))
        try:
            members.enter(head.district, written, by=by, at=at)
        except members.MemberBefore:
            continue


def _collect(world: World, head: Term, at: datetime) -> int:
    row = DuesYear.objects.filter(district=head.district).first()
    if row is None or at.weekday() != SUNDAY:
        return 0
    there = [one for group in book(row, ALL) for one in group.rows if one.open_yen]
    chosen = [one for one in there if world.rng.random() < PAY_A_WEEK]
    for one in chosen:
        part = one.open_yen // 2 if world.rng.random() < HALF else one.open_yen
        dues.collect(one.due.pk, part, at.date(), by=_actor(head), at=at)
    return len(chosen)


def _actor(head: Term) -> Actor:
    return Actor(kind=Kind.RESIDENT, resident=head.resident)
