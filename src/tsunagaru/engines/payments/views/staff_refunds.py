"""Handing a refund out, or sending it again (返金の処理)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.models import Refund
from tsunagaru.engines.payments.queries import invoices
from tsunagaru.engines.payments.rules.methods import Method
from tsunagaru.engines.payments.services.refunding import CannotRefund
from tsunagaru.engines.payments.views.refund_forms import slip_form
from tsunagaru.engines.payments.views.staff_invoices import drawers_of, show
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

CONFLICT, UNFIT = 409, 422
DONE = "{yen}円を返金しました。"
AGAIN = "{yen}円の返金を、決済事業者にもう一度申し込みました。"


def refuse() -> None:
    """Say that no way was chosen."""
    raise CannotRefund("返金の方法を選んでください。")


@open_to(STAFF)
@require_POST
def handle(request: PageRequest, refund: UUID) -> HttpResponse:
    """Hand the money out in cash or by bank, or let the provider try again."""
    mine = Refund.objects.filter(payment__invoice__in=invoices.readable_by(request.actor))
    row = get_object_or_404(mine.select_related("payment__invoice"), pk=refund)
    way, now = request.POST.get("way", ""), clock.now()
    drawers = {str(each.pk): each for each in drawers_of(request)}
    form = slip_form(row.pk, data=request.POST)
    slips = way == "bank" and row.method == Method.POS_CARD
    if slips and not form.is_valid():
        return show(request, row.payment.invoice, UNFIT, {row.pk: form})
    try:
        if way == "again":
            services.send_again(row.pk, at=now)
        elif way == "bank":
            slip = form.cleaned_data["slip"] if slips else ""
            services.hand_out(row.pk, by=request.actor, slip=slip, at=now)
        elif way in drawers:
            services.hand_out(row.pk, drawer=drawers[way], by=request.actor, at=now)
        else:
            refuse()
    except CannotRefund as refusal:
        typed = {row.pk: slip_form(row.pk, initial={"slip": request.POST.get("slip", "")})}
        return show(request, row.payment.invoice, CONFLICT, typed, problem=refusal.sentence)
    said = AGAIN if way == "again" else DONE
    messages.success(request, said.format(yen=f"{row.amount_yen:,}"))
    return redirect("payments:invoice", row.payment.invoice_id)
