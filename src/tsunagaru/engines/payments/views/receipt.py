"""The receipt as a file (領収証書のダウンロード), for the payer and for staff."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.queries import invoices, papers
from tsunagaru.engines.payments.views.payer import invoice_for
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_safe
def receipt(request: PageRequest, invoice: UUID) -> HttpResponse:
    """Hand out the receipt of a paid invoice."""
    row, now = _row(request, invoice), clock.now()
    payment = invoices.kept_payment(row)
    if payment is None:
        raise Http404
    answer = HttpResponse(papers.receipt(row, payment, at=now), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="receipt-{payment.receipt_number}.pdf"'
    return answer


def _row(request: PageRequest, invoice: UUID) -> Invoice:
    if not request.actor.is_staff:
        return invoice_for(request, invoice)
    row = invoices.takeable_by(request.actor).filter(pk=invoice).first()
    if row is None:
        raise Http404
    audit(actor=request.actor, action="receipt.viewed", subject=row.pk, at=clock.now(), facts={})
    return row
