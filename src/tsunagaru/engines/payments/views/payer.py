"""Who may see an invoice as its payer (納付者の確認): the account, or whoever holds the link."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.queries import invoices
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import ANYONE, RESIDENTS, CannotOpen, Kind, open_to

HELD = "payments_held"
MOST_HELD = 20


def invoice_for(request: PageRequest, invoice: UUID) -> Invoice:
    """Return an invoice of this visitor's; any other looks as if it did not exist.

    Raises:
        CannotOpen: nobody is signed in: the letter's link leads through the sign-in, whether or
            not there is such an invoice.
    """
    row = Invoice.objects.filter(pk=invoice).first()
    if row is not None and (_is_own(request, row) or _is_held(request, row)):
        return row
    if request.actor.kind is Kind.ANONYMOUS:
        raise CannotOpen(RESIDENTS)
    raise Http404


def _is_own(request: PageRequest, row: Invoice) -> bool:
    return row.resident_id is not None and row.resident_id == request.actor.resident


def _is_held(request: PageRequest, row: Invoice) -> bool:
    return str(row.pk) in request.session.get(HELD, [])


@open_to(ANYONE)
@require_safe
def enter(request: PageRequest, invoice: UUID, code: str) -> HttpResponse:
    """Let in who holds an invoice's link, and take the code out of the address."""
    if not invoices.code_fits(invoice, code) or not Invoice.objects.filter(pk=invoice).exists():
        raise Http404
    held = [each for each in request.session.get(HELD, []) if each != str(invoice)]
    request.session[HELD] = [*held, str(invoice)][-MOST_HELD:]
    return redirect("payments:pay", invoice)
