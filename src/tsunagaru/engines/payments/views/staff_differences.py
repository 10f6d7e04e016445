"""One difference of the daily reconciliation (照合の差異): shown, and settled."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.forms import LookForm, SettleForm, form_for
from tsunagaru.engines.payments.models import Difference, Invoice
from tsunagaru.engines.payments.queries import invoices, settlements
from tsunagaru.engines.payments.rules.methods import PROVIDER_NAMES
from tsunagaru.engines.payments.rules.reconciling import WORDS, Kind, names_of_amounts
from tsunagaru.engines.payments.rules.settling import LABELS, Way, ways_of
from tsunagaru.engines.payments.services import settling
from tsunagaru.engines.payments.services.settling import CannotResolve, Resolution, off_of
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

CONFLICT, UNFIT = 409, 422
UNKNOWN = "支払い待ちの請求に、この番号はありません。番号と請求の状態をご確認ください。"


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def difference(request: PageRequest, difference: UUID) -> HttpResponse:
    """Show a difference; settle it in one of the ways that fit it."""
    row = get_object_or_404(settlements.differences(request.actor), pk=difference)
    if request.method == "POST":
        return _settle(request, row)
    look = LookForm(request.GET if "number" in request.GET else None)
    found = _look_up(request, look)
    status = UNFIT if look.errors else 200
    return _show(request, row, status, look=look, found=found)


def _look_up(request: PageRequest, look: LookForm) -> Invoice | None:
    """Return the invoice somebody asked for, which is recorded."""
    if not look.is_valid():
        return None
    found = invoices.open_by_number(request.actor, look.cleaned_data["number"])
    if found is None:
        look.add_error("number", UNKNOWN)
        return None
    audit(actor=request.actor, action="invoice.viewed", subject=found.pk, at=clock.now(), facts={})
    return found


def _settle(request: PageRequest, row: Difference) -> HttpResponse:
    sent = request.POST.get("way", "")
    way = Way(sent) if sent in set(Way) else Way.EXPLAIN
    form = form_for(way, settlements.returns_waiting(row), request.POST)
    found = None
    if way is Way.ASSIGN:
        found = invoices.open_by_number(request.actor, request.POST.get("number", ""))
    if row.resolved_at is not None:
        return _show(request, row, CONFLICT, problem=settling.ALREADY)
    if not form.is_valid():
        return _show(request, row, UNFIT, sent={way: form}, found=found)
    said = Resolution(form.cleaned_data["explanation"], request.actor, clock.now())
    try:
        _carrying_out(row, way, form, found)(said)
    except CannotResolve as refusal:
        row.refresh_from_db()
        return _show(request, row, CONFLICT, problem=refusal.sentence)
    messages.success(request, f"照合の差異を解消しました（{LABELS[way]}）。")
    return redirect("payments:reconciliation")


def _carrying_out(
    row: Difference, way: Way, form: SettleForm, found: Invoice | None
) -> Callable[[Resolution], object]:
    """Return what is to be done with the words, the actor and the time."""
    typed = form.cleaned_data
    ways: dict[Way, Callable[[Resolution], object]] = {
        Way.ASSIGN: lambda said: _assign(row, found, said),
        Way.RETURN: lambda said: settling.let_return(row.pk, typed["returned_on"], said),
        Way.RETURNED: lambda said: settling.match_return(row.pk, UUID(typed["held"]), said),
        Way.WRITE_OFF: lambda said: settling.write_off(row.pk, said),
        Way.EXPLAIN: lambda said: settling.explain(row.pk, said),
    }
    return ways[way]


def _assign(row: Difference, found: Invoice | None, said: Resolution) -> None:
    if found is None:
        raise CannotResolve(UNKNOWN)
    if found.amount_yen == off_of(row):
        services.halt_online(found.pk, at=said.at)
    settling.assign(row.pk, found.pk, said)


def _show(request: PageRequest, row: Difference, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - what a page shows
    waiting, off = settlements.returns_waiting(row), off_of(row)
    sent = more.pop("sent", {})
    context = {
        "difference": row,
        "off": off,
        "forms": {w.value: sent.get(w) or form_for(w, waiting) for w in ways_of(row.kind, off)},
        "waiting": waiting,
        "look": LookForm(),
        "words": WORDS[Kind(row.kind)],
        "names": names_of_amounts(row.kind),
        "provider": PROVIDER_NAMES.get(row.settlement.provider, row.settlement.provider),
        **more,
    }
    return render(request, "payments/staff/difference.html", context, status=status)
