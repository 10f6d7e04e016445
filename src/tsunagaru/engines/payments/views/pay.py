"""The payer's pages (支払いの画面): what for, how, and whether it arrived."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.gateways.configured import NoSuchProvider
from tsunagaru.engines.payments.gateways.protocol import CannotCharge, CannotReach
from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.queries import (
    collecting,
    invoices,
    letters,
    returning,
    slips,
    transfers,
)
from tsunagaru.engines.payments.queries.setup import online_providers, tax_qr_layout
from tsunagaru.engines.payments.rules.states import PAYABLE, CannotMove
from tsunagaru.engines.payments.views.payer import invoice_for
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

BUSY, REFUSED, GONE = 503, 422, 409
ASK_EVERY = timedelta(seconds=2)
NO_ANSWER = (
    "決済事業者につながりませんでした。まだ支払われていません。"
    "少し待ってから、もう一度押してください。二重に支払われることはありません。"
)
NOT_TAKEN = "この方法では支払えませんでした。ほかの方法を選んでください。"
METHODS = {
    "payjp": ("クレジットカードで支払う", "カード番号は町に伝わりません。"),
    "paypay": ("コード決済（スマートフォン）で支払う", "スマートフォンのアプリで支払います。"),
}


@open_to(ANYONE)
@require_safe
def pay(request: PageRequest, invoice: UUID) -> HttpResponse:
    """Show what is to be paid, and the ways to pay it."""
    return show(request, invoice_for(request, invoice))


def show(
    request: PageRequest, row: Invoice, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """Draw the page of an invoice."""
    attempt, failed = invoices.open_attempt(row), transfers.last_failure(row)
    context = {
        "invoice": row,
        "lines": row.lines.order_by("order"),
        "payable": row.state in PAYABLE,
        "attempt": attempt,
        "kept": invoices.kept_payment(row),
        "back": returning.returned_of([row.pk]).get(row.pk),
        "methods": [(code, *METHODS[code]) for code in online_providers()],
        "office": _office(row.section),
        "problem": problem,
        "debit": transfers.open_debit(row),
        "failed": failed,
        "collection": collecting.collection_of(row.pk),
        "why": letters.why_not_collected(failed.result, request.language) if failed else "",
        "slip": row.state in PAYABLE and bool(tax_qr_layout()) and slips.issued(row).exists(),
    }
    return render(request, "payments/pay.html", context, status=status)


def _office(section: str) -> people.SectionView | None:
    with suppress(people.NoSuchSection):
        return people.section(section)
    return None


@open_to(ANYONE)
@require_POST
def start(request: PageRequest, invoice: UUID) -> HttpResponse:
    """Get the provider's page ready; pressing again brings the same one."""
    row = invoice_for(request, invoice)
    back = request.build_absolute_uri(reverse("payments:result", args=[row.pk]))
    code = request.POST.get("provider", "")
    try:
        services.begin(row.pk, code, return_url=back, at=clock.now())
    except CannotReach:
        return show(request, row, problem=NO_ANSWER, status=BUSY)
    except (CannotCharge, NoSuchProvider):
        return show(request, row, problem=NOT_TAKEN, status=REFUSED)
    except CannotMove:
        row.refresh_from_db()
        return show(request, row, status=GONE)
    return redirect("payments:pay", row.pk)


@open_to(ANYONE)
@require_safe
def result(request: PageRequest, invoice: UUID) -> HttpResponse:
    """Come back from the provider: ask it, and show what it says."""
    row, now = invoice_for(request, invoice), clock.now()
    attempt = invoices.open_attempt(row)
    if attempt and (attempt.asked_at is None or now - attempt.asked_at >= ASK_EVERY):
        with suppress(CannotReach, NoSuchProvider, CannotCharge):
            services.ask(attempt.pk, at=now)
        row.refresh_from_db()
        attempt = invoices.open_attempt(row)
    context = {
        "invoice": row,
        "attempt": attempt,
        "kept": invoices.kept_payment(row),
        "back": returning.returned_of([row.pk]).get(row.pk),
        "payable": row.state in PAYABLE,
    }
    return render(request, "payments/result.html", context)
