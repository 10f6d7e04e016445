"""Books and daily reconciliation (帳簿と日次照合)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.forms import ResolveForm
from tsunagaru.engines.payments.queries import books, settlements
from tsunagaru.engines.payments.queries.setup import keeps_the_books
from tsunagaru.engines.payments.rules.methods import PROVIDER_NAMES
from tsunagaru.engines.payments.rules.reconciling import WORDS, Kind, names_of_amounts
from tsunagaru.engines.payments.services.depositing import CLEARING
from tsunagaru.engines.payments.services.reconciling import CannotResolve
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

UNFIT, CONFLICT, NEWEST = 422, 409, 60


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


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def difference(request: PageRequest, difference: UUID) -> HttpResponse:
    """Show a difference; explain it."""
    row = get_object_or_404(settlements.differences(request.actor), pk=difference)
    form = ResolveForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = UNFIT
        if form.is_valid():
            words = form.cleaned_data["explanation"]
            try:
                services.resolve(row.pk, explanation=words, by=request.actor, at=clock.now())
                return redirect("payments:reconciliation")
            except CannotResolve:
                status = CONFLICT
                row.refresh_from_db()
    context = {
        "difference": row,
        "form": form,
        "words": WORDS[Kind(row.kind)],
        "names": names_of_amounts(row.kind),
        "provider": PROVIDER_NAMES.get(row.settlement.provider, row.settlement.provider),
    }
    return render(request, "payments/staff/difference.html", context, status=status)
