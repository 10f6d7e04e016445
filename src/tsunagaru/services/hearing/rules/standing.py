"""Who may propose and support ideas (提案と投票のできる方)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tsunagaru.kernel.calendar import age_on


class Bar(StrEnum):
    """Why somebody may not (できない理由)."""

    UNVERIFIED = "unverified"
    ELSEWHERE = "elsewhere"
    AGE = "age"


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is known of who asks (本人の情報)."""

    verified: bool
    lives_here: bool
    born_on: date | None


def bar_to(person: Person, *, least_age: int, today: date) -> Bar | None:
    """Return why somebody may not take part, or None where they may.

    Args:
        least_age: 0 where everybody may, also whose birthday nobody knows.
    """
    if not person.verified:
        return Bar.UNVERIFIED
    if not person.lives_here:
        return Bar.ELSEWHERE
    if least_age and (person.born_on is None or age_on(person.born_on, today) < least_age):
        return Bar.AGE
    return None
