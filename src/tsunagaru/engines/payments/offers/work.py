"""Work of payments on the staff desk (業務キュー)."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from tsunagaru.engines.payments.models import Difference
from tsunagaru.engines.payments.queries import invoices, settlements
from tsunagaru.engines.payments.rules.methods import RefundState
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.offers import WorkItem

MOST = 200


def refunds(actor: Actor, _at: datetime) -> Sequence[WorkItem]:
    """Return refunds that wait for a person: to hand out, or refused by the provider."""
    rows = invoices.refunds_to_do(actor).select_related("payment__invoice")[:MOST]
    return [
        WorkItem(
            title=f"返金 {row.amount_yen:,}円（{row.payment.invoice.number}）",
            url=reverse("payments:invoice", args=[row.payment.invoice_id]),
            state=row.get_state_display(),
            received_at=row.requested_at,
            section=row.payment.invoice.section,
            urgent=row.state == RefundState.FAILED,
        )
        for row in rows
    ]


def differences(actor: Actor, _at: datetime) -> Sequence[WorkItem]:
    """Return what differs between our books and a provider's file."""
    rows = settlements.differences(actor).filter(resolved_at=None).order_by("found_at")[:MOST]
    return [_item(row) for row in rows]


def _item(row: Difference) -> WorkItem:
    return WorkItem(
        title=f"照合の差異：{row.get_kind_display()}（{row.settlement.day:%-m月%-d日}）",
        url=reverse("payments:difference", args=[row.pk]),
        state="未解消",
        received_at=row.found_at,
        section=row.section,
    )
