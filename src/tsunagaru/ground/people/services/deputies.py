"""Who stands in for a section's head (代理順位の決定)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import events
from tsunagaru.ground.people.models import Deputy, Section, Staff
from tsunagaru.kernel.access import Actor, Role


class CannotNameDeputies(Exception):
    """The actor may not, or the list names somebody twice or nobody who works for the town."""


def may_name_deputies(actor: Actor, section: str) -> bool:
    """Tell whether an actor may set a section's order of deputies: its head, the DX office."""
    return section in actor.sections(Role.HEAD) or actor.has(Role.DX_OFFICE)


@transaction.atomic
def name_deputies(section: str, staff: Sequence[UUID], *, by: Actor, at: datetime) -> None:
    """Set who stands in for a section's head, in this order (代理順位を定める).

    They come before the holders of the titles in the section's own order. A change of who decides
    is a change of rights, so it is audited for each of them.

    Raises:
        Section.DoesNotExist: there is no such section.
        CannotNameDeputies: not allowed, or the list does not fit.

    Publishes:
        DeputiesNamed
    """
    row = Section.objects.select_for_update(no_key=True).get(pk=section)
    known = Staff.objects.filter(pk__in=staff, active=True).count()
    if not may_name_deputies(by, section) or known != len(staff):
        raise CannotNameDeputies(section)
    before = set(Deputy.objects.filter(section=row).values_list("staff_id", flat=True))
    Deputy.objects.filter(section=row).delete()
    Deputy.objects.bulk_create(
        Deputy(section=row, staff_id=id_, order=place) for place, id_ in enumerate(staff, start=1)
    )
    publish(events.DeputiesNamed(at=at, subject=uuid4(), section=section, deputies=len(staff)))
    places = {id_: str(place) for place, id_ in enumerate(staff, start=1)}
    for id_ in [*staff, *sorted(before - set(staff))]:
        facts = {"section": section, "order": places.get(id_, "none")}
        audit(actor=by, action="deputy.named", subject=id_, at=at, facts=facts)
