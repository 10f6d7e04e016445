"""Requests for account transfers (口座振替の依頼): made for a day, sent, and answered."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.forms import DayForm, ResultForm
from tsunagaru.engines.payments.models import TransferBatch
from tsunagaru.engines.payments.queries import transfers
from tsunagaru.engines.payments.queries.setup import keeps_the_books
from tsunagaru.engines.payments.rules.bank_kana import CannotWriteKana
from tsunagaru.engines.payments.rules.fixed_width import CannotWriteRecord
from tsunagaru.engines.payments.services.transfers import CannotTransfer
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

UNFIT, CONFLICT, NEWEST = 422, 409, 50
NOTHING_IN = "何も取り込んでいません。"


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def listed(request: PageRequest) -> HttpResponse:
    """Show the requests; look at what is due by a day, and make its request."""
    keeper = keeps_the_books(request.actor)
    sent = request.POST if request.method == "POST" else request.GET
    form = DayForm(sent if "day" in sent or request.method == "POST" else None)
    day: date | None = None
    status = UNFIT if request.method == "POST" else 200
    if keeper and form.is_valid():
        day = form.cleaned_data["day"]
        if request.method == "POST":
            made = _make(request, day, form)
            if made is not None:
                return redirect("payments:transfer", made.pk)
    context = {
        "form": form,
        "day": day,
        "due": transfers.due(day) if day else None,
        "batches": transfers.batches(request.actor)[:NEWEST],
        "keeper": keeper,
        "possible": transfers.setup_of() is not None,
    }
    return render(request, "payments/staff/transfers.html", context, status=status)


def _make(request: PageRequest, day: date, form: DayForm) -> TransferBatch | None:
    try:
        return services.request_transfers(day, by=request.actor, at=clock.now())
    except (CannotTransfer, CannotWriteKana, CannotWriteRecord) as problem:
        form.add_error("day", problem.sentence)
        return None


def _batch(request: PageRequest, batch: UUID) -> TransferBatch:
    return get_object_or_404(transfers.batches(request.actor), pk=batch)


@open_to(STAFF)
@require_safe
def one(request: PageRequest, batch: UUID) -> HttpResponse:
    """Show a request with every debit and its result."""
    return _show(request, _batch(request, batch), ResultForm())


def _show(
    request: PageRequest, row: TransferBatch, form: ResultForm, status: int = 200
) -> HttpResponse:
    debits = row.debits.select_related("invoice", "mandate").order_by("order")
    context = {"batch": row, "debits": debits, "form": form}
    return render(request, "payments/staff/transfer.html", context, status=status)


@open_to(STAFF)
@require_safe
def file(request: PageRequest, batch: UUID) -> HttpResponse:
    """Hand out the file for the bank; who fetched it is recorded."""
    row = _batch(request, batch)
    audit(actor=request.actor, action="transfers.fetched", subject=row.pk, at=clock.now(), facts={})
    answer = HttpResponse(transfers.file_of(row), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="transfer-{row.number}.txt"'
    return answer


@open_to(STAFF)
@require_POST
def results(request: PageRequest, batch: UUID) -> HttpResponse:
    """Take the bank's answer in."""
    row, form = _batch(request, batch), ResultForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, row, form, UNFIT)
    raw = form.cleaned_data["results"].read()
    try:
        done = services.read_results(row.pk, raw, by=request.actor, at=clock.now())
    except CannotTransfer as problem:
        form.add_error("results", f"{problem.sentence}{NOTHING_IN}")
        row.refresh_from_db()
        return _show(request, row, form, UNFIT)
    words = f"結果を取り込みました。振替済み{done.collected:,}件、"
    messages.success(request, f"{words}振替不能{done.lines - done.collected:,}件です。")
    return redirect("payments:transfer", row.pk)


@open_to(STAFF)
@require_POST
def cancel_transfer(request: PageRequest, batch: UUID) -> HttpResponse:
    """Take a request back that was not sent."""
    row = _batch(request, batch)
    try:
        services.cancel_request(row.pk, at=clock.now())
    except CannotTransfer as problem:
        messages.error(request, problem.sentence)
    return redirect("payments:transfer", row.pk)
