"""Offices of a district (区の役職), and what each may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Duty(StrEnum):
    """An office of a district (役職)."""

    HEAD = "head"
    DEPUTY = "deputy"
    GROUP = "group"


DUTY_NAMES = {Duty.HEAD: "区長", Duty.DEPUTY: "副区長", Duty.GROUP: "組長"}
LEADERS = frozenset({Duty.HEAD, Duty.DEPUTY})


@dataclass(frozen=True)
class Office:
    """An office somebody holds now (役職). ``group`` is empty for the whole district."""

    resident: UUID
    district: str
    duty: Duty
    group: str = ""
    away: bool = False


def holds(from_on: date, until_on: date | None, day: date) -> bool:
    """Tell whether a term of office runs on a day (在任)."""
    return from_on <= day and (until_on is None or day <= until_on)


def may_lead(offices: Iterable[Office], district: str) -> bool:
    """Tell whether somebody with these offices leads a district (区長・副区長)."""
    return any(one.district == district and one.duty in LEADERS for one in offices)


def may_report(offices: Iterable[Office], district: str, group: str) -> bool:
    """Tell whether they may say that paper went round in a group (組の紙を回した)."""
    offices = list(offices)
    if may_lead(offices, district):
        return True
    return bool(group) and any(
        one.duty is Duty.GROUP and (one.district, one.group) == (district, group) for one in offices
    )


def who_takes(offices: Iterable[Office], group: str) -> Office | None:
    """Return who takes a group's paper: its head, or who leads the district (受け取る人).

    None where nobody is there: then the town brings it.
    """
    there = [one for one in offices if not one.away]
    ranks = {Duty.GROUP: 0, Duty.HEAD: 1, Duty.DEPUTY: 2}
    fit = [one for one in there if one.duty in LEADERS or (group and one.group == group)]
    return min(fit, key=lambda one: ranks[one.duty], default=None)
