"""Several invoices of one thing (同じ対象の請求の整理): held, no longer asked for, given back.

Everything here runs in the transaction of whoever decided it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.queries.invoices import InvoiceView
from tsunagaru.engines.payments.rules.states import PAYABLE
from tsunagaru.engines.payments.services.refunding import refund
from tsunagaru.engines.payments.services.requesting import cancel
from tsunagaru.kernel.access import Actor


def hold(kind: str, subjects: Collection[UUID]) -> None:
    """Let nobody pay, cancel or give back these invoices until we are done (請求を押さえる).

    Locked in one order, so that two who hold the same never wait for one another.
    """
    rows = Invoice.objects.filter(kind=kind, subject__in=subjects).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def stop_asking(kind: str, subjects: Collection[UUID], *, at: datetime) -> None:
    """Ask no longer for what is not paid (未納の請求を取り消す); what was just paid stays.

    Publishes:
        PaymentCancelled, for each that was open
    """
    hold(kind, subjects)
    rows = Invoice.objects.filter(kind=kind, subject__in=subjects, state__in=PAYABLE)
    for key in rows.order_by("pk").values_list("pk", flat=True):
        cancel(key, at=at)


def give_back(
    invoices: Sequence[InvoiceView], yen: int, *, reason: str, by: Actor, at: datetime
) -> None:
    """Let an amount go back, from the newest payment on (返金する).

    Args:
        invoices: what was paid, oldest first.

    Raises:
        CannotRefund: somebody gave back some of it since the invoices were read.

    Publishes:
        RefundRequested, for each payment some of which goes back
    """
    for one in reversed(invoices):
        part = min(yen, one.held_yen)
        if part:
            refund(one.id, yen=part, reason=reason, by=by, at=at)
        yen -= part
