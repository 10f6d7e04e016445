"""What the office must ask third parties for (町から依頼する記入): new, declined or late."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.parts import PartView, parts_of
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.kernel.access import Actor

MOST = 200


def parts_to_ask(actor: Actor, at: datetime) -> Iterator[tuple[Application, PartView]]:
    """Yield the parts that an actor's sections must ask for now, the oldest application first."""
    open_ones = Application.objects.filter(ended_at=None)
    used = open_ones.order_by().values_list("version", flat=True).distinct()
    asking = [version for version in used if _asks(version, actor)]
    for row in open_ones.filter(version__in=asking).order_by("submitted_at", "pk")[:MOST]:
        for part in parts_of(row, at):
            if part.by_office and part.waits:
                yield row, part


def _asks(version: UUID, actor: Actor) -> bool:
    definition = form_of(version).definition
    return actor.works_in(definition.section) and any(one.by_office for one in definition.parts)
