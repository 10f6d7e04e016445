"""What can be booked (予約できるもの)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from tsunagaru.engines.bookings.definitions import ResourceDefinition
from tsunagaru.engines.bookings.models import Resource
from tsunagaru.engines.bookings.rules.slots import Plan
from tsunagaru.ground.places.api import calendar
from tsunagaru.kernel.access import Actor, Role


class CannotFind(Exception):
    """There is no such resource, or it is booked no more (ありません)."""


@dataclass(frozen=True)
class Bookable:
    """A resource with its rules (予約できるもの)."""

    id: UUID
    section: str
    definition: ResourceDefinition
    plan: Plan

    @property
    def code(self) -> str:
        """Return its code."""
        return self.definition.code


@lru_cache(maxsize=512)
def _definition(id_: UUID, loaded_at: datetime) -> ResourceDefinition:  # noqa: ARG001 - part of the key
    content = Resource.objects.values_list("content", flat=True).get(pk=id_)
    return ResourceDefinition.model_validate(content)


def bookable(row: Resource) -> Bookable:
    """Return a row with its rules."""
    definition = _definition(row.pk, row.loaded_at)
    return Bookable(row.pk, row.section, definition, definition.plan(calendar()))


def resource(code: str) -> Bookable:
    """Return a resource by its code.

    Raises:
        CannotFind: there is none, or it was taken out of the town folder.
    """
    row = Resource.objects.filter(code=code, retired=False).defer("content").first()
    if row is None:
        raise CannotFind(code)
    return bookable(row)


def resources() -> Sequence[Bookable]:
    """Return everything that can be booked, in the order of the town folder's codes."""
    rows = Resource.objects.filter(retired=False).defer("content").order_by("code")
    return [bookable(row) for row in rows]


def works_on(actor: Actor, section: str) -> bool:
    """Return whether an actor looks after the bookings of a section."""
    return actor.is_staff and section in actor.sections(Role.CLERK, Role.HEAD)


def resources_of(actor: Actor) -> Sequence[Bookable]:
    """Return the resources that an actor looks after (担当する施設)."""
    return [one for one in resources() if works_on(actor, one.section)]
