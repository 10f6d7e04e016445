"""What cases offer upwards (案件の提供物)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from tsunagaru.engines.cases import queries
from tsunagaru.engines.cases.models import Case
from tsunagaru.engines.cases.rules import OPEN, Paying
from tsunagaru.engines.cases.services.living import work_a_day
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.desk import WorkItem, WorkQueue
from tsunagaru.kernel.offers import Erasure, Offers, PrivacyOffer, SimulatedAct

MOST_ITEMS = 200
FEE_WORK = (Paying.TO_REFUND, Paying.TO_FIX, Paying.EXPIRED)


def _items(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the open cases of the actor's sections as work."""
    today = day_of(at)
    return [_item(row, urgent=row.due_on <= today) for row in queries.queue(actor)[:MOST_ITEMS]]


def _fee_items(actor: Actor, _at: datetime) -> Sequence[WorkItem]:
    """Return closed cases whose fee still waits for a clerk: to refund, to fix, or expired."""
    rows = queries.readable_by(actor).exclude(state__in=OPEN)
    rows = rows.filter(payment__in=FEE_WORK).order_by("closed_at")
    return [_item(row, urgent=row.payment == Paying.TO_REFUND) for row in rows[:MOST_ITEMS]]


def _item(row: Case, *, urgent: bool) -> WorkItem:
    paying = row.get_payment_display()
    return WorkItem(
        title=f"{row.title}（{row.number}）",
        url=reverse("cases:case", args=[row.pk]),
        state=f"{row.get_state_display()}・{paying}" if paying else row.get_state_display(),
        received_at=row.received_at,
        section=row.section,
        due_on=None if row.closed_at else row.due_on,
        assignee=row.assignee_name,
        channel=row.channel,
        urgent=urgent,
    )


def _export(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return what the cases of a resident say."""
    return [
        {
            "number": row.number,
            "title": row.title,
            "received_at": row.received_at.isoformat(),
            "state": row.get_state_display(),
            "decision": _decision(row),
            "timeline": [
                {"at": entry.at.isoformat(), "kind": entry.kind, "text": entry.text}
                for entry in queries.timeline(row.pk)
            ],
        }
        for row in Case.objects.filter(resident_id=resident).order_by("received_at")
    ]


def _decision(row: Case) -> dict[str, str] | None:
    made = queries.decision_of(row.pk)
    if made is None:
        return None
    return {"label": made.label, "reason": made.reason, "at": made.at.isoformat()}


def _erase(resident: UUID, _at: datetime) -> Erasure:
    """Keep the cases: the files of an administrative act have their retention periods."""
    rows = Case.objects.filter(resident_id=resident)
    kept = rows.count()
    waiting = rows.filter(state__in=OPEN).count()
    reason = "公文書として保存年限まで保存します。"
    if waiting:
        reason += f"処理中の案件が{waiting}件あります。"
    return Erasure(erased=0, kept=kept, reason=reason if kept else "")


OFFERS = Offers(
    package="engines.cases",
    work=(
        WorkQueue(name="cases", title="案件", items=_items),
        WorkQueue(name="fees", title="手数料の確認", items=_fee_items),
    ),
    acts=(SimulatedAct(name="決定", order=60, live=work_a_day),),
    privacy=(
        PrivacyOffer(
            name="cases",
            title="案件の経過と決定",
            tables=("cases.Case", "cases.Decision", "cases.Correction", "cases.Entry"),
            export=_export,
            erase=_erase,
        ),
    ),
)
