"""The card company's deposits for the terminals (カード端末の入金), for accounts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.forms import DepositForm
from tsunagaru.engines.payments.models import TerminalDeposit
from tsunagaru.engines.payments.queries import books, settlements
from tsunagaru.engines.payments.queries.setup import keeps_the_books
from tsunagaru.engines.payments.services.depositing import CLEARING, CannotDeposit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

UNFIT, NEWEST = 422, 60


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def deposits(request: PageRequest) -> HttpResponse:
    """Show the deposits; record one."""
    keeper = keeps_the_books(request.actor)
    form = DepositForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = UNFIT
        if keeper and form.is_valid() and (made := _record(request, form)):
            words = f"{made.net_yen:,}円の入金と、{made.fee_yen:,}円の手数料を記帳しました。"
            messages.success(request, words)
            return redirect("payments:deposits")
    context = {
        "keeper": keeper,
        "form": form,
        "open_yen": books.balance(CLEARING) if keeper else 0,
        "deposits": settlements.deposits(request.actor)[:NEWEST],
    }
    return render(request, "payments/staff/deposits.html", context, status=status)


def _record(request: PageRequest, form: DepositForm) -> TerminalDeposit | None:
    try:
        return services.record_deposit(form.deposit, by=request.actor, at=clock.now())
    except CannotDeposit as refusal:
        form.add_error(refusal.field, refusal.sentence)
        return None


@open_to(STAFF)
@require_POST
def undo(request: PageRequest, deposit: UUID) -> HttpResponse:
    """Book a wrong deposit back."""
    row = get_object_or_404(settlements.deposits(request.actor), pk=deposit)
    try:
        services.undo_deposit(row.pk, by=request.actor, at=clock.now())
    except CannotDeposit as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "入金の記録を取り消しました。")
    return redirect("payments:deposits")
