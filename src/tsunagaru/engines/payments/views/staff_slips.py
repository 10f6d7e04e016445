"""Payment slips with the common tax code, and the report of what was paid (地方税統一QR)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.forms import ReportForm
from tsunagaru.engines.payments.gateways.tax_qr import CannotMakeCode
from tsunagaru.engines.payments.models import Invoice, Settlement
from tsunagaru.engines.payments.queries import slips
from tsunagaru.engines.payments.queries.settlements import settlements
from tsunagaru.engines.payments.queries.setup import keeps_the_books, setup, tax_qr_layout
from tsunagaru.engines.payments.rules.states import PAYABLE, CannotMove
from tsunagaru.engines.payments.services.tax_code import PROVIDER, CannotImport
from tsunagaru.engines.payments.views.payer import invoice_for as payers_invoice
from tsunagaru.engines.payments.views.staff_invoices import invoice_for
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, STAFF, open_to

UNFIT, CONFLICT, NEWEST = 422, 409, 30


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def slip(request: PageRequest, invoice: UUID) -> HttpResponse:
    """Show what stands in an invoice's code; issue the slip."""
    row = invoice_for(request, invoice)
    problem, status = "", 200
    if request.method == "POST":
        try:
            services.issue_slip(row.pk, by=request.actor, at=clock.now())
            return redirect("payments:slip", row.pk)
        except CannotMakeCode as refusal:
            problem, status = refusal.sentence, UNFIT
        except CannotMove:
            row.refresh_from_db()
            problem, status = "この請求は、支払いを待っていません。", CONFLICT
    context = {
        "invoice": row,
        "layout": tax_qr_layout(),
        "payload": _payload(row),
        "issued": slips.issued(row),
        "payable": row.state in PAYABLE,
        "problem": problem,
    }
    return render(request, "payments/staff/slip.html", context, status=status)


def _payload(row: Invoice) -> str:
    try:
        return slips.payload_of(row)
    except CannotMakeCode:
        return ""


@open_to(ANYONE)
@require_safe
def slip_paper(request: PageRequest, invoice: UUID) -> HttpResponse:
    """Hand out an issued slip as a file, to the payer and to staff."""
    staff = request.actor.is_staff
    row = invoice_for(request, invoice) if staff else payers_invoice(request, invoice)
    if row.state not in PAYABLE or not slips.issued(row).exists():
        raise Http404
    now = clock.now()
    try:
        paper = slips.slip(row, at=now)
    except CannotMakeCode:
        raise Http404 from None
    if staff:
        audit(actor=request.actor, action="slip.viewed", subject=row.pk, at=now, facts={})
    answer = HttpResponse(paper, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="slip-{row.number}.pdf"'
    return answer


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def tax_report(request: PageRequest) -> HttpResponse:
    """Take in the report of a day's payments by the common tax code."""
    keeper = keeps_the_books(request.actor)
    form = ReportForm(request.POST, request.FILES) if request.method == "POST" else ReportForm()
    status = 200
    if request.method == "POST":
        status = UNFIT
        if keeper and form.is_valid() and (made := _read(request, form)):
            count = made.differences.filter(resolved_at=None).count()
            words = f"差異が{count}件あります。" if count else "差異はありません。"
            messages.success(request, f"{made.lines}件の納付を取り込みました。{words}")
            return redirect("payments:reconciliation")
    context = {
        "form": form,
        "keeper": keeper,
        "how": setup().tax_qr_report,
        "settlements": settlements(request.actor).filter(provider=PROVIDER)[:NEWEST],
    }
    return render(request, "payments/staff/tax_report.html", context, status=status)


def _read(request: PageRequest, form: ReportForm) -> Settlement | None:
    raw, day = form.cleaned_data["report"].read(), form.cleaned_data["day"]
    try:
        return services.read_report(raw, day, by=request.actor, at=clock.now())
    except CannotImport as problem:
        form.add_error("report", f"{problem.sentence}何も取り込んでいません。")
        return None
