"""Invoices for staff (請求の一覧と1件): found by number, with journal, payments and refunds."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tsunagaru.engines.payments.forms import CardForm, CashForm, RefundForm, TerminalRefundForm
from tsunagaru.engines.payments.models import Drawer, Invoice
from tsunagaru.engines.payments.queries import books, invoices, returning
from tsunagaru.engines.payments.queries.invoices import Which
from tsunagaru.engines.payments.queries.setup import paypoints, revenues, tax_qr_layout
from tsunagaru.engines.payments.rules.states import Act, State, allowed
from tsunagaru.engines.payments.views.refund_forms import refunds_of
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

ROWS_A_PAGE, LONGEST_SEARCH = 50, 40
SCOPES = (
    (Which.OPEN.value, "未払い"),
    (Which.PAID.value, "支払い済み"),
    (Which.ALL.value, "すべて"),
)


@open_to(STAFF)
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show the invoices of one's sections; a number or a title narrows them."""
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    asked = request.GET.get("which", "")
    which = Which(asked) if asked in set(Which) else Which.OPEN
    rows = invoices.search(request.actor, words=words, which=which)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "back": invoices.going_back([row.pk for row in page]),
        "words": words,
        "which": which.value,
        "scopes": SCOPES,
        "today": clock.day_of(clock.now()),
    }
    return render(request, "payments/staff/invoices.html", context)


def invoice_for(request: PageRequest, invoice: UUID) -> Invoice:
    """Return an invoice the actor may take money for; any other looks as if it did not exist."""
    return get_object_or_404(invoices.takeable_by(request.actor), pk=invoice)


def own_invoice_for(request: PageRequest, invoice: UUID) -> Invoice:
    """Return an invoice of the actor's sections; any other looks as if it did not exist."""
    return get_object_or_404(invoices.readable_by(request.actor), pk=invoice)


@open_to(STAFF)
@require_safe
def one(request: PageRequest, invoice: UUID) -> HttpResponse:
    """Show an invoice; looking at it is recorded."""
    row = invoice_for(request, invoice)
    audit(actor=request.actor, action="invoice.viewed", subject=row.pk, at=clock.now(), facts={})
    return show(request, row)


def drawers_of(request: PageRequest) -> list[Drawer]:
    """Return the open drawers at which the actor may take cash."""
    rows = Drawer.objects.filter(closed_at=None, paypoint__in=paypoints(request.actor))
    return list(rows.select_related("paypoint"))


def show(
    request: PageRequest,
    row: Invoice,
    status: int = 200,
    typed: Mapping[UUID, TerminalRefundForm] | None = None,
    **more: object,
) -> HttpResponse:
    """Draw an invoice's page, with the forms that were sent and refused (``typed`` by refund)."""
    drawers, points = drawers_of(request), paypoints(request.actor)
    acts = allowed(State(row.state))
    own = invoices.readable_by(request.actor).filter(pk=row.pk).exists()
    context: dict[str, Any] = {
        "invoice": row,
        "lines": row.lines.order_by("order"),
        "payments": row.payments.order_by("received_at"),
        "attempts": row.attempts.order_by("begun_at"),
        "back": invoices.going_back([row.pk]),
        "returned": returning.returned_of([row.pk]).get(row.pk),
        "refunds": refunds_of(row, typed or {}),
        "journals": books.journal_of(row),
        "accounts": books.account_names(),
        "revenues": revenues(),
        "payable": Act.PAY in acts,
        "own": own,
        "office": people.office_of(row.section),
        "refundable": own and Act.REFUND_PART in acts,
        "cancellable": own and Act.CANCEL in acts,
        "drawers": drawers,
        "terminals": [point for point in points if point.terminal],
        "cash_form": CashForm(drawers),
        "card_form": CardForm(points),
        "has_layout": bool(tax_qr_layout()),
        "refund_form": RefundForm(most=row.refundable_yen),
        "link": request.build_absolute_uri(invoices.view_of(row).link),
        **more,
    }
    return render(request, "payments/staff/invoice.html", context, status=status)
