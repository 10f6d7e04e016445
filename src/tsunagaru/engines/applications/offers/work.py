"""Work of clerks beside their cases (業務): parts that the office asks third parties for."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from tsunagaru.engines.applications.queries.parts_to_ask import parts_to_ask
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import format_number
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.desk import WorkItem


def read_parts(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the statements that the actor's sections must ask for (第三者への依頼)."""
    return [
        WorkItem(
            title=f"{part.name}を依頼する（{format_number(row.number)}）",
            url=reverse("cases:case", args=[row.case]),
            state=part.said,
            received_at=row.submitted_at,
            section=form_of(row.version_id).definition.section,
            channel=row.channel,
            urgent=bool(part.state),
        )
        for row, part in parts_to_ask(actor, at)
    ]
