"""Residents who come, move and leave (転入・転居・転出), for tests."""

from datetime import date, datetime
from uuid import UUID

from tsunagaru.ground.people.models import Household, Resident
from tsunagaru.ground.people.testing.people import MORNING


def move_away(*residents: UUID, on: date) -> None:
    """Let residents leave the town on a day (転出)."""
    Resident.objects.filter(pk__in=residents).update(left_on=on)


def move_within(household: UUID, district: str) -> None:
    """Let a household move to another district (転居)."""
    Resident.objects.filter(household=household).update(district=district)


def move_in(resident: UUID, household: UUID, district: str, *, at: datetime = MORNING) -> None:
    """Let a resident live in a household of a district, as its head (世帯に入る)."""
    Household.objects.get_or_create(pk=household, defaults={"created_at": at})
    values = {"household": household, "district": district, "relation": "head"}
    Resident.objects.filter(pk=resident).update(**values)
