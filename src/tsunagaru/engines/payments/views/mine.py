"""A resident's own invoices (支払いの一覧), with their receipts."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.queries import collecting, invoices, transfers
from tsunagaru.engines.payments.rules.states import PAYABLE
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import RESIDENTS, open_to

A_PAGE = 30


@open_to(RESIDENTS)
@require_safe
def mine(request: PageRequest) -> HttpResponse:
    """List a resident's own invoices, unpaid ones first."""
    if request.actor.resident is None:
        raise Http404
    rows = Invoice.objects.filter(resident_id=request.actor.resident)
    others = rows.exclude(state__in=PAYABLE).order_by("-requested_at", "number")
    page = Paginator(others, A_PAGE).get_page(request.GET.get("page"))
    unpaid = list(rows.filter(state__in=PAYABLE).order_by("due_on"))
    days = collecting.collections_of([row.pk for row in unpaid])
    context = {
        "unpaid": [(row, days.get(row.pk)) for row in unpaid],
        "page": page,
        "back": invoices.going_back([row.pk for row in page]),
        "transfers": transfers.setup_of() is not None,
    }
    return render(request, "payments/mine.html", context)
