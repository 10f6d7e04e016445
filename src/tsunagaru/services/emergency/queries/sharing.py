"""What somebody may see of others (安否の閲覧): by household, by consent, or by a ground in law."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.emergency.models import (
    Disclosure,
    DistrictHead,
    Group,
    Person,
    Round,
    Share,
)
from tsunagaru.services.emergency.models.sharing import FAMILY, GROUP, HEAD
from tsunagaru.services.emergency.models.support import SILENT
from tsunagaru.services.emergency.queries.safety import named, silent
from tsunagaru.services.emergency.rules.safety import Safety, may_see_silent


@dataclass(frozen=True)
class Seen:
    """Somebody of whom one may know whether they are safe (見える人).

    Args:
        state: the answer's name in Japanese, or empty while nothing was heard.
    """

    resident: UUID
    name: str
    state: str
    is_safe: bool
    at: datetime | None = None


def seen(row: Round, residents: Iterable[UUID], at: datetime) -> list[Seen]:
    """Return how some residents are in a round; no place and no note (安否の一覧)."""
    wanted = list(residents)
    lines = {
        one.resident: one for one in Person.objects.filter(round=row, resident__in=wanted)
    }  # fmt: skip
    known = people.residents(wanted, day=day_of(at))
    found = []
    for key in wanted:
        if key not in known:
            continue
        line = lines.get(key)
        state = line.get_state_display() if line and line.state else ""
        is_safe = bool(line and line.state == Safety.SAFE)
        moment = line.latest_at if line else None
        found.append(Seen(key, known[key].name, state, is_safe, moment))
    return found


def household(resident: UUID, at: datetime) -> list[UUID]:
    """Return the others of a resident's household (同じ世帯の人)."""
    members = people.household_of(resident, day=day_of(at))
    return [one.id for one in members if one.id != resident]


def told_to(resident: UUID) -> list[UUID]:
    """Return who named a resident their family contact (家族の連絡先として見られる人)."""
    rows = Share.objects.filter(other=resident, kind=FAMILY, ended_at=None)
    return list(rows.values_list("resident", flat=True).order_by("given_at"))


def shares_of(resident: UUID) -> QuerySet[Share]:
    """Return what a resident agreed to (本人の同意)."""
    rows = Share.objects.filter(resident=resident, ended_at=None)
    return rows.select_related("group").order_by("given_at", "id")


def groups_kept_by(resident: UUID) -> QuerySet[Group]:
    """Return the groups whose people a resident sees (見ている団体)."""
    return Group.objects.filter(keeper=resident, closed_at=None).order_by("name", "id")


def members(group: Group) -> list[UUID]:
    """Return who agreed to a group's seeing it (団体に同意した人)."""
    rows = group.shares.filter(kind=GROUP, ended_at=None)
    return list(rows.values_list("resident", flat=True).order_by("given_at"))


def districts_of(resident: UUID | None) -> list[str]:
    """Return the districts a resident is head of (区長である区)."""
    if resident is None:
        return []
    rows = DistrictHead.objects.filter(resident=resident, until=None)
    return list(rows.values_list("district", flat=True).order_by("district"))


def disclosed(row: Round, district: str) -> list[str]:
    """Return the grounds on which the names of the silent are open to a district's head."""
    rows = Disclosure.objects.filter(round=row, kind=SILENT)
    return [one.basis for one in rows if district in one.districts]


def silent_names(row: Round, district: str, at: datetime) -> tuple[list[str], int]:
    """Return the names of the silent that a district's head may read, and how many they may not.

    Source: 災害対策基本法 第49条の11
    """
    persons = list(silent(row, district))
    bases = disclosed(row, district)
    agreed = set(
        Share.objects.filter(
            kind=HEAD, ended_at=None, resident__in=[one.resident for one in persons if one.resident]
        ).values_list("resident", flat=True)
    )
    open_ones = [one for one in persons if may_see_silent(one.resident in agreed, bases)]
    names = named(open_ones, at)
    return [names[one.pk].name for one in open_ones], len(persons) - len(open_ones)
