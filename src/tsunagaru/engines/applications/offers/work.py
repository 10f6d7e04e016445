"""Work of clerks beside their cases (業務): third parties, and who did not sign."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from tsunagaru.engines.applications.queries.cosigning import WORDS, is_signed_in_time, unsigned_by
from tsunagaru.engines.applications.queries.parts_to_ask import parts_to_ask
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import format_number
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.desk import WorkItem

TO_ASK_AGAIN = "の署名を依頼し直すか、取りやめる"
TO_HAND_IN, WHOLE = "を申請する", "署名がそろいました"


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


def read_cosigning(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return what an actor took at the counter and not all signed in time (署名の期限切れ)."""
    return [
        WorkItem(
            title=f"「{definition.name.text}」{TO_HAND_IN if whole else TO_ASK_AGAIN}",
            url=reverse("applications:draft", args=[row.pk]),
            state=WHOLE if whole else WORDS["late"],
            received_at=row.started_at,
            section=definition.section,
            channel=row.channel,
            urgent=True,
        )
        for row in unsigned_by(actor, at)
        for definition, whole in [(form_of(row.version_id).definition, is_signed_in_time(row, at))]
    ]
