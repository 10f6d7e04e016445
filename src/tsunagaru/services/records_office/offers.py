"""What the records office offers upwards (提供物)."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.desk import WorkItem, WorkQueue
from tsunagaru.kernel.offers import Offers
from tsunagaru.services.records_office.queries.due import groups


def _due(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return what waits for an approval of disposal."""
    if not actor.has(Role.HEAD, Role.DX_OFFICE):
        return ()
    return [
        WorkItem(
            title=f"保存年限が満了した文書：{one.rule.name}（{one.total}件）",
            url=reverse("records_office:group", args=[one.rule.code, one.section]),
            state="廃棄の承認待ち",
            received_at=at,
            section=one.section,
        )
        for one in groups(actor, at)
    ]


OFFERS = Offers(
    "services.records_office",
    work=(WorkQueue("records_office.due", "廃棄の承認", _due),),
)
