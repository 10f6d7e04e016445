"""Reads about households as wholes (世帯の参照): who lives there, and where; no names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from tsunagaru.ground.people.models import Resident

HEAD = "head"


@dataclass(frozen=True)
class HouseholdView:
    """A household in which somebody lives (世帯).

    Args:
        district: code of the district in which its head lives, or empty.
        members: residents who live there, the head first.
        with_account: those of them who sign in online.
    """

    id: UUID
    district: str
    members: tuple[UUID, ...]
    with_account: tuple[UUID, ...]


@dataclass(frozen=True)
class _Member:
    id: UUID
    is_head: bool
    district: str
    signs_in: bool


def households(
    *, day: date, districts: Collection[str] = (), ids: Iterable[UUID] | None = None
) -> Sequence[HouseholdView]:
    """Return the households in which somebody lives on a day (世帯の一覧).

    Args:
        districts: only of these; of all when none is named.
        ids: only these households.
    """
    rows = _living(day)
    if ids is not None:
        rows = rows.filter(household__in=set(ids))
    if districts:
        there = Q(district__in=districts) | Q(district="", household__district__in=districts)
        rows = rows.filter(household__in=_living(day).filter(there).values("household"))
    found = defaultdict(list)
    for household, district, member in map(_read, rows.values_list(*_COLUMNS)):
        found[household].append((district, member))
    views = [_view(id_, members) for id_, members in found.items()]
    return [one for one in views if not districts or one.district in districts]


_COLUMNS = ("household", "pk", "relation", "district", "home", "account__pk")


def _living(day: date) -> QuerySet[Resident]:
    there = Q(left_on=None) | Q(left_on__gt=day)
    rows = Resident.objects.filter(there, erased_at=None).exclude(household=None)
    return rows.annotate(home=F("household__district")).order_by("registered_at", "pk")


def _read(row: tuple[UUID, UUID, str, str, str, int | None]) -> tuple[UUID, str, _Member]:
    household, id_, relation, district, home, account = row
    return household, home, _Member(id_, relation == HEAD, district, account is not None)


def _view(id_: UUID, found: Sequence[tuple[str, _Member]]) -> HouseholdView:
    members = sorted((member for _, member in found), key=lambda one: not one.is_head)
    named = next((one.district for one in members if one.district), "")
    return HouseholdView(
        id=id_,
        district=named or found[0][0],
        members=tuple(one.id for one in members),
        with_account=tuple(one.id for one in members if one.signs_in),
    )
