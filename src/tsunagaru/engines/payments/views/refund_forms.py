"""The refunds of an invoice with the form for a terminal's slip (返金と取消しの伝票)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tsunagaru.engines.payments.forms import TerminalRefundForm
from tsunagaru.engines.payments.models import Invoice, Refund


def slip_form(refund: UUID, **given: Any) -> TerminalRefundForm:  # noqa: ANN401 - a form's own arguments
    """Return the form for a terminal's slip; a page may hold several."""
    return TerminalRefundForm(auto_id=f"%s-{refund}", **given)


def refunds_of(
    row: Invoice, typed: Mapping[UUID, TerminalRefundForm]
) -> list[tuple[Refund, TerminalRefundForm]]:
    """Return the refunds of an invoice, oldest first, each with the form for its slip."""
    rows = Refund.objects.filter(payment__invoice=row).order_by("requested_at")
    return [(one, typed.get(one.pk) or slip_form(one.pk)) for one in rows]
