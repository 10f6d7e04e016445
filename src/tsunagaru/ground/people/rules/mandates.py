"""Rules about acting for another person (代理の規則): guardians, mandates with a period."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from tsunagaru.kernel.calendar import years_between

OF_AGE = 18
LONGEST_YEARS = 5


class Standing(StrEnum):
    """How far a mandate came (状態). It never comes back once it has ended."""

    ASKED = "asked"
    IN_FORCE = "in_force"
    ENDED = "ended"


class Ground(StrEnum):
    """Why one person may act for another (代理の根拠)."""

    GUARDIAN = "guardian"
    MANDATE = "mandate"


class Ending(StrEnum):
    """Why a mandate ended (終了の理由)."""

    PRINCIPAL = "principal"
    PROXY = "proxy"
    OFFICE = "office"
    EXPIRED = "expired"
    OF_AGE = "of_age"
    LEFT = "left"


@dataclass(frozen=True)
class MandateTerms:
    """For what and for how long (委任の範囲).

    Args:
        procedures: codes of procedures; none means every procedure.
        to_on: last day; None for a guardian, whose mandate lasts until the child is of age.
    """

    from_on: date
    to_on: date | None
    procedures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """What counts of a principal or a proxy (本人・代理人)."""

    id: UUID
    birth_on: date | None
    left_on: date | None


def is_child(birth_on: date | None, day: date) -> bool:
    """Tell whether somebody is known to be under age on a day (未成年).

    Source:
        民法 第4条: of age at eighteen.
    """
    return birth_on is not None and years_between(birth_on, day) < OF_AGE


def covers(procedures: Collection[str], procedure: str) -> bool:
    """Tell whether a mandate is for a procedure; one without a list is for all (委任の範囲)."""
    return not procedures or procedure in procedures


def fits(terms: MandateTerms, day: date) -> bool:
    """Tell whether a period can be agreed on: it ends after it begins, today or later, in time."""
    if terms.to_on is None:
        return False
    ends_late = terms.to_on >= max(terms.from_on, day)
    return ends_late and years_between(terms.from_on, terms.to_on) < LONGEST_YEARS


def why_over(
    ground: Ground, terms: MandateTerms, *, principal: Person, proxy: Person, day: date
) -> Ending | None:
    """Return why a mandate is over on a day, or None while it lasts (終了の判定).

    Moving out or death of either ends it; so do the last day and, for a guardian, the child's
    coming of age, from that very day on, whether or not anybody has noted it yet.

    Source:
        民法 第111条・第653条: death ends a mandate.
    """
    if any(person.left_on is not None and person.left_on <= day for person in (principal, proxy)):
        return Ending.LEFT
    if terms.to_on is not None and terms.to_on < day:
        return Ending.EXPIRED
    if ground is Ground.GUARDIAN and not is_child(principal.birth_on, day):
        return Ending.OF_AGE
    return None
