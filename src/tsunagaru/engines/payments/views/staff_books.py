"""Books and daily reconciliation (帳簿と日次照合)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.engines.payments.queries import books, settlements
from tsunagaru.engines.payments.queries.setup import keeps_the_books
from tsunagaru.engines.payments.services.depositing import CLEARING
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import STAFF, open_to

NEWEST = 60


@open_to(STAFF)
@require_safe
def reconciliation(request: PageRequest) -> HttpResponse:
    """Show the files of the last days, open differences, and the balances for accounts."""
    keeper = keeps_the_books(request.actor)
    rows = settlements.differences(request.actor)
    context = {
        "keeper": keeper,
        "settlements": settlements.settlements(request.actor)[:NEWEST],
        "open": rows.filter(resolved_at=None).order_by("found_at"),
        "resolved": rows.exclude(resolved_at=None).order_by("-resolved_at")[:NEWEST],
        "deposits": settlements.deposits(request.actor)[:NEWEST],
        "terminal_yen": books.balance(CLEARING) if keeper else 0,
        "balances": books.balances() if keeper else [],
        "complaints": books.complaints() if keeper else [],
    }
    return render(request, "payments/staff/reconciliation.html", context)
