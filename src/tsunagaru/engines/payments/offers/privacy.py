"""One person's invoices: export and erasure (開示と消去)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tsunagaru.engines.payments.models import Invoice, Mandate, Refund
from tsunagaru.engines.payments.queries.invoices import kept_payment
from tsunagaru.engines.payments.rules.agreements import LIVE
from tsunagaru.engines.payments.rules.states import PAYABLE
from tsunagaru.kernel.offers import Erasure

KEEP = timedelta(days=5 * 366)
REASON = "会計の書類として5年間保存します。"


def export(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return a resident's invoices, payments, refunds and account transfers."""
    rows = Invoice.objects.filter(resident_id=resident).order_by("requested_at")
    mandates = Mandate.objects.filter(resident_id=resident).order_by("recorded_at")
    return {
        "invoices": [_invoice(row) for row in rows],
        "mandates": [
            {
                "bank": f"{row.bank} {row.bank_name}".strip(),
                "branch": f"{row.branch} {row.branch_name}".strip(),
                "account_kind": row.get_account_kind_display(),
                "account": row.account,
                "holder": row.holder,
                "postal": row.postal or "",
                "agreed_on": row.agreed_on.isoformat(),
                "state": row.get_state_display(),
                "note": row.note or "",
                "debits": [
                    {
                        "day": line.batch.withdrawn_on.isoformat(),
                        "amount_yen": line.amount_yen,
                        "result": line.get_result_display(),
                    }
                    for line in row.debits.select_related("batch").order_by("pk")
                ],
            }
            for row in mandates
        ],
    }


def _invoice(row: Invoice) -> dict[str, Any]:
    kept = kept_payment(row)
    refunds = Refund.objects.filter(payment__invoice=row).order_by("requested_at")
    return {
        "number": row.number,
        "title": row.words.ja,
        "payer": row.payer,
        "amount_yen": row.amount_yen,
        "requested_at": row.requested_at.isoformat(),
        "due_on": row.due_on.isoformat(),
        "state": row.get_state_display(),
        "paid_by": kept.get_method_display() if kept else "",
        "refunds": [
            {"amount_yen": r.amount_yen, "reason": r.reason, "state": r.get_state_display()}
            for r in refunds
        ],
    }


def erase(resident: UUID, at: datetime) -> Erasure:
    """Take the name off what is older than its retention; keep the rest, and what is open.

    Source:
        地方自治法 第236条 (five years), the town's rules on finance.
    """
    rows = Invoice.objects.filter(resident_id=resident)
    old = rows.exclude(state__in=PAYABLE).filter(requested_at__lt=at - KEEP)
    erased = 0
    for row in old:
        row.payer, row.resident_id = "", None
        row.save(update_fields=["payer", "resident_id"])
        erased += 1
    ended = Mandate.objects.filter(resident_id=resident, recorded_at__lt=at - KEEP)
    for mandate in ended.exclude(state__in=LIVE):
        mandate.account = mandate.holder = ""
        mandate.postal = mandate.note = mandate.resident_id = None
        mandate.save()
        erased += 1
    kept = rows.count() + Mandate.objects.filter(resident_id=resident).count()
    return Erasure(erased=erased, kept=kept, reason=REASON if kept else "")
