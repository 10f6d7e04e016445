"""What there is to read of a district's events (行事の参照)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, Sum

from tsunagaru.services.community.models import Gathering, SignUp
from tsunagaru.services.community.queries.addressees import addressees
from tsunagaru.services.community.queries.own import Own
from tsunagaru.services.community.queries.setups import group_names
from tsunagaru.services.community.rules.gatherings import Place, State, free

LATEST = 30


@dataclass(frozen=True)
class Totals:
    """How an event stands (申込みの状況).

    Args:
        taken: people who have a place; ``waiting`` are those who have none.
        free: how many more fit; None where everybody does.
    """

    households: int
    taken: int
    waiting: int
    waiting_homes: int
    to_call: int
    free: int | None

    @property
    def full(self) -> bool:
        """Tell whether whoever signs up now waits (満員): nobody passes those who wait."""
        return self.free == 0 or self.waiting_homes > 0


def totals_of(row: Gathering) -> Totals:
    """Return how an event stands."""
    people = F("adults") + F("children")
    inside, outside = Q(place=Place.IN), Q(place=Place.WAITING)
    found = SignUp.objects.filter(gathering=row).aggregate(
        households=Count("pk", filter=inside),
        taken=Sum(people, filter=inside),
        waiting=Sum(people, filter=outside),
        waiting_homes=Count("pk", filter=outside),
        to_call=Count("pk", filter=Q(to_call=True)),
    )
    counted = {name: int(value or 0) for name, value in found.items()}
    return Totals(**counted, free=free(row.capacity, counted["taken"]))


def coming(district: str, day: date) -> Sequence[Gathering]:
    """Return the events of a district from a day on, cancelled ones too (これからの行事)."""
    return list(Gathering.objects.filter(district=district, on__gte=day)[:LATEST])


def past(district: str, day: date) -> Sequence[Gathering]:
    """Return the events that are over, newest first (終わった行事)."""
    found = Gathering.objects.filter(district=district, on__lt=day).order_by("-on", "-begins")
    return list(found[:LATEST])


def own_sign_ups(mine: Own, found: Sequence[Gathering]) -> Mapping[UUID, SignUp]:
    """Return the sign-up of the own household for each of these events that it has one for."""
    if mine.home is None:
        return {}
    wanted = SignUp.objects.filter(household=mine.home.id, gathering__in=found)
    return {one.gathering_id: one for one in wanted}


def open_to(row: Gathering, day: date) -> bool:
    """Tell whether households sign up, change and withdraw themselves on a day (受付中)."""
    return row.state == State.OPEN and day <= min(row.due_on, row.on)


def ahead_of(one: SignUp) -> int:
    """Return how many households wait before this one (待っている順)."""
    return SignUp.objects.filter(
        gathering=one.gathering_id, place=Place.WAITING, line__lt=one.line
    ).count()


@dataclass(frozen=True)
class Line:
    """One household as the head sees it (申込みの1行)."""

    row: SignUp
    name: str
    group: str


def lines(row: Gathering, day: date) -> Sequence[Line]:
    """Return who signed up and did not withdraw, in the order of the line (申込みの一覧)."""
    found = list(row.sign_ups.exclude(place=Place.WITHDRAWN))
    return [line_of(one, named, groups) for named, groups in [_names(found, day)] for one in found]


Names = Mapping[UUID, str]


def _names(found: Sequence[SignUp], day: date) -> tuple[Names, Mapping[str, str]]:
    homes = addressees([one.household for one in found if one.household], day)
    return {id_: home.name for id_, home in homes.items()}, group_names()


def line_of(one: SignUp, named: Names, groups: Mapping[str, str]) -> Line:
    """Return a sign-up with the name of its household (世帯の氏名)."""
    name = named.get(one.household, "") if one.household else one.name or ""
    return Line(one, name or "（転出など）", groups.get(one.group, ""))


def line(one: SignUp, day: date) -> Line:
    """Return one sign-up as the head sees it."""
    return line_of(one, *_names([one], day))
